# cmake -D HEADER=dir/x.h -D OUTPUT=x.cc -D FILES=name=path,... -P EmbedFiles.cmake
# writes a source with one function for each file, which yields its text.
string(REPLACE "," ";" FILES "${FILES}")
set(text "// Written by cmake/EmbedFiles.cmake.\n#include \"${HEADER}\"\n\nnamespace hotpatch {\n")
foreach(entry IN LISTS FILES)
  string(REGEX MATCH "^([^=]+)=(.*)$" matched "${entry}")
  set(name "${CMAKE_MATCH_1}")
  file(READ "${CMAKE_MATCH_2}" content)
  string(APPEND text "\nstd::string_view ${name}() {\n  return R\"HPFILE(${content})HPFILE\";\n}\n")
endforeach()
file(WRITE "${OUTPUT}" "${text}\n} // namespace hotpatch\n")
