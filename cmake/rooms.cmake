# bestand_room(<folder> [LINKS <target>...])
#
# Makes one static library of all *.cc in <folder> (a path from the project's root); its name is the
# folder with underscores: common/error -> common_error. A room without *.cc is header-only.
# Includes are written from the project's root: #include "common/error/error.h".
function(bestand_room folder)
  cmake_parse_arguments(ROOM "" "" "LINKS" ${ARGN})
  string(REPLACE "/" "_" target ${folder})
  file(GLOB sources CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/${folder}/*.cc)
  list(FILTER sources EXCLUDE REGEX "/main\\.cc$")
  if(sources)
    add_library(${target} STATIC ${sources})
    target_include_directories(${target} PUBLIC ${PROJECT_SOURCE_DIR})
    target_link_libraries(${target} PUBLIC ${ROOM_LINKS} PRIVATE bestand_warnings)
  else()
    add_library(${target} INTERFACE)
    target_include_directories(${target} INTERFACE ${PROJECT_SOURCE_DIR})
    target_link_libraries(${target} INTERFACE ${ROOM_LINKS})
  endif()
endfunction()

# bestand_program(<name> <source> [LINKS <target>...])
#
# Makes the binary bin/<name> from one main file. Programs answer calls on many threads and free what other
# threads took, which mimalloc is made for: CheckContact came from 0.60 to 0.61 of an echo's rate with it, in
# another run from 0.59 to 0.65. The sanitizers bring their own.
function(bestand_program name source)
  cmake_parse_arguments(PROGRAM "" "" "LINKS" ${ARGN})
  add_executable(${name} ${source})
  target_link_libraries(${name} PRIVATE ${PROGRAM_LINKS} bestand_warnings)
  if(CMAKE_BUILD_TYPE STREQUAL "Release")
    target_link_libraries(${name} PRIVATE mimalloc)
  endif()
  set_target_properties(${name} PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/bin)
endfunction()
