# The Python tests of tests/README.md that are quick enough for every ctest run.
# Needs the target hpdiff; include it after that is defined.
find_package(Python3 COMPONENTS Interpreter REQUIRED)

function(hp_python_test name)
  add_test(NAME ${name} COMMAND Python3::Interpreter ${ARGN})
  set_tests_properties(${name} PROPERTIES TIMEOUT 300)
endfunction()

set(hp_tests ${CMAKE_CURRENT_LIST_DIR})
hp_python_test(shuffle_object ${hp_tests}/tools/test_shuffle.py)
hp_python_test(hostile ${hp_tests}/hostile/run.py $<TARGET_FILE:hpdiff>
  --keep ${CMAKE_BINARY_DIR}/hostile-failures)
hp_python_test(determinism ${hp_tests}/e2e/determinism.py
  $<TARGET_FILE:hpdiff>)
