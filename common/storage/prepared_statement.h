#pragma once

#include <soci/soci.h>

#include <deque>
#include <span>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "common/storage/params.h"
#include "common/storage/statement.h"

struct pg_result;

namespace bestand::storage {

// A statement that PostgreSQL has parsed, with places for its parameters. Throws what SOCI throws.
class PreparedStatement {
 public:
  PreparedStatement(soci::session& session, const Statement& statement);
  PreparedStatement(const PreparedStatement&) = delete;
  PreparedStatement& operator=(const PreparedStatement&) = delete;

  // Fails with FIELD_INVALID for text with a NUL byte, which PostgreSQL's text form would cut there,
  // and with DATABASE_ERROR unless `params` are exactly the statement's names. They are not copied:
  // they live until the statement was run.
  absl::Status Bind(std::span<const Param> params);

  // Runs it with what was bound. result() is its answer or what went wrong.
  void Execute() { statement_.execute(); }
  pg_result* result();

  // For libpq: the statement's name on the server, and the bound values in the order of $1, $2 ….
  const char* server_name();
  std::vector<const char*> values();

 private:
  struct Place {
    std::string name;
    char* value = nullptr;  // the bound text; nothing for NULL
    bool bound = false;
  };

  Place* Find(std::string_view name);
  absl::Status WrongParams(std::string_view name) const;

  const Statement what_;
  std::deque<Place> places_;  // SOCI's back end knows the addresses of their values
  soci::statement statement_;
};

}  // namespace bestand::storage
