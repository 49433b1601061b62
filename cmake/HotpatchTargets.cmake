# How this project declares targets: one library per folder, warnings as
# errors, every public header compiled on its own.

add_library(hp_warnings INTERFACE)
target_compile_options(hp_warnings INTERFACE
  -Wall -Wextra -Wpedantic -Werror -Wshadow -Wconversion -Wsign-conversion
  -Wold-style-cast -Wcast-align -Wnon-virtual-dtor -Woverloaded-virtual
  -Wnull-dereference -Wformat=2 -Wimplicit-fallthrough)

if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  # g++ 12 reports null dereferences and overlapping copies inside its own
  # library at -O2 and above (GCC bug 105329).
  target_compile_options(hp_warnings INTERFACE
    -Wno-null-dereference -Wno-restrict)
else()
  # clang++-19 reports a deprecated function inside libstdc++ 12's stable_sort.
  # What we ourselves use, g++ still reports.
  target_compile_options(hp_warnings INTERFACE -Wno-deprecated-declarations)
endif()

# Applied to every target of ours, so that objects are never mixed.
add_library(hp_flags INTERFACE)
target_include_directories(hp_flags INTERFACE ${CMAKE_SOURCE_DIR})
if(HP_SANITIZE)
  target_compile_options(hp_flags INTERFACE
    -fsanitize=${HP_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer)
  target_compile_definitions(hp_flags INTERFACE _GLIBCXX_ASSERTIONS)
  target_link_options(hp_flags INTERFACE -fsanitize=${HP_SANITIZE})
endif()
if(HP_FUZZ)
  # Coverage counters in everything; the main function only in fuzz targets.
  target_compile_options(hp_flags INTERFACE -fsanitize=fuzzer-no-link)
endif()

# hp_library(NAME SOURCES a.cc ... HEADERS a.h ... PUBLIC lib ... PRIVATE lib ...)
function(hp_library name)
  cmake_parse_arguments(ARG "" "" "SOURCES;HEADERS;PUBLIC;PRIVATE" ${ARGN})
  add_library(${name} STATIC ${ARG_SOURCES})
  target_sources(${name} PUBLIC FILE_SET HEADERS
    BASE_DIRS ${CMAKE_SOURCE_DIR} FILES ${ARG_HEADERS})
  set_target_properties(${name} PROPERTIES VERIFY_INTERFACE_HEADER_SETS ON)
  target_link_libraries(${name} PUBLIC hp_flags ${ARG_PUBLIC}
    PRIVATE hp_warnings ${ARG_PRIVATE})
endfunction()

# hp_embed(TARGET HEADER name=file ...): adds a source to TARGET that defines
# what HEADER declares, std::string_view name(), as the text of the file.
function(hp_embed target header)
  cmake_path(GET header STEM stem)
  set(output ${CMAKE_CURRENT_BINARY_DIR}/${stem}.cc)
  set(files)
  foreach(entry ${ARGN})
    string(REGEX REPLACE "^[^=]+=" "" file ${entry})
    list(APPEND files ${file})
  endforeach()
  string(REPLACE ";" "," entries "${ARGN}")
  add_custom_command(OUTPUT ${output}
    COMMAND ${CMAKE_COMMAND} -D HEADER=${header} -D OUTPUT=${output}
      -D FILES=${entries} -P ${CMAKE_SOURCE_DIR}/cmake/EmbedFiles.cmake
    DEPENDS ${files} ${CMAKE_SOURCE_DIR}/cmake/EmbedFiles.cmake VERBATIM)
  target_sources(${target} PRIVATE ${output})
endfunction()
