#pragma once

#include <atomic>
#include <cstdint>
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

// An answer with what it is judged at.
struct ContactVerdict {
  ContactDecision decision;
  int64_t log_size = 0;
  absl::Time valid_until;
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
    absl::Duration patience = absl::Seconds(1);  // with customer-profile, about a customer not seen before
  };
  explicit ContactChecks(Parts parts) : parts_(std::move(parts)) {}

  // Answers from one indexed read. A customer who is not known here yet is asked for at
  // customer-profile, which may wait; when that is away, or knows no such customer, the answer is
  // UNDETERMINED (row 0). While it is away it is asked once a second, so that checks stay quick.
  // Fails with PURPOSE_UNKNOWN, or when the database cannot be read.
  absl::StatusOr<ContactVerdict> Check(const ContactQuery& query);

  // Answers as of now from a record that answers alone. Does not wait.
  ContactVerdict Judge(const ContactQuery& query, const ContactRecord& record) const;

  // Fetches what is missing of at most 1,000 customers in one call, before many checks. What cannot
  // be fetched stays missing.
  void Prepare(std::span<const std::string> customers);

 private:
  absl::StatusOr<bool> HasRoomForMail(const std::string& address, absl::Time now);
  std::optional<Subject> ReadThrough(const std::string& customer);
  absl::StatusOr<SubjectStore::Update> Fetch(std::span<const std::string> customers);

  const Parts parts_;
  std::atomic<int64_t> profile_away_until_ = 0;  // microseconds
};

}  // namespace bestand::consent
