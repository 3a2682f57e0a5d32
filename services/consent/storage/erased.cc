#include "services/consent/storage/erased.h"

#include "common/error/error.h"
#include "services/consent/storage/row_values.h"
#include "services/consent/storage/statements.h"

namespace bestand::consent {

absl::Status CheckNotErased(storage::Session& session, std::span<const std::string> digests) {
  ASSIGN_OR_RETURN(const storage::Rows erased,
                   session.Run(sql::kListErased, {{"digests", AsBytes(digests)}}));
  if (erased.empty()) return absl::OkStatus();
  return Failure(
      absl::StatusCode::kFailedPrecondition, "ERASED",
      "The person was erased and cannot be taken up again; let them sign up and confirm by themselves.");
}

}  // namespace bestand::consent
