#pragma once

#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <tuple>
#include <unordered_map>
#include <vector>

#include "absl/time/time.h"
#include "common/time/clock.h"
#include "services/consent/domain/contact_store.h"
#include "services/consent/domain/memory/state_log.h"

namespace bestand::consent {

// Records that were read before, as long as nothing changed them: what Find returns is what the database
// held at the version of the last Apply. Bounded: what was not asked for longest goes first. Threads may
// share it; no call waits for anything but another call.
class ContactCache {
 public:
  // `bytes` is what it may take, about; 0 keeps nothing.
  ContactCache(size_t bytes, const Clock& clock) : most_bytes_(bytes), clock_(clock) {}

  // Keeps a record that was read at record.version, unless somebody may have changed it since. Records that
  // do not answer alone (see AnswersAlone) are not kept, nor is any record kept for longer than 15 minutes.
  void Keep(const ContactQuery& query, const ContactRecord& record);

  // Returns the record as of the last Apply, or nothing; without its address.
  std::optional<ContactRecord> Find(const ContactQuery& query);

  // Says whether Find would find it.
  bool Holds(const ContactQuery& query);

  // Goes on to news.version: forgets whom the news name, and everybody when they are not complete or come
  // from another past, see StateVersion. `news` must tell what came after version().
  void Apply(const StateNews& news);

  // The number of the last version applied; 0 at the beginning.
  int64_t version() const;

 private:
  // Each question but its customer, once for all who ask it, by its number.
  using Question = std::tuple<Channel, MessageClass, std::string, std::string>;
  struct Entry {
    int question;
    absl::Time until;
    int64_t version;
    std::string packed;  // see packed_record.h
  };
  // By customer, a few entries each.
  using Customers = std::unordered_map<std::string, std::vector<Entry>>;
  // What falls out, made before the lock is taken so that it is freed after it.
  using Gone = std::vector<Customers>;

  static Question QuestionOf(const ContactQuery& query);
  std::optional<int> NumberOf(const ContactQuery& query) const;
  const Entry* FindEntry(const ContactQuery& query, Gone& gone);
  std::vector<Entry>& Young(const std::string& customer, Gone& gone);
  bool ChangedSince(const StateVersion& version, const std::string& customer) const;
  void Note(const StateChange& change);
  void ForgetAll(const StateVersion& version, Gone& gone);

  const size_t most_bytes_;
  const Clock& clock_;
  mutable std::mutex mutex_;
  // Two generations: who is asked for moves to the young one, and when that takes half of the room it
  // becomes the old one, and the old one goes.
  Customers young_, old_;
  std::map<Question, int> questions_;
  std::map<int, FrequencyPolicy> policies_;  // by version
  size_t young_bytes_ = 0;
  StateVersion version_;
  // Who changed after known_since_, with which version: a record that was read before a change may come to
  // Keep after it.
  std::unordered_map<std::string, int64_t> changed_;
  int64_t known_since_ = 0;
};

}  // namespace bestand::consent
