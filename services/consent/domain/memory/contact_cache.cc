#include "services/consent/domain/memory/contact_cache.h"

#include <algorithm>
#include <utility>

#include "services/consent/domain/contact_checks.h"
#include "services/consent/domain/memory/packed_record.h"

namespace bestand::consent {
namespace {

// Should a change ever go unnoticed, such as one made by hand in the database, it ends with the time that
// answers hold anyway.
constexpr absl::Duration kLongest = kAnswerHolds;
constexpr size_t kMostEntries = 16;      // of one customer
constexpr size_t kMostChanged = 10'000;  // customers whose changes are remembered
constexpr size_t kMostQuestions = 10'000;
// An entry with its share of the tables, and a customer with the first one, beside what is packed and the id.
constexpr size_t kEntryBytes = 80, kCustomerBytes = 112;

}  // namespace

ContactCache::Question ContactCache::QuestionOf(const ContactQuery& query) {
  return {query.channel, query.message_class, query.purpose, query.message_template};
}

std::optional<int> ContactCache::NumberOf(const ContactQuery& query) const {
  const auto found = questions_.find(QuestionOf(query));
  return found == questions_.end() ? std::nullopt : std::optional(found->second);
}

void ContactCache::Keep(const ContactQuery& query, const ContactRecord& record) {
  if (most_bytes_ == 0 || !AnswersAlone(query, record)) return;
  Entry kept{0, clock_.Now() + kLongest, record.version.number, Pack(record)};
  Gone gone;
  const std::lock_guard lock(mutex_);
  if (ChangedSince(record.version, query.customer)) return;
  if (questions_.size() >= kMostQuestions) ForgetAll(version_, gone);
  kept.question =
      questions_.try_emplace(QuestionOf(query), static_cast<int>(questions_.size())).first->second;
  policies_.try_emplace(record.frequency.policy.version, record.frequency.policy);
  std::vector<Entry>& entries = Young(query.customer, gone);
  std::erase_if(entries, [&](const Entry& entry) { return entry.question == kept.question; });
  if (entries.size() == kMostEntries) entries.erase(entries.begin());
  young_bytes_ += kEntryBytes + kept.packed.size();
  entries.push_back(std::move(kept));
}

// Null for nothing, or for what is too old.
const ContactCache::Entry* ContactCache::FindEntry(const ContactQuery& query, Gone& gone) {
  const std::optional<int> question = NumberOf(query);
  if (!question.has_value()) return nullptr;
  if (!young_.contains(query.customer) && !old_.contains(query.customer)) return nullptr;
  for (const Entry& entry : Young(query.customer, gone)) {
    if (entry.question == *question) return entry.until > clock_.Now() ? &entry : nullptr;
  }
  return nullptr;
}

bool ContactCache::Holds(const ContactQuery& query) {
  Gone gone;
  const std::lock_guard lock(mutex_);
  return FindEntry(query, gone) != nullptr;
}

std::optional<ContactRecord> ContactCache::Find(const ContactQuery& query) {
  Gone gone;
  const std::lock_guard lock(mutex_);
  const Entry* entry = FindEntry(query, gone);
  if (entry == nullptr) return std::nullopt;
  ContactRecord record = Unpack(entry->packed);
  record.subject->customer = query.customer;
  record.frequency.policy = policies_.at(record.frequency.policy.version);
  record.version = {record.version.number, version_.server_start, version_.database};
  return record;
}

// Returns a customer's entries, moved to or made in the young generation. What falls out goes to `gone`.
std::vector<ContactCache::Entry>& ContactCache::Young(const std::string& customer, Gone& gone) {
  if (const auto found = young_.find(customer); found != young_.end()) return found->second;
  auto moved = old_.extract(customer);
  if (young_bytes_ >= most_bytes_ / 2) {
    gone.push_back(std::exchange(old_, std::exchange(young_, {})));
    young_bytes_ = 0;
  }
  young_bytes_ += kCustomerBytes + customer.size();
  if (moved.empty()) return young_[customer];
  for (const Entry& entry : moved.mapped()) young_bytes_ += kEntryBytes + entry.packed.size();
  return young_.insert(std::move(moved)).position->second;
}

void ContactCache::Apply(const StateNews& news) {
  Gone gone;
  const std::lock_guard lock(mutex_);
  const bool same_past = news.version.HasPastOf(version_) && news.version.number >= version_.number;
  if (!same_past || !news.complete) ForgetAll(news.version, gone);
  for (const StateChange& change : news.changes) {
    if (change.customer.empty()) ForgetAll(news.version, gone);
    Note(change);
  }
  version_ = news.version;
}

// Forgets what was read before a change. Bytes are not counted down: the generation only ends sooner.
void ContactCache::Note(const StateChange& change) {
  const auto is_older = [&](const Entry& entry) { return entry.version < change.version; };
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
  questions_.clear();
  policies_.clear();
  changed_.clear();
  known_since_ = version.number;
}

bool ContactCache::ChangedSince(const StateVersion& version, const std::string& customer) const {
  if (!version.HasPastOf(version_) || version.number < known_since_) return true;
  const auto found = changed_.find(customer);
  return found != changed_.end() && found->second > version.number;
}

int64_t ContactCache::version() const {
  const std::lock_guard lock(mutex_);
  return version_.number;
}

}  // namespace bestand::consent
