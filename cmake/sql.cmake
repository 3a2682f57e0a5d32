# bestand_sql(<folder>)
#
# Turns <folder>/storage/sql/*.sql into the header <folder>/storage/statements.h with one constant for each
# "-- name: find_customer" (sql::kFindCustomer), and storage/migrations/*.sql into <folder>/storage/migrations.h,
# with kGrants of storage/grants.sql where there is one.
# A service's second database has a room of its own, which holds sql and migrations itself. Both headers are made
# anew when a file changes. The storage room links the library <folder with _>_sql.
function(bestand_sql folder)
  string(REPLACE "/" "_" target ${folder}_sql)
  if(EXISTS ${PROJECT_SOURCE_DIR}/${folder}/storage)
    string(APPEND folder /storage)
  endif()
  set(made ${CMAKE_BINARY_DIR}/made/${folder})
  file(GLOB inputs CONFIGURE_DEPENDS
    ${PROJECT_SOURCE_DIR}/${folder}/sql/*.sql
    ${PROJECT_SOURCE_DIR}/${folder}/migrations/*.sql
    ${PROJECT_SOURCE_DIR}/${folder}/grants.sql)
  add_custom_command(
    OUTPUT ${made}/statements.h ${made}/migrations.h
    COMMAND embed_sql ${PROJECT_SOURCE_DIR}/${folder} ${made}
    DEPENDS embed_sql ${inputs} VERBATIM)
  add_custom_target(${target}_made DEPENDS ${made}/statements.h ${made}/migrations.h)
  add_library(${target} INTERFACE)
  add_dependencies(${target} ${target}_made)
  target_include_directories(${target} INTERFACE ${CMAKE_BINARY_DIR}/made)
endfunction()
