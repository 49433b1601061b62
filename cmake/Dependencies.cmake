# Third-party packages, all from Debian (scripts/install-dependencies.sh).
# LLVM 19's version file rejects a request for plain "19".
find_package(LLVM 19.1 CONFIG REQUIRED
  HINTS /usr/lib/llvm-19/lib/cmake/llvm)
find_package(zydis 4 CONFIG REQUIRED)
find_package(zstd CONFIG REQUIRED)
find_package(OpenSSL 3 REQUIRED COMPONENTS Crypto)
find_package(LibLZMA 5.4 REQUIRED)
find_package(Threads REQUIRED)
find_package(GTest REQUIRED)
find_package(benchmark REQUIRED)
find_package(CLI11 REQUIRED)

# hp_llvm(NAME COMPONENT ...): an interface target for static LLVM components,
# whose headers are system headers to us.
function(hp_llvm name)
  llvm_map_components_to_libnames(libs ${ARGN})
  add_library(${name} INTERFACE)
  target_include_directories(${name} SYSTEM INTERFACE ${LLVM_INCLUDE_DIRS})
  target_link_libraries(${name} INTERFACE ${libs})
endfunction()

# Debian's lld links a static LLVM tool in a fraction of bfd's time.
add_link_options(-fuse-ld=lld -B/usr/lib/llvm-19/bin)
