#include "services/consent/domain/event.h"

namespace bestand::consent {

std::string_view NameOf(EventKind kind) {
  switch (kind) {
    case EventKind::kRequested:
      return "REQUESTED";
    case EventKind::kMailSent:
      return "MAIL_SENT";
    case EventKind::kConfirmed:
      return "CONFIRMED";
    case EventKind::kWithdrawn:
      return "WITHDRAWN";
    case EventKind::kObjected:
      return "OBJECTED";
    case EventKind::kObjectionLifted:
      return "OBJECTION_LIFTED";
  }
  return "?";
}

std::string EncodePayload(const PayloadFields& fields) {
  std::string payload;
  for (const auto& [name, value] : fields) {
    if (value.empty()) continue;
    payload.append(name).append("=");
    for (const char letter : value) {
      const auto byte = static_cast<unsigned char>(letter);
      payload += byte < 0x20 || byte == 0x7f ? ' ' : letter;
    }
    payload += '\n';
  }
  return payload;
}

PayloadFields FieldsOf(const Circumstances& circumstances) {
  return {{"origin", circumstances.origin},
          {"ip_address", circumstances.ip_address},
          {"user_agent", circumstances.user_agent}};
}

}  // namespace bestand::consent
