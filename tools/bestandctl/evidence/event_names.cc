#include "tools/bestandctl/evidence/event_names.h"

#include <map>

namespace bestand::ctl {
namespace {

using html::Phrase;

const std::map<std::string, Phrase>& Names() {
  static const std::map<std::string, Phrase> kNames = {
      {"REQUESTED", {"consent asked for", "Einwilligung angefragt"}},
      {"MAIL_SENT", {"confirmation mail sent", "Bestätigungsmail gesendet"}},
      {"CONFIRMED", {"confirmed by the person", "von der Person bestätigt"}},
      {"WITHDRAWN", {"withdrawn", "widerrufen"}},
      {"OBJECTED", {"objection to advertising", "Widerspruch gegen Werbung"}},
      {"OBJECTION_LIFTED", {"objection lifted", "Widerspruch aufgehoben"}},
      {"EXISTING_CUSTOMER", {"recorded as an existing customer", "als Bestandskunde festgehalten"}},
      {"PRESUMED_CONSENT",
       {"reason for presumed consent recorded", "Grund für mutmaßliche Einwilligung festgehalten"}},
      {"ADDRESS_NOTICE", {"notice about the address recorded", "Hinweis zur Anschrift festgehalten"}},
      {"NUMBER_VERIFIED", {"telephone number verified", "Telefonnummer geprüft"}},
      {"LIST_CHECKED", {"list of objections checked", "Sperrliste geprüft"}},
      {"OFFLINE_CONSENT", {"consent on paper or by word of mouth", "Einwilligung auf Papier oder mündlich"}},
      {"CONSENT_USED", {"consent used", "Einwilligung genutzt"}},
      {"GROUND_ENDED", {"a ground ended", "Grundlage beendet"}},
      {"PAUSED", {"pause", "Pause"}},
      {"LIMIT_CHOSEN", {"own limit on advertising", "eigene Grenze für Werbung"}},
      {"HANDED_OUT", {"all that is held handed to the person", "alles Gespeicherte der Person ausgehändigt"}},
      {"DISOWNED", {"“that wasn’t me”", "„das war ich nicht“"}},
      {"IMPORTED", {"taken over from elsewhere, with its proof", "von anderswo übernommen, mit Nachweis"}},
      {"UNPROVEN", {"taken over from elsewhere, not proven", "von anderswo übernommen, nicht nachgewiesen"}},
      {"BOUNCED", {"the mail could not be delivered", "Mail war nicht zustellbar"}},
      {"DISCLOSED", {"data given to others", "Daten weitergegeben"}},
      {"RECEIPT_SENT", {"receipt mail sent", "Mail mit der Quittung gesendet"}},
      {"COMPLAINED", {"reported as unwanted", "als unerwünscht gemeldet"}},
  };
  return kNames;
}

}  // namespace

std::string EventName(const std::string& kind, html::Language language) {
  const auto found = Names().find(kind);
  return found == Names().end() ? kind : std::string(found->second.In(language));
}

}  // namespace bestand::ctl
