#pragma once

namespace bestand::storage {

// One SQL statement with named parameters (":customer_id"). tools/embed_sql makes a constant of each
// from a service's storage/sql/*.sql; nothing is put together at run time. `sql` lives as long as the
// program: sessions know a prepared statement by its address.
struct Statement {
  const char* name;
  const char* sql;
};

// One step of a schema's history; tools/embed_sql makes them from storage/migrations/0001_name.sql.
struct Migration {
  int version;  // 1, 2, 3 … without a gap
  const char* name;
  const char* text;
};

}  // namespace bestand::storage
