include(GoogleTest)

# hp_unit_test(NAME SOURCES a_test.cc ... LIBRARIES lib ...): one GoogleTest
# program; its tests appear in ctest one by one.  Under Windows the program is
# one test: each start of Wine takes a second.
function(hp_unit_test name)
  cmake_parse_arguments(ARG "" "" "SOURCES;LIBRARIES" ${ARGN})
  add_executable(${name} ${ARG_SOURCES})
  target_link_libraries(${name} PRIVATE hp_flags hp_warnings ${ARG_LIBRARIES}
    GTest::gtest_main GTest::gmock)
  if(WIN32)
    add_test(NAME ${name} COMMAND ${name})
    set_tests_properties(${name} PROPERTIES LABELS unit
      FIXTURES_REQUIRED wine_prefix)
  else()
    gtest_discover_tests(${name} DISCOVERY_TIMEOUT 60 PROPERTIES LABELS unit)
  endif()
endfunction()
