#include "services/consent/domain/disclosures.h"

#include "common/error/error.h"

namespace bestand::consent {
namespace {

std::string TextOf(absl::Time time) {
  return absl::FormatTime(absl::RFC3339_full, time, absl::UTCTimeZone());
}

// The value of a line "name=value"; "" where there is none.
std::string FieldIn(std::string_view payload, std::string_view name) {
  while (!payload.empty()) {
    const std::string_view line = payload.substr(0, payload.find('\n'));
    if (line.starts_with(name) && line.substr(name.size()).starts_with('=')) {
      return std::string(line.substr(name.size() + 1));
    }
    payload.remove_prefix(std::min(line.size() + 1, payload.size()));
  }
  return "";
}

}  // namespace

absl::StatusOr<int64_t> RecordDisclosure(ConsentStore& store, const Disclosure& disclosure) {
  return store.InLog([&](LogWriter& log) -> absl::Status {
    const std::string time = TextOf(disclosure.time.value_or(log.now()));
    const NewEvent event{EventKind::kDisclosed,
                         disclosure.customer,
                         std::nullopt,
                         "",
                         0,
                         "",
                         EncodePayload({{"recipient", disclosure.recipient},
                                        {"reason", disclosure.reason},
                                        {"content", disclosure.content},
                                        {"disclose_time", time}})};
    return log.Append({&event, 1});
  });
}

Disclosure DisclosureOf(const RecordedEvent& event, std::string_view payload) {
  Disclosure disclosure{"", FieldIn(payload, "recipient"), FieldIn(payload, "reason"),
                        FieldIn(payload, "content"), event.time};
  absl::Time time;
  std::string error;
  if (absl::ParseTime(absl::RFC3339_full, FieldIn(payload, "disclose_time"), &time, &error))
    disclosure.time = time;
  return disclosure;
}

}  // namespace bestand::consent
