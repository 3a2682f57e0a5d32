#pragma once

#include <string_view>

#include "absl/status/status.h"
#include "common/storage/database.h"

namespace bestand::storage {

// Gives the role that serves its rights, as the role that migrates and owns the tables: runs the text of a
// grants.sql, in one transaction, in which current_setting('bestand.service_role') names the role. Without a
// role nothing is done: then the one that serves owns the tables too. Fails with SETTING_INVALID when both
// are the same.
absl::Status Grant(Database& database, const char* grants, std::string_view service_role);

}  // namespace bestand::storage
