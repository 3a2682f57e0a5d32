#pragma once

#include <map>
#include <mutex>
#include <string>
#include <vector>

#include "common/error/error.h"
#include "common/storage/sql_replays.h"
#include "services/consent/domain/contact_checks.h"
#include "services/consent/domain/grounds/grounds.h"
#include "services/consent/domain/memory/memory_checks.h"
#include "services/consent/domain/opt_ins.h"
#include "services/consent/domain/refusals.h"
#include "services/consent/domain/rules/rule_book.h"
#include "services/consent/storage/frequency/sql_wish_store.h"
#include "services/consent/storage/keys/migrations.h"
#include "services/consent/storage/keys/sql_subject_keys.h"
#include "services/consent/storage/migrations.h"
#include "services/consent/storage/sql_consent_store.h"
#include "services/consent/storage/sql_contact_store.h"
#include "services/consent/storage/sql_ground_store.h"
#include "services/consent/storage/sql_log_queue.h"
#include "services/consent/storage/sql_mail_queue.h"
#include "services/consent/storage/sql_purpose_store.h"
#include "services/consent/storage/sql_service_key.h"
#include "services/consent/storage/sql_state_log.h"
#include "services/consent/storage/sql_subject_store.h"
#include "tests/support/postgres.h"
#include "tests/support/standing_clock.h"

namespace bestand::consent {

// Stands for the service customer-profile: knows whom the test tells it.
class KnownCustomers final : public CustomerProfile {
 public:
  // Who comes without a country lives in Germany.
  void Add(const Subject& subject) {
    const std::lock_guard lock(mutex_);
    Subject& known = subjects_[subject.customer] = subject;
    if (known.country.empty()) known.country = "DE";
  }
  void Remove(const std::string& customer) {
    const std::lock_guard lock(mutex_);
    subjects_.erase(customer);
  }
  void SetAway(bool away) { away_ = away; }
  int asked() const { return asked_; }

  absl::StatusOr<SubjectStore::Update> Relations(std::span<const std::string> customers,
                                                 absl::Duration) override {
    const std::lock_guard lock(mutex_);
    ++asked_;
    if (away_) return Failure(absl::StatusCode::kUnavailable, "SERVICE_AWAY", "away", {});
    SubjectStore::Update update;
    for (const std::string& customer : customers) {
      const auto found = subjects_.find(customer);
      if (found == subjects_.end()) {
        update.gone.push_back(customer);
      } else {
        update.known.push_back(found->second);
      }
    }
    return update;
  }
  absl::Status WatchChanges(const std::string& cursor, const Take& take) override {
    watched_from_.push_back(cursor);
    if (!oldest_.empty() && cursor != oldest_) {
      return Failure(absl::StatusCode::kInvalidArgument, "CURSOR_UNKNOWN", "gone",
                     {{"oldest_cursor", oldest_}});
    }
    if (cursor == "forged") return Failure(absl::StatusCode::kInvalidArgument, "CURSOR_UNKNOWN", "forged");
    std::vector<std::string> all;
    for (const auto& [customer, subject] : subjects_) all.push_back(customer);
    return take(all, "after-all");
  }
  void StopWatching() override {}
  absl::Status ListCustomers(const TakePage& take) override {
    std::vector<std::string> all;
    for (const auto& [customer, subject] : subjects_) all.push_back(customer);
    return take(all);
  }

  // Changes up to this cursor are kept no more.
  std::string oldest_;
  std::vector<std::string> watched_from_;

 private:
  std::mutex mutex_;
  std::map<std::string, Subject> subjects_;
  bool away_ = false;
  int asked_ = 0;
};

// All of consent but its API, on a fresh database and a clock that stands still.
struct ConsentHouse {
  explicit ConsentHouse(int sessions = 10) : database(kMigrations, sessions) {
    (void)purposes.CreatePurpose({"news", "Newsletter", {}});
    (void)purposes.CreatePurpose({"birthday", "Birthday", {}});
    for (const auto purpose : {"news", "birthday"}) {
      for (const auto language : {"en", "de"}) {
        (void)purposes.AddWording({purpose, 0, language, std::string("Wording of ") + purpose, "", {}});
      }
    }
    profile.Add({"c1", Recipient::kB2c, Relation::kCustomer, false});
  }

  static constexpr std::string_view kMasterKey = "k1 MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=";

  // The keys of all houses of a program: subjects are random, and a database costs time.
  static TestDatabase& SharedKeys() {
    static TestDatabase database(keys::kMigrations, 16);
    return database;
  }

  // What is sealed about every event, by place.
  std::vector<SealedPayload> Sealed() {
    static constexpr storage::Statement kSealed{
        "test_sealed",
        "SELECT e.subject, e.log_index, s.sealed FROM events AS e"
        "  LEFT JOIN sealed_payloads AS s ON s.log_index = e.log_index ORDER BY e.log_index"};
    const auto rows = database->InSession([](storage::Session& session) { return session.Run(kSealed); });
    std::vector<SealedPayload> sealed;
    for (const storage::Row row : *rows) sealed.push_back({{row.Bytes(0), row.Int(1)}, row.Bytes(2)});
    return sealed;
  }

  // The same opened; nothing where it is gone or does not open.
  std::vector<std::optional<PlainPayload>> Payloads() { return *vault.Open(Sealed()); }

  static OptInRules Rules(SqlServiceKey& key) {
    OptInRules rules;
    rules.base_url = "https://pages.example.test";
    rules.address_key = [&key] { return key.Get(); };
    return rules;
  }

  // Asks, and returns the token of the mail, or "" when none was queued.
  std::string Ask(const std::string& customer, const std::vector<std::string>& for_what = {"news"},
                  const std::string& address = "") {
    OptInRequest request;
    request.customer = customer;
    request.address = address.empty() ? customer + "@example.test" : address;
    request.purposes = for_what;
    if (!opt_ins.Request(request).ok()) return "";
    const auto mails_due = mails.Claim(10, absl::Hours(1));
    if (!mails_due.ok() || mails_due->empty()) return "";
    const std::string& text = mails_due->back().text;
    const size_t begin = text.find("Token: ") + 7;
    return text.substr(begin, text.find('\n', begin) - begin);
  }

  // Asks and confirms.
  void OptIn(const std::string& customer, const std::vector<std::string>& for_what = {"news"}) {
    const auto confirmed = opt_ins.Confirm(Ask(customer, for_what), {});
    if (!confirmed.ok()) std::abort();
  }

  ContactDecision Decide(const std::string& customer, MessageClass message_class = MessageClass::kMarketing,
                         const std::string& message_template = "") {
    return checks.Check({customer, Channel::kEmail, message_class, "news", message_template})->decision;
  }

  StandingClock clock{absl::FromCivil(absl::CivilDay(2026, 3, 1), absl::UTCTimeZone())};
  TestDatabase database;
  tlog::Signer signer = tlog::NewSigner("log.example.test");
  TestDatabase& keys_database = SharedKeys();
  MasterKeys master_keys = *MasterKeys::Of(kMasterKey);
  SqlSubjectKeys subject_keys{*keys_database, master_keys, clock};
  const PayloadVault vault{subject_keys};
  LogMeans means{clock, signer, vault};
  SqlConsentStore consents{*database, means};
  SqlContactStore contacts{*database};
  SqlPurposeStore purposes{*database, clock};
  SqlSubjectStore subjects{*database, clock};
  SqlMailQueue mails{*database, means};
  SqlGroundStore ground_store{*database, means};
  SqlServiceKey key{*database, "address"};
  storage::SqlReplays replays{*database};
  KnownCustomers profile;
  OptIns opt_ins{consents, Rules(key)};
  Refusals refusals{consents};
  Grounds grounds{ground_store, Rules(key).address_key};
  SqlWishStore wishes{*database, means, Rules(key).address_key};
  SqlLogQueue queue{*database, means};
  SqlStateLog states{*database};
  ContactCache cache{1 << 20, clock};
  RememberingStore remembering{contacts, cache};
  const std::unique_ptr<const RuleBook> rules = *RuleBook::Open("");
  ContactChecks checks{{remembering, subjects, profile, clock, {}, Rules(key).address_key, *rules}};
  StateBarrier barrier{states, cache};
  MemoryChecks memory{{checks, cache, barrier}};
};

}  // namespace bestand::consent
