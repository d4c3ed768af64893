// The one main of every unit-test program; the cases stand in the files named for it in CMakeLists.txt.
#define BOOST_TEST_MODULE rasoat
#include <boost/test/unit_test.hpp>
