#include "services/consent/domain/contact_question.h"

#include <array>

namespace bestand::consent {
namespace {

template <size_t N, typename Enum>
std::string_view Pick(const std::array<std::string_view, N>& names, Enum value) {
  const auto index = static_cast<size_t>(value);
  return index < N ? names[index] : std::string_view("?");
}

}  // namespace

std::string_view NameOf(MessageClass message_class) {
  static constexpr std::array<std::string_view, kMessageClasses> kNames{"SERVICE", "LEGAL_NOTICE",
                                                                        "DOI_CONFIRM", "MARKETING", "SURVEY"};
  return Pick(kNames, message_class);
}

std::string_view NameOf(Channel channel) {
  static constexpr std::array<std::string_view, kChannels> kNames{"EMAIL",    "SMS",   "PUSH", "FAX",
                                                                  "AUTOCALL", "PHONE", "POST"};
  return Pick(kNames, channel);
}

std::string_view NameOf(Recipient recipient) {
  static constexpr std::array<std::string_view, kRecipients> kNames{"B2C", "B2B"};
  return Pick(kNames, recipient);
}

std::string_view NameOf(Relation relation) {
  static constexpr std::array<std::string_view, kRelations> kNames{"CUSTOMER_73", "CUSTOMER", "FORMER",
                                                                   "PROSPECT"};
  return Pick(kNames, relation);
}

std::string_view NameOf(ConsentState state) {
  static constexpr std::array<std::string_view, kConsentStates> kNames{
      "NONE", "OFFLINE", "PENDING", "CONFIRMED", "STALE", "EXPIRED", "WITHDRAWN"};
  return Pick(kNames, state);
}

std::string_view NameOf(Objection objection) {
  static constexpr std::array<std::string_view, kObjections> kNames{"NONE", "THIS_CHANNEL", "ALL"};
  return Pick(kNames, objection);
}

}  // namespace bestand::consent
