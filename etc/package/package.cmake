# What `ninja install` puts where, and the Debian package made of it: etc/package/make OUT.
if(CMAKE_INSTALL_PREFIX_INITIALIZED_TO_DEFAULT)
  set(CMAKE_INSTALL_PREFIX /usr CACHE PATH "" FORCE)
endif()
include(GNUInstallDirs)

set(RASOAT_SHARE ${CMAKE_INSTALL_DATADIR}/rasoat)
install(TARGETS rasoat RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
# Everything of etc/ that the service reads; what builds and starts a checkout stays there.
install(DIRECTORY etc/ DESTINATION ${RASOAT_SHARE}/etc
  PATTERN package EXCLUDE
  PATTERN manual EXCLUDE
  PATTERN prepare EXCLUDE
  PATTERN packages EXCLUDE
  PATTERN quickstart EXCLUDE
  PATTERN build-pages EXCLUDE
  PATTERN install-packages EXCLUDE
  PATTERN private-mariadb EXCLUDE)
install(DIRECTORY src/ui/dist/ DESTINATION ${RASOAT_SHARE}/ui)
install(FILES etc/package/rasoat.properties DESTINATION /etc/rasoat)
install(FILES etc/package/rasoat.service etc/package/rasoat-backup.service etc/package/rasoat-backup.timer
  DESTINATION /usr/lib/systemd/system)
install(FILES README.md etc/manual/vi.md etc/manual/en.md DESTINATION ${CMAKE_INSTALL_DATADIR}/doc/rasoat)
install(FILES etc/package/nginx.conf etc/package/mariadb.cnf etc/package/database.sql etc/package/delivery.json
  DESTINATION ${CMAKE_INSTALL_DATADIR}/doc/rasoat/examples)
install(FILES etc/package/debian/copyright DESTINATION ${CMAKE_INSTALL_DATADIR}/doc/rasoat)
# The typeface of PDF reports, so that a page looks alike wherever it is made.
foreach(style Regular Bold Italic BoldItalic)
  install(FILES /usr/share/fonts/truetype/noto/NotoSans-${style}.ttf DESTINATION ${CMAKE_INSTALL_DATADIR}/fonts/truetype/rasoat)
endforeach()

set(RASOAT_REVISION 0)
if(GIT_FOUND)
  execute_process(COMMAND ${GIT_EXECUTABLE} rev-list --count HEAD WORKING_DIRECTORY ${CMAKE_SOURCE_DIR}
                  OUTPUT_VARIABLE RASOAT_REVISION OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET)
endif()

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME rasoat)
set(CPACK_PACKAGE_VENDOR "rasoat")
set(CPACK_PACKAGE_CONTACT "The operators of rasoat <root@localhost>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "household poverty and programme figures of a Vietnamese province")
set(CPACK_PACKAGE_VERSION "${PROJECT_VERSION}+${RASOAT_REVISION}.g${RASOAT_COMMIT}")
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
set(CPACK_SET_DESTDIR ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION web)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_DEPENDS "adduser, mariadb-client, fontconfig, ca-certificates")
set(CPACK_DEBIAN_PACKAGE_RECOMMENDS "mariadb-server, nginx-light | nginx")
set(CPACK_DEBIAN_PACKAGE_CONTROL_EXTRA
  ${CMAKE_SOURCE_DIR}/etc/package/debian/conffiles
  ${CMAKE_SOURCE_DIR}/etc/package/debian/postinst
  ${CMAKE_SOURCE_DIR}/etc/package/debian/prerm
  ${CMAKE_SOURCE_DIR}/etc/package/debian/postrm)
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)
set(CPACK_VERBATIM_VARIABLES ON)
include(CPack)
