// Passwords that are refused, the growing delay, and one-time passwords against the RFC's own examples.

#include <boost/test/unit_test.hpp>

#include "access/delay.h"
#include "access/password_rules.h"
#include "access/passwords.h"
#include "access/totp.h"
#include "config/load_passwords.h"

namespace {

using namespace rasoat;
using access::Weakness;

const std::set<std::string, std::less<>>& common() {
  static const auto loaded = config::load_common_passwords(std::string(RASOAT_SOURCE_DIR) + "/etc");
  BOOST_REQUIRE(loaded.ok());
  return *loaded;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(password_rules)

BOOST_AUTO_TEST_CASE(weak_ones_are_refused_and_sentences_are_not) {
  const struct {
    const char* password;
    std::optional<Weakness> weakness;
  } cases[] = {
      {"", Weakness::too_short},
      {"Ab1!Ab1!", Weakness::too_short},
      {"mười một kí", Weakness::too_short},  // 11 characters in 15 bytes
      {"password1234", Weakness::common},
      {"P@ssw0rd2024!", Weakness::common},
      {"PASSWORDpassword", Weakness::common},
      {"matkhau123456", Weakness::common},
      {"M@tKh@u@2025", Weakness::common},
      {"quangngai2025", Weakness::common},
      {"123456789012", Weakness::common},
      {"987654321098", Weakness::common},
      {"051234567890", Weakness::common},  // an ID number
      {"aaaaaaaaaaaaaaaa", Weakness::common},
      {"abcabcabcabcabc", Weakness::common},
      {"abcdefghijklm", Weakness::common},
      {"qwertyuiop123", Weakness::common},
      {"officer525-abc", Weakness::own_name},
      {"OFFICER525xyz1", Weakness::own_name},
      {"con mèo trèo cây cau", std::nullopt},
      {"correct horse battery", std::nullopt},
      {"bốn từ không liên quan", std::nullopt},
      {"kD7vXr2mQp9w", std::nullopt},
      {"officer525 thích uống chè xanh", std::nullopt},
  };
  for (const auto& each : cases)
    BOOST_TEST((access::weakness_of(each.password, "officer525", common()) == each.weakness), each.password);
  BOOST_TEST((access::weakness_of(std::string(300, 'x') + "y", "o", common()) == Weakness::too_long));
  for (int i = 0; i < 200; ++i)
    BOOST_TEST(!access::weakness_of(access::random_password(), "officer", common()));
}

BOOST_AUTO_TEST_CASE(delays_grow_and_end) {
  const std::pair<std::uint64_t, std::int64_t> cases[] = {
      {0, 0}, {4, 0}, {5, 1}, {6, 2}, {7, 4}, {10, 32}, {14, 512}, {15, 900}, {100, 900}, {1'000'000, 900}};
  for (const auto& [failures, wait] : cases)
    BOOST_TEST(access::wait_after(access::kAccountFromAddress, failures) == wait, failures);
  BOOST_TEST(access::wait_after(access::kAddress, 29) == 0);
  BOOST_TEST(access::wait_after(access::kAddress, 1'000) == 30);
  BOOST_TEST(access::account_bucket("a", "1") != access::account_bucket("b", "1"));
  BOOST_TEST(access::account_bucket("a", "1") != access::account_bucket("a", "2"));
}

// RFC 6238 appendix B, the column of SHA1.
BOOST_AUTO_TEST_CASE(one_time_passwords_of_rfc_6238) {
  const std::string secret = "12345678901234567890";
  const std::pair<std::int64_t, const char*> cases[] = {{59, "94287082"},         {1111111109, "07081804"},
                                                        {1111111111, "14050471"}, {1234567890, "89005924"},
                                                        {2000000000, "69279037"}, {20000000000, "65353130"}};
  for (const auto& [time, code] : cases)
    BOOST_TEST(access::totp_code(secret, time / access::kTotpStep, 8) == code, time);
}

BOOST_AUTO_TEST_CASE(a_code_counts_once_and_for_a_minute_and_a_half) {
  const std::string secret = access::totp_secret();
  const std::int64_t now = 1'700'000'010;
  const std::int64_t step = now / access::kTotpStep;
  const std::string code = access::totp_code(secret, step);
  BOOST_TEST(access::totp_step(secret, code, now, 0).value_or(0) == step);
  BOOST_TEST(access::totp_step(secret, code, now + 30, 0).value_or(0) == step);
  BOOST_TEST(access::totp_step(secret, code, now - 30, 0).value_or(0) == step);
  BOOST_TEST(!access::totp_step(secret, code, now + 90, 0));
  BOOST_TEST(!access::totp_step(secret, code, now, step));
  BOOST_TEST(!access::totp_step(secret, "", now, 0));
  BOOST_TEST(!access::totp_step(access::totp_secret(), code, now, 0));
}

// RFC 4648 section 10, without padding.
BOOST_AUTO_TEST_CASE(base32_of_rfc_4648) {
  const std::pair<const char*, const char*> cases[] = {{"", ""},
                                                       {"f", "MY"},
                                                       {"fo", "MZXQ"},
                                                       {"foo", "MZXW6"},
                                                       {"foob", "MZXW6YQ"},
                                                       {"fooba", "MZXW6YTB"},
                                                       {"foobar", "MZXW6YTBOI"}};
  for (const auto& [bytes, text] : cases) BOOST_TEST(access::base32(bytes) == text);
}

BOOST_AUTO_TEST_CASE(recovery_codes_are_ten_different_ones) {
  const auto codes = access::recovery_codes();
  BOOST_TEST((std::set<std::string>(codes.begin(), codes.end()).size()) == 10U);
  for (const auto& code : codes) BOOST_TEST(access::tidy_code(code).size() == 16U);
  BOOST_TEST(access::tidy_code("abcd-ef 23") == "ABCDEF23");
}

BOOST_AUTO_TEST_SUITE_END()
