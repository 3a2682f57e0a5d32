# bestand_tests(<folder> [LINKS <target>...] [LABELS <label>...] [TIMEOUT <seconds>])
#
# Makes one GoogleTest program of all *_test.cc in <folder> (a path from the project's root) and
# registers it with CTest under the folder's name. BESTAND_ROOT and BESTAND_BIN tell a test where
# the sources and the built binaries are.
enable_testing()

# Tests whose verdict is not known yet, with their reasons: neither built nor run, and counted as skipped, never
# as passed. To be emptied.
set(BESTAND_PENDING ${PROJECT_SOURCE_DIR}/tests/pending.txt)
set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${BESTAND_PENDING})

# Registers a pending test as disabled, and sets <result> to whether it is one.
function(bestand_pending name result)
  file(STRINGS ${BESTAND_PENDING} pending REGEX "^${name}: ")
  set(${result} FALSE PARENT_SCOPE)
  if(pending)
    add_test(NAME ${name} COMMAND false)
    set_tests_properties(${name} PROPERTIES DISABLED TRUE)
    set(${result} TRUE PARENT_SCOPE)
  endif()
endfunction()

function(bestand_tests folder)
  cmake_parse_arguments(TESTS "" "TIMEOUT" "LINKS;LABELS" ${ARGN})
  bestand_pending(${folder} is_pending)
  if(is_pending)
    return()
  endif()
  file(GLOB sources CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/${folder}/*_test.cc)
  if(NOT sources)
    return()
  endif()
  string(REPLACE "/" "_" target ${folder})
  add_executable(${target} ${sources})
  target_link_libraries(${target} PRIVATE ${TESTS_LINKS} GTest::gmock GTest::gtest_main bestand_warnings)
  target_compile_options(${target} PRIVATE $<$<CONFIG:Release>:-O1>)  # built once, run for seconds
  set_target_properties(${target} PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/tests)
  add_test(NAME ${folder} COMMAND ${target})
  set_property(GLOBAL APPEND PROPERTY bestand_all_tests ${folder})
  if(NOT TESTS_TIMEOUT)
    set(TESTS_TIMEOUT 300)
  endif()
  set_tests_properties(${folder} PROPERTIES
    TIMEOUT ${TESTS_TIMEOUT} LABELS "${TESTS_LABELS}"
    ENVIRONMENT "BESTAND_ROOT=${PROJECT_SOURCE_DIR};BESTAND_BIN=${CMAKE_BINARY_DIR}/bin")
endfunction()

# bestand_long_test(<name> TEST <folder> FILTER <gtest filter> TIMEOUT <seconds>)
#
# Registers tests of a program once more, as `tests/long/<name>`: run by ./bestand test --long alone, with
# BESTAND_LONG set, by which they do as much as it takes to show what is promised.
function(bestand_long_test name)
  cmake_parse_arguments(LONG "" "TEST;FILTER;TIMEOUT" "" ${ARGN})
  string(REPLACE "/" "_" target ${LONG_TEST})
  add_test(NAME tests/long/${name} COMMAND ${target} --gtest_filter=${LONG_FILTER})
  bestand_is_long(tests/long/${name} ${LONG_TIMEOUT})
endfunction()

function(bestand_is_long test timeout)
  set_tests_properties(${test} PROPERTIES TIMEOUT ${timeout} RUN_SERIAL ON LABELS long SKIP_RETURN_CODE 77
    ENVIRONMENT "BESTAND_LONG=yes;BESTAND_ROOT=${PROJECT_SOURCE_DIR};BESTAND_BIN=${CMAKE_BINARY_DIR}/bin")
endfunction()

# bestand_script_test(<name> COMMAND <word>... [LABELS <label>...] [TIMEOUT <seconds>])
#
# Registers a script as a test; it runs in the folder that registers it. Ending with 77 means skipped: its
# last line says why. PYTHON_PROGRAM is the system's own Python, which has the system's modules.
find_program(PYTHON_PROGRAM python3 PATHS /usr/bin NO_DEFAULT_PATH)
find_program(PYTHON_PROGRAM python3 REQUIRED)

function(bestand_script_test name)
  bestand_pending(${name} is_pending)
  if(is_pending)
    return()
  endif()
  cmake_parse_arguments(TESTS "" "TIMEOUT" "COMMAND;LABELS" ${ARGN})
  add_test(NAME ${name} COMMAND ${TESTS_COMMAND} WORKING_DIRECTORY ${CMAKE_CURRENT_SOURCE_DIR})
  if(NOT TESTS_TIMEOUT)
    set(TESTS_TIMEOUT 300)
  endif()
  set_tests_properties(${name} PROPERTIES
    TIMEOUT ${TESTS_TIMEOUT} LABELS "${TESTS_LABELS}" SKIP_RETURN_CODE 77
    ENVIRONMENT "PYTHONDONTWRITEBYTECODE=1;BESTAND_ROOT=${PROJECT_SOURCE_DIR};BESTAND_BIN=${CMAKE_BINARY_DIR}/bin")
endfunction()
