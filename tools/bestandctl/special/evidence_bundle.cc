#include "tools/bestandctl/special/evidence_bundle.h"

#include <filesystem>
#include <iostream>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "bestand/consent/v1/evidence_service.grpc.pb.h"
#include "common/error/error.h"
#include "common/id/digest.h"
#include "common/id/encoding.h"
#include "common/rpc/client.h"
#include "google/protobuf/util/json_util.h"
#include "tools/bestandctl/evidence/page.h"
#include "tools/bestandctl/evidence/parts.h"
#include "tools/bestandctl/special/whole_file.h"
#include "tools/bestandctl/verify/bundle_verifier.h"

namespace bestand::ctl {
namespace {

namespace v1 = consent::v1;

std::string JsonOf(const v1::GetEvidenceResponse& answer) {
  google::protobuf::util::JsonPrintOptions options;
  options.add_whitespace = true;
  options.preserve_proto_field_names = true;
  std::string json;
  (void)google::protobuf::util::MessageToJsonString(answer, &json, options);
  return json;
}

absl::StatusOr<v1::Evidence> ReadEvidence(const std::string& file) {
  ASSIGN_OR_RETURN(const std::string json, ReadWhole(file, "--evidence"));
  v1::GetEvidenceResponse answer;
  google::protobuf::util::JsonParseOptions options;
  options.ignore_unknown_fields = true;  // of a newer version
  if (google::protobuf::util::JsonStringToMessage(json, &answer, options).ok()) return answer.evidence();
  return InvalidFields({{"--evidence", file + " is not what `consent evidence` wrote"}});
}

std::string Shown(absl::Time time) {
  return absl::FormatTime("%Y-%m-%d %H:%M:%S UTC", time, absl::UTCTimeZone());
}

// evidence.html -> evidence.json
std::string BundleBeside(const std::string& page) {
  return std::filesystem::path(page).replace_extension(".json").string();
}

}  // namespace

absl::Status WriteEvidence(const EvidencePageOptions& options, const Session& session) {
  if (!absl::EndsWith(options.file, ".html")) return InvalidFields({{"--page", "must end in .html"}});
  ASSIGN_OR_RETURN(const html::Language language, PageLanguageOf(options.language));
  ASSIGN_OR_RETURN(const rpc::Remote remote, ConnectTo(session.addresses, "consent"));
  const rpc::Client<v1::EvidenceService> client(remote);
  v1::GetEvidenceRequest request;
  request.set_name(absl::StartsWith(options.consent, "customers/") ? options.consent
                                                                   : "customers/" + options.consent);
  ASSIGN_OR_RETURN(const auto answer, client.Call(&v1::EvidenceService::Stub::GetEvidence, request));
  const std::string json = JsonOf(answer), bundle = BundleBeside(options.file);
  const EvidenceFile file{std::filesystem::path(bundle).filename().string(), ToHex(Sha256(json))};
  RETURN_IF_ERROR(WriteWhole(bundle, json));
  RETURN_IF_ERROR(WriteWhole(options.file, EvidencePage(answer.evidence(), file, language)));
  std::cout << "wrote " << options.file << " and, to check it, " << bundle << "\n";
  return absl::OkStatus();
}

void WriteCosignings(const std::vector<Cosigning>& cosigned) {
  for (const Cosigning& one : cosigned) {
    std::cout << "cosigned by " << one.witness << ": the first " << one.log_size << " events, at "
              << Shown(one.time) << "\n";
  }
}

void WriteStamping(const std::optional<Stamping>& stamped) {
  if (!stamped.has_value()) return;
  std::cout << "stamped with the time: the first " << stamped->log_size << " events, at "
            << Shown(stamped->time) << "\n";
}

absl::Status VerifyEvidence(const VerifyOptions& options, const Trust& trust) {
  if (!options.file.empty() || !options.checkpoint_files.empty()) {
    return InvalidFields({{"--evidence", "stands alone: --export and --checkpoint are for the whole log"}});
  }
  ASSIGN_OR_RETURN(const v1::Evidence evidence, ReadEvidence(options.evidence_file));
  ASSIGN_OR_RETURN(const VerifiedBundle verified,
                   VerifyBundle(evidence, trust.public_key, trust.witnesses, trust.time_stamp_ca_file));
  std::cout << "sound: " << verified.events << " events about " << evidence.consent().name()
            << ", in a log of " << verified.log_size << ", root " << ToHex(verified.root) << "\n"
            << "signed by " << verified.public_key << "\n";
  WriteCosignings(verified.cosigned);
  WriteStamping(verified.stamped);
  if (!trust.public_key.has_value()) {
    std::cout
        << "the key is the one that the evidence names; compare it with yours, or give it by --public-key\n";
  }
  if (options.mail_file.empty()) return absl::OkStatus();
  if (verified.mail.empty()) return InvalidFields({{"--mail", "cannot be written: no mail was sent"}});
  return WriteWhole(options.mail_file, verified.mail);
}

}  // namespace bestand::ctl
