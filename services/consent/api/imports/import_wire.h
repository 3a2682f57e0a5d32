#pragma once

#include <map>
#include <string>

#include "absl/status/status.h"
#include "bestand/consent/v1/consent_import_service.pb.h"
#include "services/consent/domain/imports/imported_consent.h"

namespace bestand::consent {

namespace v1 = bestand::consent::v1;

// Says what is wrong with the first message of an import, with any, or with a list's request; or OK.
absl::Status CheckFirst(const v1::ImportConsentsRequest& request);
absl::Status CheckChunk(const v1::ImportConsentsRequest& request);
absl::Status CheckRequest(const v1::ListUnprovenConsentsRequest& request);

// Returns all that is wrong with one row, "" for nothing.
std::string ProblemOf(const v1::ImportedConsent& row);

ImportedConsent FromWire(const v1::ImportedConsent& row);
v1::UnprovenConsent ToWire(const UnprovenConsent& consent);

// Adds up what became of rows. One thread at a time.
class ImportTally {
 public:
  explicit ImportTally(v1::ImportConsentsResponse& response) : response_(response) {}

  // Counts the next row.
  void Add(const ImportOutcome& outcome);
  // Fills in what the unproven ones lack.
  void Finish();

 private:
  v1::ImportConsentsResponse& response_;
  std::map<std::string, int64_t> missing_;
};

}  // namespace bestand::consent
