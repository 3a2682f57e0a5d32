#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "services/consent/domain/consent_store.h"

namespace bestand::consent {

// A consent that was collected elsewhere, with what is said to prove it.
struct ImportedConsent {
  std::string external_id;
  ConsentKey key;
  std::string address;
  std::string wording_text;
  std::string origin;
  std::optional<absl::Time> request_time;
  std::string request_ip_address;
  std::string user_agent;
  std::string message_id;
  std::optional<absl::Time> mail_time;
  std::optional<absl::Time> confirm_time;
  std::string confirm_ip_address;
  std::string document;
};

// Returns what the evidence lacks to prove the consent, by the names of the fields: address, wording (a known
// one), origin, time and IP address of the request, Message-ID and time of the mail, time and IP address of
// the confirmation; and "order" where the times do not come in this order or lie after `now`. Empty: it is
// proven.
std::vector<std::string> MissingEvidence(const ImportedConsent& consent, bool wording_known, absl::Time now);

// Returns all that was said about it, for an event; control characters become spaces.
std::string PayloadOf(const ImportedConsent& consent, std::string_view source, std::string_view consent_id,
                      std::span<const std::string> missing);

// What became of a row.
struct ImportOutcome {
  enum class Kind { kProven, kUnproven, kUnchanged, kRejected };
  Kind kind = Kind::kRejected;
  std::vector<std::string> missing;  // of an unproven one
  std::string reason;                // of a rejected one
};

// An unproven consent of somebody who has no other for its channel and purpose.
struct UnprovenConsent {
  std::string customer;
  std::string source;
  std::string external_id;
  std::vector<std::string> missing;
  absl::Time import_time;
};

// Which unproven consents; a page of them.
struct UnprovenPage {
  std::string purpose;
  Channel channel = Channel::kEmail;
  std::string after;  // the last customer of the page before
  int limit = 1000;
};

// Keeps what is imported. Threads may share it. Every call fails with DATABASE_AWAY when the database cannot
// be reached.
class ImportStore {
 public:
  virtual ~ImportStore() = default;

  // Takes at most 500 rows in one transaction, each with an event in the log; one outcome a row, in order.
  // The same row again is unchanged; another one of the same id, or for an unknown purpose, is rejected.
  virtual absl::StatusOr<std::vector<ImportOutcome>> Import(std::string_view source,
                                                            std::span<const ImportedConsent> rows) = 0;
  // By customer, one a customer.
  virtual absl::StatusOr<std::vector<UnprovenConsent>> ListUnproven(const UnprovenPage& page) = 0;
};

}  // namespace bestand::consent
