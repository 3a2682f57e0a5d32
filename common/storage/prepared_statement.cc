#include "common/storage/prepared_statement.h"

#include <soci/postgresql/soci-postgresql.h>

#include "common/error/error.h"

namespace bestand::storage {
namespace {

soci::postgresql_statement_backend& BackendOf(soci::statement& statement) {
  return *static_cast<soci::postgresql_statement_backend*>(statement.get_backend());
}

}  // namespace

PreparedStatement::PreparedStatement(soci::session& session, const Statement& statement)
    : what_(statement), statement_(session) {
  statement_.alloc();
  statement_.prepare(statement.sql);
  // Not by soci::use: that copies each value, and leaks the copies when the statement fails.
  soci::postgresql_statement_backend& backend = BackendOf(statement_);
  for (const std::string& name : backend.names_) {
    if (Find(name) != nullptr) continue;  // used twice in the statement
    backend.useByNameBuffers_[name] = &places_.emplace_back(Place{name}).value;
  }
}

absl::Status PreparedStatement::Bind(std::span<const Param> params) {
  if (params.size() != places_.size()) return WrongParams("");
  for (Place& place : places_) place.bound = false;
  for (const Param& param : params) {
    Place* place = Find(param.name);
    if (place == nullptr || place->bound) return WrongParams(param.name);
    const std::optional<std::string>& text = param.value.text();
    if (text.has_value() && text->find('\0') != std::string::npos) {
      return InvalidFields({{std::string(param.name), "holds a NUL byte; remove it"}});
    }
    place->value = text.has_value() ? const_cast<char*>(text->c_str()) : nullptr;  // SOCI only reads it
    place->bound = true;
  }
  return absl::OkStatus();
}

pg_result* PreparedStatement::result() { return BackendOf(statement_).result_.get_result(); }

const char* PreparedStatement::server_name() { return BackendOf(statement_).statementName_.c_str(); }

std::vector<const char*> PreparedStatement::values() {
  std::vector<const char*> values;
  for (const std::string& name : BackendOf(statement_).names_) {
    values.push_back(Find(name)->value);
  }
  return values;
}

PreparedStatement::Place* PreparedStatement::Find(std::string_view name) {
  for (Place& place : places_) {
    if (place.name == name) return &place;
  }
  return nullptr;
}

absl::Status PreparedStatement::WrongParams(std::string_view name) const {
  return Failure(absl::StatusCode::kInternal, "DATABASE_ERROR",
                 "A statement was run with other parameters than it has; report it with the trace id.",
                 {{"statement", what_.name}, {"parameter", std::string(name)}});
}

}  // namespace bestand::storage
