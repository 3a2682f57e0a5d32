#include "services/consent/domain/memory/contact_cache.h"

#include <algorithm>
#include <utility>

#include "services/consent/domain/contact_checks.h"

namespace bestand::consent {
namespace {

// Should a change ever go unnoticed, such as one made by hand in the database, it ends with the time that
// answers hold anyway.
constexpr absl::Duration kLongest = kAnswerHolds;
constexpr size_t kMostEntries = 16;      // of one customer
constexpr size_t kMostChanged = 10'000;  // customers whose changes are remembered
constexpr size_t kEntryBytes =
    1024;  // an entry with its share of the tables, long texts and many contacts apart

// Of one entry; most customers have one.
size_t BytesOf(const ContactQuery& query, const ContactRecord& record) {
  return kEntryBytes + record.frequency.contacts.size() * sizeof(PastContact) + query.customer.size() +
         query.purpose.size() + query.message_template.size();
}

bool IsSame(const ContactQuery& left, const ContactQuery& right) {
  return left.channel == right.channel && left.message_class == right.message_class &&
         left.purpose == right.purpose && left.message_template == right.message_template;
}

}  // namespace

void ContactCache::Keep(const ContactQuery& query, const ContactRecord& record) {
  if (most_bytes_ == 0 || !AnswersAlone(query, record)) return;
  Entry kept{query, record, clock_.Now() + kLongest};
  kept.query.customer.clear();
  kept.record.address.clear();
  Gone gone;
  const std::lock_guard lock(mutex_);
  if (ChangedSince(record.version, query.customer)) return;
  std::vector<Entry>& entries = Young(query.customer, gone);
  std::erase_if(entries, [&](const Entry& entry) { return IsSame(entry.query, query); });
  if (entries.size() == kMostEntries) entries.erase(entries.begin());
  entries.push_back(std::move(kept));
  young_bytes_ += BytesOf(query, record);
}

std::optional<ContactRecord> ContactCache::Find(const ContactQuery& query) {
  Gone gone;
  const std::lock_guard lock(mutex_);
  if (!young_.contains(query.customer) && !old_.contains(query.customer)) return std::nullopt;
  for (const Entry& entry : Young(query.customer, gone)) {
    if (!IsSame(entry.query, query)) continue;
    return entry.until > clock_.Now() ? std::optional(entry.record) : std::nullopt;
  }
  return std::nullopt;
}

// Returns a customer's entries, moved to or made in the young generation. What falls out goes to `gone`.
std::vector<ContactCache::Entry>& ContactCache::Young(const std::string& customer, Gone& gone) {
  if (const auto found = young_.find(customer); found != young_.end()) return found->second;
  auto moved = old_.extract(customer);
  if (young_bytes_ >= most_bytes_ / 2) {
    gone.push_back(std::exchange(old_, std::exchange(young_, {})));
    young_bytes_ = 0;
  }
  if (moved.empty()) return young_[customer];
  for (const Entry& entry : moved.mapped())
    young_bytes_ += BytesOf(entry.query, entry.record) + customer.size();
  return young_.insert(std::move(moved)).position->second;
}

void ContactCache::Apply(const StateNews& news) {
  Gone gone;
  const std::lock_guard lock(mutex_);
  const bool same_past =
      news.version.server_start == version_.server_start && news.version.number >= version_.number;
  if (!same_past || !news.complete) ForgetAll(news.version, gone);
  for (const StateChange& change : news.changes) {
    if (change.customer.empty()) ForgetAll(news.version, gone);
    Note(change);
  }
  version_ = news.version;
}

// Forgets what was read before a change. Bytes are not counted down: the generation only ends sooner.
void ContactCache::Note(const StateChange& change) {
  const auto is_older = [&](const Entry& entry) { return entry.record.version.number < change.version; };
  for (Customers* generation : {&young_, &old_}) {
    if (const auto found = generation->find(change.customer); found != generation->end()) {
      std::erase_if(found->second, is_older);
    }
  }
  if (changed_.size() == kMostChanged) {
    changed_.clear();
    known_since_ = change.version;
  }
  int64_t& latest = changed_[change.customer];
  latest = std::max(latest, change.version);
}

void ContactCache::ForgetAll(const StateVersion& version, Gone& gone) {
  gone.push_back(std::exchange(young_, {}));
  gone.push_back(std::exchange(old_, {}));
  young_bytes_ = 0;
  changed_.clear();
  known_since_ = version.number;
}

bool ContactCache::ChangedSince(const StateVersion& version, const std::string& customer) const {
  if (version.server_start != version_.server_start || version.number < known_since_) return true;
  const auto found = changed_.find(customer);
  return found != changed_.end() && found->second > version.number;
}

int64_t ContactCache::version() const {
  const std::lock_guard lock(mutex_);
  return version_.number;
}

}  // namespace bestand::consent
