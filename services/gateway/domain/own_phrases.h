#pragma once

#include "services/gateway/domain/phrase.h"

// What pages say about what people decide and get by themselves; phrases.h has the rest.
namespace bestand::gateway::phrases {

// A limit of one's own.
inline constexpr Phrase kLimitTitle{"Less often?", "Seltener?"};
inline constexpr Phrase kLimitText{
    "Set a limit of your own for our advertising, over all channels together. We keep to it, and to our own "
    "rule where that is stricter. Messages about your contracts still come.",
    "Setzen Sie unserer Werbung eine eigene Grenze, über alle Wege zusammen. Wir halten uns daran, und an "
    "unsere eigene Regel, wo sie strenger ist. Nachrichten zu Ihren Verträgen kommen weiterhin."};
inline constexpr Phrase kLimitLegend{"At most", "Höchstens"};
inline constexpr Phrase kLimitNone{"no limit of my own", "keine eigene Grenze"};
inline constexpr Phrase kLimitWeek{"one message a week", "eine Nachricht in der Woche"};
inline constexpr Phrase kLimitMonth{"one message a month", "eine Nachricht im Monat"};
inline constexpr Phrase kLimitQuarter{"one message in three months", "eine Nachricht in drei Monaten"};
inline constexpr Phrase kLimitOther{"as set with us (messages / days): $1",
                                    "wie mit uns vereinbart (Nachrichten / Tage): $1"};
inline constexpr Phrase kLimitButton{"Keep to this", "Daran halten"};
inline constexpr Phrase kDoneLimit{"Done: this limit holds from this moment on.",
                                   "Erledigt: Diese Grenze gilt ab sofort."};
inline constexpr Phrase kDoneNoLimit{"Done: there is no limit of your own any more.",
                                     "Erledigt: Es gibt keine eigene Grenze mehr."};

// All that is held.
inline constexpr Phrase kDataTitle{"What do we know about you?", "Was wissen wir über Sie?"};
inline constexpr Phrase kDataText{
    "Take with you all that is recorded about you here: as a page to read and print, or as a file for "
    "programs. Each time is noted, and in one day it can be four times.",
    "Nehmen Sie alles mit, was hier über Sie gespeichert ist: als Seite zum Lesen und Drucken, oder als "
    "Datei "
    "für Programme. Jedes Mal wird festgehalten, und an einem Tag geht es viermal."};
inline constexpr Phrase kDataAsPage{"Get it as a page", "Als Seite holen"};
inline constexpr Phrase kDataAsFile{"Get it as a file", "Als Datei holen"};
inline constexpr Phrase kDataPageName{"my-data.html", "meine-daten.html"};
inline constexpr Phrase kDataFileName{"my-data.jsonl", "meine-daten.jsonl"};
inline constexpr Phrase kDataOftenTitle{"That was often enough today", "Das war für heute oft genug"};
inline constexpr Phrase kDataOftenLead{
    "What is recorded about you was handed out several times since yesterday. Please come again tomorrow. "
    "Was "
    "it not you? Then somebody else has your link: write to us.",
    "Was über Sie gespeichert ist, wurde seit gestern schon mehrmals ausgehändigt. Bitte kommen Sie morgen "
    "wieder. Waren das nicht Sie? Dann hat jemand anderes Ihren Link: Schreiben Sie uns."};
inline constexpr Phrase kHeldTitle{"What is recorded about you", "Was über Sie gespeichert ist"};
inline constexpr Phrase kHeldLead{
    "All that our record of consents holds about you. Long codes are cut here; the file for programs has "
    "them "
    "whole.",
    "Alles, was unser Verzeichnis der Einwilligungen über Sie enthält. Lange Codes sind hier gekürzt; die "
    "Datei "
    "für Programme enthält sie ganz."};
inline constexpr Phrase kHeldRows{"Every entry as it is stored", "Jeder Eintrag, wie er gespeichert ist"};
inline constexpr Phrase kHeldWordings{"The words that were shown", "Die Texte, die gezeigt wurden"};
inline constexpr Phrase kHeldEvents{"What happened, and what was recorded with it",
                                    "Was geschah, und was dazu festgehalten wurde"};
inline constexpr Phrase kHeldNothing{"Nothing.", "Nichts."};

// What was recorded besides.
inline constexpr Phrase kPastLimit{"own limit set or ended", "eigene Grenze gesetzt oder aufgehoben"};
inline constexpr Phrase kPastHandedOut{"all that is recorded handed to you",
                                       "alles Gespeicherte Ihnen ausgehändigt"};
inline constexpr Phrase kPastSale{"kept as a customer’s purchase", "als Kauf eines Kunden festgehalten"};
inline constexpr Phrase kPastPresumed{"reason for calls recorded", "Grund für Anrufe festgehalten"};
inline constexpr Phrase kPastNotice{"notice about your address recorded",
                                    "Hinweis zu Ihrer Anschrift festgehalten"};
inline constexpr Phrase kPastGroundEnded{"a ground for advertising ended", "ein Grund für Werbung beendet"};
inline constexpr Phrase kPastExpired{"what was recorded before removed by its schedule",
                                     "früher Festgehaltenes fristgemäß gelöscht"};

}  // namespace bestand::gateway::phrases
