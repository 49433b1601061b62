# The same for Windows, made by scripts/build-windows-libraries.sh.
set(libraries ${CMAKE_SOURCE_DIR}/build/windows-libraries)
if(NOT EXISTS ${libraries}/complete)
  message(FATAL_ERROR "${libraries} is missing: "
    "scripts/build-windows-libraries.sh build/windows-libraries makes it")
endif()
find_package(Threads REQUIRED)

function(hp_windows_library name file)
  add_library(${name} STATIC IMPORTED)
  set_target_properties(${name} PROPERTIES
    IMPORTED_LOCATION ${libraries}/lib/${file}
    INTERFACE_INCLUDE_DIRECTORIES ${libraries}/include)
endfunction()
hp_windows_library(OpenSSL::Crypto libcrypto.a)
set_property(TARGET OpenSSL::Crypto PROPERTY
  INTERFACE_LINK_LIBRARIES ws2_32 crypt32)
# By the name that the code asks for, though it is static.
hp_windows_library(zstd::libzstd_shared libzstd.a)
add_library(CLI11::CLI11 INTERFACE IMPORTED)
# Libraries that are nothing but headers lie there too.
include_directories(SYSTEM ${libraries}/include)
