#pragma once

#include <atomic>
#include <cstdint>
#include <optional>
#include <span>
#include <string>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "common/time/clock.h"
#include "services/consent/domain/contact_decision.h"
#include "services/consent/domain/contact_store.h"
#include "services/consent/domain/mail_limits.h"

namespace bestand::consent {

// How long an answer may be relied on.
inline constexpr absl::Duration kAnswerHolds = absl::Minutes(15);

// How long it counts that an address was looked up in the list of those who want no advertising.
inline constexpr absl::Duration kListCheckHolds = absl::Hours(24);

// An answer with what it is judged at.
struct ContactVerdict {
  ContactDecision decision;
  int64_t log_size = 0;
  absl::Time valid_until;
  std::optional<absl::Time> free_at;   // with CAP: when the frequency policy has room again
  std::optional<absl::Time> stale_at;  // with CONSENT: see staleness.h
};

// Says whether a record answers the question alone: nothing about it is unknown here, and no mails have to
// be counted.
bool AnswersAlone(const ContactQuery& query, const ContactRecord& record);

// Decides about contacts from what is recorded. Threads may share it.
class ContactChecks {
 public:
  struct Parts {
    ContactStore& store;
    SubjectStore& subjects;
    CustomerProfile& profile;
    const Clock& clock;
    MailLimits limits;
    AddressKey address_key;
    const ContactRules& rules;
    absl::Duration patience = absl::Seconds(1);  // with customer-profile, about a customer not seen before
  };
  explicit ContactChecks(Parts parts) : parts_(std::move(parts)) {}

  // Answers from one indexed read. A customer who is not known here yet is asked for at
  // customer-profile, which may wait; when that is away, or knows no such customer, the answer is
  // UNDETERMINED (row 0). While it is away it is asked once a second, so that checks stay quick.
  // Fails with PURPOSE_UNKNOWN, or when the database cannot be read.
  absl::StatusOr<ContactVerdict> Check(const ContactQuery& query);

  // Answers for a moment that has passed, by what was recorded and in force then; for every class but
  // DOI_CONFIRM, whose limits are not kept that long. It holds for good: valid_until is infinite. What was
  // not recorded yet counts as unknown. Fails with PURPOSE_UNKNOWN, or when the database cannot be read.
  absl::StatusOr<ContactVerdict> CheckAt(const ContactQuery& query, absl::Time at) const;

  // Answers as of now from a record that answers alone. Does not wait.
  ContactVerdict Judge(const ContactQuery& query, const ContactRecord& record) const;

  // Fetches what is missing of at most 1,000 customers in one call, before many checks. What cannot
  // be fetched stays missing.
  void Prepare(std::span<const std::string> customers);

 private:
  ContactVerdict VerdictOn(const ContactQuestion& question, const ContactRecord& record,
                           absl::Time now) const;
  absl::Time HoldsUntil(const ContactQuery& query, const ContactRecord& record, bool allowed,
                        absl::Time now) const;
  absl::StatusOr<bool> HasRoomForMail(const ContactQuestion& question, const ContactRecord& record,
                                      absl::Time now);
  std::optional<Subject> ReadThrough(const std::string& customer);
  absl::StatusOr<SubjectStore::Update> Fetch(std::span<const std::string> customers);

  const Parts parts_;
  std::atomic<int64_t> profile_away_until_ = 0;  // microseconds
};

}  // namespace bestand::consent
