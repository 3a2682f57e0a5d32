#include <libpq-fe.h>
#include <soci/postgresql/soci-postgresql.h>
#include <soci/soci.h>

#include <fstream>
#include <map>

#include "absl/time/clock.h"
#include "common/error/error.h"
#include "common/storage/database.h"

namespace bestand::storage {
namespace {

using Settings = std::map<std::string, std::string>;

absl::Status WrongSetting(std::string_view message) {
  return Failure(absl::StatusCode::kInvalidArgument, "SETTING_INVALID", message);
}

// Takes a connection string of either form apart.
absl::StatusOr<Settings> SettingsOf(const std::string& conninfo) {
  const std::unique_ptr<PQconninfoOption, void (*)(PQconninfoOption*)> options(
      PQconninfoParse(conninfo.c_str(), nullptr), PQconninfoFree);
  if (options == nullptr) {
    return WrongSetting("The database's connection string can't be read; write postgresql://user@host/name.");
  }
  Settings settings;
  for (const PQconninfoOption* option = options.get(); option->keyword != nullptr; ++option) {
    if (option->val != nullptr) settings[option->keyword] = option->val;
  }
  return settings;
}

std::string Join(const Settings& settings) {
  std::string conninfo;
  for (const auto& [key, value] : settings) {
    conninfo += key + "='";
    for (const char letter : value) {
      if (letter == '\'' || letter == '\\') conninfo += '\\';
      conninfo += letter;
    }
    conninfo += "' ";
  }
  return conninfo;
}

absl::StatusOr<std::string> PasswordFrom(const std::string& file) {
  std::ifstream in(file);
  std::string password;
  if (!std::getline(in, password)) {
    return WrongSetting("The file with the database's password can't be read; mount it.");
  }
  return password;
}

// What every session of ours relies on, as the server's command line has it.
std::string ServerSettings(const Options& options) {
  return " -c timezone=UTC -c datestyle=ISO -c bytea_output=hex -c statement_timeout=" +
         std::to_string(absl::ToInt64Milliseconds(options.statement_timeout)) +
         " -c idle_in_transaction_session_timeout=" +
         std::to_string(absl::ToInt64Milliseconds(options.idle_in_transaction));
}

// Why a connection failed that was begun then, told without the driver's words. Whoever took so long to
// refuse is not asked a second time: that would wait as long again.
absl::Status RefusedOrAway(const std::string& conninfo, absl::Time begin) {
  const bool was_quick = absl::Now() - begin < absl::Seconds(1);
  if (was_quick && PQping(conninfo.c_str()) == PQPING_OK) {
    return Failure(absl::StatusCode::kUnavailable, "DATABASE_AWAY",
                   "The database answers but lets us not in; check user, password, database name and its "
                   "max_connections.");
  }
  return Failure(absl::StatusCode::kUnavailable, "DATABASE_AWAY",
                 "The database cannot be reached; try again in a moment.");
}

}  // namespace

absl::StatusOr<std::string> CompleteConninfo(const Options& options) {
  ASSIGN_OR_RETURN(Settings settings, SettingsOf(options.conninfo));
  if (!options.password_file.empty()) {
    ASSIGN_OR_RETURN(settings["password"], PasswordFrom(options.password_file));
  }
  settings.emplace("application_name", options.application.empty() ? "bestand" : options.application);
  settings.emplace("client_encoding", "UTF8");
  settings.emplace("connect_timeout", std::to_string(absl::ToInt64Seconds(options.connect_timeout)));
  settings.emplace("keepalives_idle", "10");
  settings.emplace("keepalives_interval", "5");
  settings.emplace("keepalives_count", "3");
  settings.emplace("tcp_user_timeout", "20000");  // milliseconds until unanswered data ends a connection
  settings["options"] += ServerSettings(options);
  return Join(settings);
}

absl::StatusOr<std::unique_ptr<Session>> Session::Connect(const std::string& conninfo,
                                                          absl::Duration statement_timeout) {
  const absl::Time begin = absl::Now();
  try {
    auto soci = std::make_unique<soci::session>(soci::postgresql, conninfo);
    return std::unique_ptr<Session>(new Session(std::move(soci), statement_timeout));
  } catch (const soci::soci_error&) {
    return RefusedOrAway(conninfo, begin);
  }
}

}  // namespace bestand::storage
