#include "services/consent/work/key_settings.h"

#include "common/config/sources.h"
#include "common/error/error.h"

namespace bestand::consent {

void Describe(config::Fields& fields, KeySettings& settings) {
  Describe(fields, "keys_database", settings.database);
  DescribeServiceRole(fields, "keys_database", settings.database);
  fields.SecretFile("consent.signing_key_file", settings.signing_key_file,
                    "Key that signs the log, made by bestandctl consent make-key");
  if (settings.signing_key_file.empty()) {
    fields.Wrong("consent.signing_key_file", "is missing; make a key with bestandctl consent make-key");
  }
  constexpr std::string_view kFile = "consent.master_key_file";
  fields.SecretFile(
      kFile, settings.master_key_file,
      "Keys that wrap those of subjects, a line \"id secret\" each, the last one wrapping; a secret is "
      "32 bytes in base64, as openssl rand -base64 32 makes them");
  if (settings.master_key_file.empty())
    fields.Wrong(kFile, "is missing; nothing personal can be kept without it");
}

absl::StatusOr<tlog::Signer> ReadSigner(const KeySettings& settings) {
  ASSIGN_OR_RETURN(const std::string key, config::ReadSecret(settings.signing_key_file));
  return tlog::Signer::FromText(key);
}

absl::StatusOr<MasterKeys> ReadMasterKeys(const KeySettings& settings) {
  ASSIGN_OR_RETURN(const std::string lines, config::ReadSecret(settings.master_key_file));
  return MasterKeys::Of(lines);
}

}  // namespace bestand::consent
