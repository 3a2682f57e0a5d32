#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "services/consent/domain/consent_state.h"
#include "services/consent/domain/event.h"
#include "services/consent/domain/mail.h"
#include "services/consent/domain/purpose.h"

namespace bestand::consent {

// What a consent is about.
struct ConsentKey {
  std::string customer;
  Channel channel = Channel::kEmail;
  std::string purpose;
};

// One person's consent to one purpose on one channel.
struct Consent {
  std::string id;  // a UUID
  ConsentKey key;
  ConsentTimes times;
  std::string address;  // the confirmed one, else the one asked for
  int wording = 0;      // the version that was shown
  bool contract_active = false;
};

// One request for one purpose; those of one mail share their id.
struct OptIn {
  std::string id;
  ConsentKey key;
  std::string address;
  int wording = 0;
  std::string wording_hash;
  absl::Time request_time;
  absl::Time expire_time;
  bool mailed = false;        // false when the limits kept the mail back
  std::string campaign = {};  // whose form it came by; empty for none
};

// How many confirmation mails an address was sent.
struct MailCounts {
  int64_t in_ten_minutes = 0;
  int64_t in_a_day = 0;
  int64_t in_thirty_days = 0;
  bool suppressed = false;  // its owner wants none at all
  bool erased = false;      // who it stands for was erased
};

// Which request a token belongs to.
struct TokenUse {
  std::string customer;
  std::string opt_in;
};

// What is known of a token.
struct TokenState {
  bool used = false;
  TokenUse use;
};

// A code that confirms a request where its form was sent; of handle and code only keyed hashes are kept.
struct ConfirmationCode {
  std::string handle_hash;
  std::string code_hash;
  std::string token_hash;  // of the mail that tells the code
  absl::Time expire_time;
};

// A request that was ended.
struct EndedRequest {
  std::vector<OptIn> purposes;  // all that it asked for
  bool was_open = false;
};

// One purpose of a request, as the person sees it.
struct RequestedPurpose {
  std::string id;
  std::string display_name;
  Wording wording;
};

// A request as the holder of its token may see it.
struct RequestView {
  std::string customer;
  bool confirmed = false;
  absl::Time expire_time;  // of the purpose that lasts longest
  std::string address;
  std::vector<RequestedPurpose> purposes;  // by id
  std::string campaign;                    // whose form it came by; empty for none
};

// One transaction that holds the head of the log: nobody else writes meanwhile, and its writes become
// visible together. One thread at a time.
class LogWriter {
 public:
  virtual ~LogWriter() = default;

  // The time of everything written here: after every time in the log before.
  virtual absl::Time now() const = 0;
  // The number of events in the log, those appended here included.
  virtual int64_t size() const = 0;
  // Appends events in order.
  virtual absl::Status Append(std::span<const NewEvent> events) = 0;

  // Fails with PURPOSE_UNKNOWN, or WORDING_UNKNOWN when it has no wording in the language.
  virtual absl::StatusOr<Wording> NewestWording(std::string_view purpose, std::string_view language) = 0;
  // Fails with WORDING_UNKNOWN.
  virtual absl::StatusOr<Wording> GetWording(const std::string& purpose, int version) = 0;
  virtual absl::Status CheckPurpose(std::string_view purpose) = 0;
  virtual absl::StatusOr<std::optional<Consent>> Find(const ConsentKey& key) = 0;
  // By channel and purpose.
  virtual absl::StatusOr<std::vector<Consent>> List(std::string_view customer) = 0;

  // Notes a request and returns its consent; a confirmed address and wording stay.
  virtual absl::StatusOr<Consent> StoreRequest(const OptIn& opt_in) = 0;
  // Puts the mail into the outbox, the token's hash beside it, and counts it under each digest.
  virtual absl::Status QueueMail(const OutgoingMail& mail, std::string_view token_hash,
                                 std::span<const std::string> digests) = 0;
  // Puts a receipt into the outbox; it counts under no limit, since only who confirmed gets one.
  virtual absl::Status QueueReceipt(const OutgoingMail& mail) = 0;
  virtual absl::StatusOr<MailCounts> CountMails(std::string_view address_digest) = 0;
  // Keeps a code of a mail that was queued.
  virtual absl::Status KeepCode(const ConfirmationCode& code) = 0;

  // Uses a token up, if it can be used now.
  virtual absl::StatusOr<std::optional<TokenUse>> UseToken(std::string_view token_hash) = 0;
  virtual absl::StatusOr<std::optional<TokenState>> FindToken(std::string_view token_hash) = 0;
  // Ends what of one stored request is open, its mail too.
  virtual absl::StatusOr<EndedRequest> EndRequest(const TokenUse& use) = 0;
  // Lets no confirmation mail go to an address any more; says whether one could until now.
  virtual absl::StatusOr<bool> SuppressAddress(std::string_view address_digest) = 0;
  // Lets persons be known again, by keyed hash, who were erased and came back by themselves.
  virtual void ForgetErased(std::span<const std::string> digests) = 0;
  // Confirms what of a request is still open, and returns it.
  virtual absl::StatusOr<std::vector<OptIn>> ConfirmRequests(const TokenUse& use) = 0;
  virtual absl::StatusOr<Consent> StoreConfirmed(const OptIn& opt_in) = 0;

  // Notes a withdrawal, also of what there is no consent to yet.
  virtual absl::StatusOr<Consent> StoreWithdrawal(const ConsentKey& key) = 0;
  // Ends open requests: of one purpose, or of all when it is empty; of one channel or of all. Mails that
  // wait for nothing else are ended with them.
  virtual absl::Status EndRequests(std::string_view customer, std::optional<Channel> channel,
                                   std::string_view purpose) = 0;
  virtual absl::Status StoreObjection(std::string_view customer, std::optional<Channel> channel) = 0;
  // Says whether there was one.
  virtual absl::StatusOr<bool> RemoveObjection(std::string_view customer, std::optional<Channel> channel) = 0;
  // Lifts what stands against a channel, for this channel alone; returns the newest one's time.
  virtual absl::StatusOr<std::optional<absl::Time>> LiftObjections(std::string_view customer,
                                                                   Channel channel) = 0;
  // Withdraws what was confirmed on a channel before `before`; returns it.
  virtual absl::StatusOr<std::vector<Consent>> WithdrawOlder(std::string_view customer, Channel channel,
                                                             absl::Time before) = 0;
};

// One page of a customer's events.
struct EventPage {
  std::string customer;
  int limit = 50;
  int64_t after = -1;  // the last index of the page before
};

// Keeps consents, objections and the log. Threads may share it. Every call fails with DATABASE_AWAY
// when the database cannot be reached.
class ConsentStore {
 public:
  virtual ~ConsentStore() = default;

  // Runs `work` in one transaction on the log; all or nothing is stored. Work may be called again and
  // must then start anew. Returns the size of the log after it.
  virtual absl::StatusOr<int64_t> InLog(absl::FunctionRef<absl::Status(LogWriter&)> work) = 0;

  // Fails with CONSENT_UNKNOWN.
  virtual absl::StatusOr<Consent> Get(std::string_view customer, std::string_view id) = 0;
  // By channel and purpose.
  virtual absl::StatusOr<std::vector<Consent>> List(std::string_view customer) = 0;
  // Oldest first.
  virtual absl::StatusOr<std::vector<RecordedEvent>> ListEvents(const EventPage& page) = 0;
  // The request that a token belongs to; nothing for a token we never made.
  virtual absl::StatusOr<std::optional<RequestView>> LookUpRequest(std::string_view token_hash) = 0;
  // Tries a code, at most five times a handle: returns the hash of the token that it stands for when it is
  // right.
  virtual absl::StatusOr<std::optional<std::string>> TryCode(std::string_view handle_hash,
                                                             std::string_view code_hash) = 0;
  // Lets confirmation mails go to an address again; says whether they could not.
  virtual absl::StatusOr<bool> LiftSuppression(std::string_view address_digest) = 0;
};

}  // namespace bestand::consent
