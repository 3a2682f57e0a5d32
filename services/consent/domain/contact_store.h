#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "services/consent/domain/consent_state.h"
#include "services/consent/domain/consent_store.h"
#include "services/consent/domain/contact_decision.h"
#include "services/consent/domain/frequency_policy.h"
#include "services/consent/domain/state_version.h"
#include "services/consent/domain/subject.h"

namespace bestand::consent {

// What a caller wants to know: may this message go to this customer?
struct ContactQuery {
  std::string customer;
  Channel channel = Channel::kEmail;
  MessageClass message_class = MessageClass::kMarketing;
  std::string purpose;           // empty where the class needs none
  std::string message_template;  // empty where the class needs none; one that is named must exist
};

// What is recorded besides consents that a contact may rest on; see Ground.
struct GroundFacts {
  bool existing_customer = false;  // an address on this channel came with a sale
  bool goods_similar = false;      // to those of such a sale
  bool notice_complete = false;    // with that sale, or for POST about the address
  bool number_verified = false;
  bool presumed_reason = false;            // for this purpose
  std::optional<absl::Time> list_checked;  // when the address was last found not to be in the list
  std::string offline_address_digest;      // of the offline consent's address; empty without one
};

// All that is recorded about it, read at one moment.
struct ContactRecord {
  std::optional<Subject> subject;
  bool purpose_known = false;
  bool template_known = false;
  bool template_approved = false;  // for the class asked about
  ConsentTimes times;
  ObjectionTimes objections;
  GroundFacts grounds;
  Frequency frequency;
  std::string address;  // of the newest request; empty without one
  int64_t log_size = 0;
  StateVersion version;
};

// Which customers may be addressed; a page of them.
struct AddressablePage {
  std::string purpose;
  Channel channel = Channel::kEmail;
  std::string after;  // the last customer of the page before
  int limit = 1000;
  RuledCountries countries;  // nobody else may be addressed
};

// Which opt-ins to count.
struct OptInsAsked {
  std::string purpose;  // empty for any
  Channel channel = Channel::kEmail;
  RuledCountries countries;
};

// Numbers of people and requests; see OptInRate.
struct OptInCounts {
  int64_t active_customers = 0;
  int64_t confirmed_customers = 0;
  int64_t requests = 0;
  int64_t confirmed_requests = 0;
  std::optional<absl::Duration> median_to_confirm;
};

// Reads for decisions and reports. Threads may share it.
class ContactStore {
 public:
  virtual ~ContactStore() = default;

  // One indexed read.
  virtual absl::StatusOr<ContactRecord> Load(const ContactQuery& query) = 0;
  // The same as of a moment that has passed, from the events and whatever else is kept of the past; without
  // the address, and without a version. Waits for whoever is writing to the log.
  virtual absl::StatusOr<ContactRecord> LoadAt(const ContactQuery& query, absl::Time at) = 0;
  // The mails to an address by its digest, as of `now`.
  virtual absl::StatusOr<MailCounts> CountMails(std::string_view address_digest, absl::Time now) = 0;
  // Known subjects with a confirmed consent that counts at `now` and no objection, by id.
  virtual absl::StatusOr<std::vector<std::string>> ListAddressable(const AddressablePage& page,
                                                                   absl::Time now) = 0;
  virtual absl::StatusOr<OptInCounts> CountOptIns(const OptInsAsked& asked, absl::Time now) = 0;
};

}  // namespace bestand::consent
