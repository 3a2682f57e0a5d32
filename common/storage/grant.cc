#include "common/storage/grant.h"

#include <string>

#include "common/error/error.h"
#include "common/storage/statements.h"

namespace bestand::storage {
namespace {

absl::Status SameRole(std::string_view role) {
  return Failure(
      absl::StatusCode::kInvalidArgument, "SETTING_INVALID",
      "The role " + std::string(role) +
          " migrates and is to serve; let migrate connect as another one, or name no service_role.");
}

}  // namespace

absl::Status Grant(Database& database, const char* grants, std::string_view service_role) {
  if (service_role.empty()) return absl::OkStatus();
  return database.InTransaction([&](Session& session) -> absl::Status {
    ASSIGN_OR_RETURN(const Rows named,
                     session.Run(common::sql::kNameServiceRole, {{"service_role", service_role}}));
    if (named[0].Bool(1)) return SameRole(service_role);
    return session.RunText("grants", grants);
  });
}

}  // namespace bestand::storage
