# bestand_sql(<service folder>)
#
# Turns <service folder>/storage/sql/*.sql into the header <service folder>/storage/statements.h with
# one constant for each "-- name: find_customer" (sql::kFindCustomer), and storage/migrations/*.sql
# into <service folder>/storage/migrations.h. Both are made anew when a file changes. The storage room
# links the library <service folder with _>_sql.
function(bestand_sql folder)
  set(made ${CMAKE_BINARY_DIR}/made/${folder}/storage)
  string(REPLACE "/" "_" target ${folder}_sql)
  file(GLOB inputs CONFIGURE_DEPENDS
    ${PROJECT_SOURCE_DIR}/${folder}/storage/sql/*.sql
    ${PROJECT_SOURCE_DIR}/${folder}/storage/migrations/*.sql)
  add_custom_command(
    OUTPUT ${made}/statements.h ${made}/migrations.h
    COMMAND embed_sql ${PROJECT_SOURCE_DIR}/${folder}/storage ${made}
    DEPENDS embed_sql ${inputs} VERBATIM)
  add_custom_target(${target}_made DEPENDS ${made}/statements.h ${made}/migrations.h)
  add_library(${target} INTERFACE)
  add_dependencies(${target} ${target}_made)
  target_include_directories(${target} INTERFACE ${CMAKE_BINARY_DIR}/made)
endfunction()
