#include "services/consent/domain/memory/memory_checks.h"

#include <algorithm>
#include <utility>

#include "common/error/error.h"

namespace bestand::consent {

void MemoryChecks::Check(const ContactQuery& query, Answer answer) {
  // What is not held is read by itself; it need not wait here for another read.
  if (!parts_.cache.Holds(query)) return answer(std::nullopt);
  parts_.barrier.Await([this, query, answer = std::move(answer)](const absl::StatusOr<int64_t>& log_size) {
    if (log_size.ok()) return answer(Recall(query, *log_size));
    if (absl::IsUnavailable(log_size.status())) return answer(log_size.status());
    answer(std::nullopt);
  });
}

std::vector<MemoryChecks::Known> MemoryChecks::CheckAll(std::span<const ContactQuery> queries) {
  std::vector<Known> known(queries.size());
  const auto held = [this](const ContactQuery& query) { return parts_.cache.Holds(query); };
  if (std::none_of(queries.begin(), queries.end(), held)) return known;
  const absl::StatusOr<int64_t> log_size = parts_.barrier.Wait();
  if (!log_size.ok()) return known;
  for (size_t i = 0; i < queries.size(); ++i) known[i] = Recall(queries[i], *log_size);
  return known;
}

MemoryChecks::Known MemoryChecks::Recall(const ContactQuery& query, int64_t log_size) {
  std::optional<ContactRecord> record = parts_.cache.Find(query);
  if (!record.has_value()) return std::nullopt;
  record->log_size = log_size;
  return parts_.checks.Judge(query, *record);
}

absl::StatusOr<ContactRecord> RememberingStore::Load(const ContactQuery& query) {
  absl::StatusOr<ContactRecord> record = store_.Load(query);
  if (record.ok()) cache_.Keep(query, *record);
  return record;
}

}  // namespace bestand::consent
