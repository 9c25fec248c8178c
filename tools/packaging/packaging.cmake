# What `cmake --install` lays down, and the Debian package that `cpack` makes of it.
#
#   program   the command, the shared library, the sample and the documentation, under the prefix
#   service   unit and configuration, at fixed places; in the package only
include(GNUInstallDirs)
set(PACKAGING ${CMAKE_SOURCE_DIR}/tools/packaging)

install(TARGETS linhui COMPONENT program)
install(TARGETS methodology_c LIBRARY DESTINATION ${CMAKE_INSTALL_LIBDIR} COMPONENT program)
install(FILES ${CMAKE_SOURCE_DIR}/methodology/c/linhui_methodology.h
        DESTINATION ${CMAKE_INSTALL_INCLUDEDIR} COMPONENT program)
configure_file(${CMAKE_SOURCE_DIR}/methodology/c/linhui-methodology.pc.in
               ${CMAKE_BINARY_DIR}/linhui-methodology.pc @ONLY)
install(FILES ${CMAKE_BINARY_DIR}/linhui-methodology.pc
        DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig COMPONENT program)
install(DIRECTORY ${CMAKE_SOURCE_DIR}/tools/examples/
        DESTINATION ${CMAKE_INSTALL_DATADIR}/doc/linhui/examples COMPONENT program)
install(DIRECTORY ${CMAKE_SOURCE_DIR}/tools/sample/data/
        DESTINATION ${CMAKE_INSTALL_DATADIR}/linhui/sample COMPONENT program)
install(DIRECTORY ${CMAKE_SOURCE_DIR}/docs/
        DESTINATION ${CMAKE_INSTALL_DATADIR}/doc/linhui COMPONENT program
        FILES_MATCHING PATTERN "*.md")
install(FILES ${CMAKE_SOURCE_DIR}/README.md ${CMAKE_SOURCE_DIR}/ARCHITECTURE.md
        DESTINATION ${CMAKE_INSTALL_DATADIR}/doc/linhui COMPONENT program OPTIONAL)
install(FILES ${CMAKE_SOURCE_DIR}/LICENSE RENAME copyright
        DESTINATION ${CMAKE_INSTALL_DATADIR}/doc/linhui COMPONENT program)

install(FILES ${PACKAGING}/linhui.service
        DESTINATION /usr/lib/systemd/system COMPONENT service EXCLUDE_FROM_ALL)
install(FILES ${PACKAGING}/linhui.conf
        DESTINATION /etc/linhui COMPONENT service EXCLUDE_FROM_ALL)

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_CONTACT "Linhui project")
set(CPACK_STRIP_FILES ON)
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS
    OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE WORLD_READ WORLD_EXECUTE)
set(CPACK_COMPONENTS_ALL program service)
set(CPACK_COMPONENTS_GROUPING ALL_COMPONENTS_IN_ONE)
set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_NAME linhui)
set(CPACK_DEBIAN_PACKAGE_SECTION science)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_DEPENDS adduser)
set(CPACK_DEBIAN_PACKAGE_RECOMMENDS "fonts-wqy-microhei | fonts-noto-cjk")
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)
set(CPACK_DEBIAN_PACKAGE_CONTROL_EXTRA
    ${PACKAGING}/conffiles ${PACKAGING}/postinst ${PACKAGING}/prerm ${PACKAGING}/postrm
    ${PACKAGING}/triggers)
include(CPack)
