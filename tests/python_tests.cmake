# The Python tests of tests/README.md that are quick enough for every ctest run.
function(hp_python_test name)
  add_test(NAME ${name} COMMAND ${HP_PYTHON} ${ARGN})
  set_tests_properties(${name} PROPERTIES TIMEOUT 300 LABELS python)
endfunction()

set(hp_tests ${CMAKE_CURRENT_LIST_DIR})
hp_python_test(shuffle_object ${hp_tests}/tools/test_shuffle.py)
hp_python_test(hostile ${hp_tests}/hostile/run.py $<TARGET_FILE:hpdiff>
  --keep ${CMAKE_BINARY_DIR}/hostile-failures)
hp_python_test(hostile_images ${hp_tests}/hostile/images.py
  $<TARGET_FILE:read_image_fuzz> $<TARGET_FILE:write_sample_images>
  --keep ${CMAKE_BINARY_DIR}/hostile-failures)
hp_python_test(ci_recipes ${hp_tests}/ci/recipes_test.py)
hp_python_test(determinism ${hp_tests}/e2e/determinism.py
  $<TARGET_FILE:hpdiff>)
hp_python_test(oracle ${hp_tests}/oracle/run_samples.py
  ${CMAKE_BINARY_DIR}/samples --hpdiff $<TARGET_FILE:hpdiff>)
set_tests_properties(oracle PROPERTIES FIXTURES_REQUIRED compiled_samples)
hp_python_test(emulate ${hp_tests}/emulate/run_emulate.py
  --emulate $<TARGET_FILE:emulate> --hpcompile $<TARGET_FILE:hpcompile>
  --work ${CMAKE_BINARY_DIR}/emulate)
hp_python_test(package.vectors ${hp_tests}/package/read_package.py
  --vectors ${hp_tests}/vectors/package)
set(hp_sample ${CMAKE_BINARY_DIR}/samples/05-code/elf-gcc)
hp_python_test(package.crash ${hp_tests}/package/crash_test.py
  --hppack $<TARGET_FILE:hppack> --payload ${hp_sample}/fix.payload
  --base ${hp_sample}/base.so)
set_tests_properties(package.crash PROPERTIES FIXTURES_REQUIRED compiled_samples)
hp_python_test(package.terminal ${hp_tests}/package/terminal_test.py
  $<TARGET_FILE:hppack>)
# Programs that run while they are changed: for root, with strace and gdb.
hp_python_test(live ${hp_tests}/e2e/live/live_test.py
  --bin ${CMAKE_BINARY_DIR}/bin --work ${CMAKE_BINARY_DIR}/live)
hp_python_test(live.load ${hp_tests}/e2e/live/load_test.py
  --bin ${CMAKE_BINARY_DIR}/bin --work ${CMAKE_BINARY_DIR}/live-load)
# The Windows build, which test.sh has made (preset `windows`).
hp_python_test(live.wine ${hp_tests}/e2e/live/wine_test.py
  --bin ${CMAKE_BINARY_DIR}/bin
  --exe ${CMAKE_SOURCE_DIR}/build/windows/bin/hpapply.exe
  --work ${CMAKE_BINARY_DIR}/live-wine)
hp_python_test(docs.refusals ${hp_tests}/e2e/check_refusals.py)
