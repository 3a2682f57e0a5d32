#pragma once

#include <map>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "absl/status/statusor.h"
#include "common/storage/session.h"
#include "services/consent/domain/imports/imported_consent.h"
#include "services/consent/domain/mail_limits.h"
#include "services/consent/storage/log_appender.h"

namespace bestand::consent {

// Some rows of an import on a log that is held: reads what is known about all of them, judges each, and
// writes all that is new at once. One thread at a time; lives no longer than the transaction.
class ImportChunk {
 public:
  ImportChunk(storage::Session& session, LogAppender& log, std::string_view source, AddressKey key)
      : session_(session), log_(log), source_(source), key_(std::move(key)) {}

  absl::StatusOr<std::vector<ImportOutcome>> Take(std::span<const ImportedConsent> rows);

 private:
  using Place = std::tuple<std::string, int, std::string>;  // customer, channel, purpose

  // A consent as it is to be stored: made by the first row of its place, with the newest proof of all.
  struct Made {
    std::string id, address;
    int wording = 0;
    std::optional<absl::Time> confirm;
  };
  struct Wording {
    int version = 0;
    std::string hash;
  };

  absl::Status Read(std::span<const ImportedConsent> rows);
  absl::Status ReadWordings(std::span<const ImportedConsent> rows);
  absl::Status ReadErased(std::span<const ImportedConsent> rows);
  ImportOutcome Judge(const ImportedConsent& row);
  void Add(const ImportedConsent& row, const Wording& wording, const std::vector<std::string>& missing);
  void Make(const ImportedConsent& row, const std::string& id, int wording, bool proven);
  Wording WordingOf(const ImportedConsent& row) const;
  absl::Status WriteImports();
  absl::Status WriteConsents();

  storage::Session& session_;
  LogAppender& log_;
  const std::string source_;
  const AddressKey key_;                                   // under which it is remembered who was erased
  std::map<std::string, std::string, std::less<>> known_;  // content by external id
  std::set<std::string, std::less<>> purposes_;
  std::set<const ImportedConsent*> erased_;                      // rows of customers or addresses that were
  std::map<std::pair<std::string, std::string>, int> wordings_;  // version by purpose and hash
  std::map<Place, Made> made_;
  std::vector<NewEvent> events_;
  std::vector<std::string> ids_, hashes_, customers_, purpose_ids_, missing_;
  std::vector<int> channels_;
  std::vector<std::optional<absl::Time>> confirmed_;
};

}  // namespace bestand::consent
