#include "services/reward_catalog/domain/phrases.h"

namespace bestand::reward_catalog {
namespace {

// Each in three: the code, the English, the German.
// clang-format off
constexpr Phrase kPhrases[] = {
    // Why a reward may not be given, and what would make it allowed.
    {Saying::kRetired, "RETIRED",
     "It was taken out of the catalogue and is not given any more.",
     "Es wurde aus dem Katalog genommen und wird nicht mehr vergeben."},
    {Saying::kTooEarly, "NOT_VALID_NOW",
     "It may be given from {from} on.",
     "Es darf ab {from} vergeben werden."},
    {Saying::kTooLate, "NOT_VALID_NOW",
     "It could be given until {until}; extend its validity.",
     "Es durfte bis {until} vergeben werden; verlängern Sie seine Gültigkeit."},
    {Saying::kWrongCurrency, "WRONG_CURRENCY",
     "Its worth is in {currency}; a choice in {currency} could hold it, this one is in {target}.",
     "Sein Wert ist in {currency} angegeben; eine Auswahl in {currency} könnte es enthalten, diese ist "
     "in {target}."},
    {Saying::kWrongMoment, "WRONG_MOMENT",
     "It is given only {moments}.",
     "Es wird nur {moments} vergeben."},
    {Saying::kRecipientUnknown, "RECIPIENT_UNKNOWN",
     "It is for persons only, and whether this customer is one is unknown; record the customer's kind "
     "first.",
     "Es ist nur für Personen, und ob der Kunde eine Person ist, ist unbekannt; tragen Sie das zuerst "
     "ein."},
    {Saying::kNotForCompanies, "NOT_FOR_COMPANIES",
     "It is for persons only; this customer is a company.",
     "Es ist nur für Personen; der Kunde ist ein Unternehmen."},
    {Saying::kCountryUnknown, "WRONG_COUNTRY",
     "It is sent to {countries}; the customer's country is unknown.",
     "Es wird nach {countries} versandt; das Land des Kunden ist unbekannt."},
    {Saying::kOtherCountry, "WRONG_COUNTRY",
     "It is sent to {countries}; the customer is in {country}.",
     "Es wird nach {countries} versandt; der Kunde ist in {country}."},
    {Saying::kAgeUnknown, "AGE_UNKNOWN",
     "It is given from the age of {age}; record the customer's date of birth first.",
     "Es wird ab {age} Jahren vergeben; tragen Sie zuerst das Geburtsdatum des Kunden ein."},
    {Saying::kTooYoung, "TOO_YOUNG",
     "It is given from the age of {age} on.",
     "Es wird erst ab {age} Jahren vergeben."},
    {Saying::kNeverWanted, "NEVER_WANTED",
     "The customer never wants {what}; only the customer can take that back.",
     "Der Kunde will niemals {what}; nur der Kunde selbst kann das zurücknehmen."},
    {Saying::kKindGiven, "KIND_GIVEN",
     "A {kind} was given before, and a kind is given once.",
     "Ein Geschenk der Art {kind} gab es schon, und jede Art gibt es nur einmal."},
    {Saying::kKindTaken, "KIND_GIVEN",
     "A {kind} is in an open or accepted choice of this customer; it is free again when an open choice "
     "is declined or expires.",
     "Ein Geschenk der Art {kind} ist in einer offenen oder angenommenen Auswahl dieses Kunden; es wird "
     "wieder frei, wenn eine offene Auswahl abgelehnt wird oder abläuft."},
    {Saying::kOutOfStock, "OUT_OF_STOCK",
     "{stock} are left and {held} of them held; it needs one that is free.",
     "{stock} sind noch da und {held} davon vorgemerkt; es braucht eines, das frei ist."},
    {Saying::kTooCheap, "TOO_CHEAP",
     "It is worth {worth}; this customer gets {least} and more.",
     "Es ist {worth} wert; dieser Kunde bekommt {least} und mehr."},
    {Saying::kTooDear, "TOO_DEAR",
     "It is worth {worth}; this customer gets up to {most}.",
     "Es ist {worth} wert; dieser Kunde bekommt bis zu {most}."},
    {Saying::kOverBudget, "OVER_BUDGET",
     "It is worth {worth} and the budget has {left} left.",
     "Es ist {worth} wert, und im Budget sind noch {left}."},
    {Saying::kOpenComplaint, "OPEN_COMPLAINT",
     "The customer has {count} open complaint(s); resolve them first, then give for goodwill.",
     "Der Kunde hat {count} offene Beschwerde(n); lösen Sie sie zuerst, dann schenken Sie aus Kulanz."},

    // Why an allowed one has no place in the choice.
    {Saying::kSameKindOffered, "SAME_KIND_OFFERED",
     "Allowed, but “{offered}” of the same kind is offered; a choice has one of a kind.",
     "Erlaubt, aber „{offered}“ derselben Art wird angeboten; eine Auswahl hat von jeder Art nur eines."},
    {Saying::kPlaceTaken, "LOWER_SCORE",
     "Allowed, but its place went to “{offered}”, which nearly everybody can use; a larger choice could "
     "hold both.",
     "Erlaubt, aber seinen Platz bekam „{offered}“, das fast alle brauchen können; eine größere Auswahl "
     "könnte beide enthalten."},
    {Saying::kLowerScore, "LOWER_SCORE",
     "Allowed, but it scores {score} and the last one offered {last}; a larger choice could hold it.",
     "Erlaubt, aber es hat {score} Punkte und das letzte angebotene {last}; eine größere Auswahl könnte "
     "es enthalten."},

    // What a score is made of.
    {Saying::kBought, "AFFINITY",
     "{percent} % of the products bought have “{trait}”",
     "{percent} % der gekauften Produkte haben „{trait}“"},
    {Saying::kLikes, "AFFINITY",
     "The customer likes {what}",
     "Der Kunde mag {what}"},
    {Saying::kDislikes, "DISLIKE",
     "The customer does not care for {what}",
     "Der Kunde macht sich nichts aus {what}"},
    {Saying::kSeemsNever, "DISLIKE",
     "The customer seems never to want {what}",
     "Der Kunde will anscheinend niemals {what}"},
    {Saying::kKindBought, "KIND_BOUGHT",
     "{percent} % of the products bought are of this kind already",
     "{percent} % der gekauften Produkte sind schon von dieser Art"},
    {Saying::kWorthFit, "WORTH_FIT",
     "{worth} for a target of {target}",
     "{worth} bei einem Ziel von {target}"},
    {Saying::kBroadlyUsable, "BROADLY_USABLE",
     "Nearly everybody can use it",
     "Fast alle können es brauchen"},
};
// clang-format on

}  // namespace

std::span<const Phrase> Phrases() { return kPhrases; }

}  // namespace bestand::reward_catalog
