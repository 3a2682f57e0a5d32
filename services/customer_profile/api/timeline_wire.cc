#include "services/customer_profile/api/timeline_wire.h"

#include <cstdlib>

#include "common/time/clock.h"
#include "common/validate/wire_values.h"
#include "services/customer_profile/domain/purchase.h"

namespace bestand::customer_profile {
namespace {

std::string WithNote(std::string text, const std::string& note) {
  return note.empty() ? text : text + " (" + note + ")";
}

// "CHANNEL_PHONE" as "phone".
std::string ChannelWord(int channel) {
  std::string word = v1::Channel_Name(channel).substr(sizeof("CHANNEL_") - 1);
  for (char& letter : word) letter = static_cast<char>(std::tolower(letter));
  return word;
}

std::string InteractionLine(const TimelineEntry& entry) {
  const bool outbound = entry.number / 100 == static_cast<int>(Direction::kOutbound);
  std::string line = outbound ? "Addressed" : "Got in touch";
  const int channel = static_cast<int>(entry.number % 100);
  if (channel != v1::CHANNEL_UNSPECIFIED) line += " by " + ChannelWord(channel);
  if (!entry.title.empty()) line += ": " + entry.title;
  return WithNote(line, entry.note);
}

std::string PurchaseLineText(const TimelineEntry& entry) {
  const std::string count = std::to_string(Magnitude(entry.number)) + " x " + entry.title;
  return WithNote((entry.number < 0 ? "Returned " : "") + count, entry.note);
}

// Splits "a|b" behind `text`'s first bar; the second part may hold more.
std::pair<std::string_view, std::string_view> Cut(std::string_view text) {
  const size_t bar = text.find('|');
  if (bar == std::string_view::npos) return {text, {}};
  return {text.substr(0, bar), text.substr(bar + 1)};
}

int64_t NumberOf(std::string_view text) { return std::strtoll(std::string(text).c_str(), nullptr, 10); }

}  // namespace

std::string SummaryOf(const TimelineEntry& entry) {
  switch (entry.kind) {
    case TimelineKind::kPurchase:
      return PurchaseLineText(entry);
    case TimelineKind::kInteraction:
      return InteractionLine(entry);
    case TimelineKind::kGift:
      return WithNote("Gift: " + entry.title, entry.note);
    case TimelineKind::kComplaint:
      return WithNote("Complaint: " + entry.title, entry.number == 0 ? "open" : "resolved");
    case TimelineKind::kAll:
      break;
  }
  return entry.title;
}

void ToWire(const TimelineEntry& entry, v1::TimelineEntry& wire) {
  *wire.mutable_event_time() = ToTimestamp(entry.event_time);
  wire.set_kind(static_cast<v1::TimelineKind>(entry.kind));
  wire.set_summary(SummaryOf(entry));
  if (!entry.currency_code.empty()) *wire.mutable_value() = ToMoney(entry.value_minor, entry.currency_code);
}

std::string KeyOf(const TimelineEntry& entry) {
  return std::to_string(ToMicros(entry.event_time)) + "|" + std::to_string(static_cast<int>(entry.kind)) +
         "|" + entry.key;
}

std::optional<TimelinePlace> PlaceOf(std::string_view key) {
  if (key.empty()) return std::nullopt;
  const auto [time, rest] = Cut(key);
  const auto [kind, entry_key] = Cut(rest);
  return TimelinePlace{FromMicros(NumberOf(time)), static_cast<TimelineKind>(NumberOf(kind)),
                       std::string(entry_key)};
}

std::string KeyOf(const SilentCustomer& silent) {
  const std::string time =
      silent.last_outbound.has_value() ? std::to_string(ToMicros(*silent.last_outbound)) : "never";
  return time + "|" + silent.customer_id;
}

std::optional<SilentCustomer> SilentOf(std::string_view key) {
  if (key.empty()) return std::nullopt;
  const auto [time, customer_id] = Cut(key);
  SilentCustomer silent{.customer_id = std::string(customer_id)};
  if (time != "never") silent.last_outbound = FromMicros(NumberOf(time));
  return silent;
}

}  // namespace bestand::customer_profile
