#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/time/time.h"
#include "services/consent/domain/contact_question.h"

namespace bestand::consent {

// What can happen to a consent. The numbers are in the log for good.
enum class EventKind {
  kRequested = 1,
  kMailSent = 2,
  kConfirmed = 3,
  kWithdrawn = 4,
  kObjected = 5,
  kObjectionLifted = 6,
  // What a contact may rest on besides, see Ground.
  kExistingCustomer = 20,
  kPresumedConsent = 21,
  kAddressNotice = 22,
  kNumberVerified = 23,
  kListChecked = 24,
  kOfflineConsent = 25,
  kConsentUsed = 26,
  kGroundEnded = 27,
  kPaused = 28,
  kDisowned = 30,  // "that wasn't me"
  // Of whole customers.
  kErased = 40,
  kLegalHoldSet = 41,
  kLegalHoldLifted = 42,
  kExpired = 43,  // what was recorded before about its channel and purpose was taken away
  // Taken over from elsewhere, see ImportedConsent.
  kImported = 50,  // proven: confirmed when its confirm_time says
  kUnproven = 51,
  // What others reported about our mails, and what was given to others.
  kBounced = 60,
  kComplained = 61,  // an objection to advertising by e-mail
  kDisclosed = 62,
  kReceiptSent = 70,  // the mail after a confirmation
  // What customers want besides, see WishStore.
  kLimitChosen = 75,
  kHandedOut = 76,  // all that is held about the person, to the person
};

// Returns "REQUESTED", "MAIL_SENT", …
std::string_view NameOf(EventKind kind);

// How something came about, as the caller tells it; kept as proof.
struct Circumstances {
  std::string origin;
  std::string ip_address;
  std::string user_agent;
  std::string campaign;  // that led to the form
  std::string boxes;     // how they stood and were set
};

// Returns the id of the campaign, however it was named: "fair" of "campaigns/fair" and of "fair".
std::string CampaignIdOf(const Circumstances& circumstances);

// An event that is to be recorded.
struct NewEvent {
  EventKind kind = EventKind::kRequested;
  std::string customer;
  std::optional<Channel> channel;  // nothing: all of them
  std::string purpose;             // empty for objections
  int wording = 0;                 // version; 0 for none
  std::string wording_hash;        // SHA-256, 32 bytes; empty for none
  std::string payload;             // made by EncodePayload
};

// An event as it stands in the log.
struct RecordedEvent {
  int64_t log_index = 0;  // 0, 1, 2 … without a gap
  EventKind kind = EventKind::kRequested;
  absl::Time time;
  std::optional<Channel> channel;
  std::string purpose;
  int wording = 0;
  std::string leaf;       // the canonical bytes of leaf.h
  std::string leaf_hash;  // 32 bytes
};

// What is personal or long about an event, as named values.
using PayloadFields = std::vector<std::pair<std::string_view, std::string_view>>;

// Returns "name=value\n" for each field that has a value; control characters become spaces, so that
// no value can forge a line. Stored exactly, since its commitment is in the log.
std::string EncodePayload(const PayloadFields& fields);

// Returns the fields of Circumstances, for a payload.
PayloadFields FieldsOf(const Circumstances& circumstances);

}  // namespace bestand::consent
