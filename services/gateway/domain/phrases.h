#pragma once

#include "services/gateway/domain/phrase.h"

// Every text of the pages, in the order in which a person meets them. Nothing here is advertising.
namespace bestand::gateway::phrases {

// On every page.
inline constexpr Phrase kOtherLanguage{"Deutsch", "English"};
inline constexpr Phrase kImprint{"Imprint", "Impressum"};
inline constexpr Phrase kPrivacy{"Privacy", "Datenschutz"};
inline constexpr Phrase kSkip{"To the content", "Zum Inhalt"};

// The confirmation.
inline constexpr Phrase kConfirmTitle{"Please confirm your consent",
                                      "Bitte bestätigen Sie Ihre Einwilligung"};
inline constexpr Phrase kConfirmLead{
    "Somebody, we hope it was you, asked us to write to $1. You agree only by pressing the button.",
    "Jemand, hoffentlich Sie selbst, hat uns gebeten, an $1 zu schreiben. Sie willigen erst ein, wenn Sie "
    "auf "
    "den Knopf drücken."};
inline constexpr Phrase kConfirmWording{"This is what you agree to", "Darin willigen Sie ein"};
inline constexpr Phrase kConfirmButton{"Yes, I agree", "Ja, ich willige ein"};
inline constexpr Phrase kConfirmUntil{"You can answer until $1.", "Sie können bis $1 antworten."};
inline constexpr Phrase kWithdrawAnytime{
    "You can withdraw your consent at any time, free of charge: each of our messages has a link for it, and "
    "one "
    "press of a button is enough. What we did before stays lawful.",
    "Sie können Ihre Einwilligung jederzeit kostenlos widerrufen: In jeder unserer Nachrichten steht ein "
    "Link "
    "dafür, und ein Knopfdruck genügt. Was bis dahin geschah, bleibt rechtmäßig."};
inline constexpr Phrase kNotMeTitle{"It was not you?", "Sie waren das nicht?"};
inline constexpr Phrase kNotMeText{
    "Then we end this request and do not write to this address again.",
    "Dann beenden wir diese Anfrage und schreiben nicht mehr an diese Adresse."};
inline constexpr Phrase kNotMeButton{"That wasn’t me", "Das war ich nicht"};

inline constexpr Phrase kConfirmedTitle{"Thank you, you are signed up", "Danke, Sie sind angemeldet"};
inline constexpr Phrase kConfirmedLead{"We may now write to $1 about this:",
                                       "Wir dürfen nun an $1 schreiben, und zwar hierzu:"};
inline constexpr Phrase kUsedTitle{"You have confirmed already", "Sie haben schon bestätigt"};
inline constexpr Phrase kUsedLead{"Nothing more needs to be done. You agreed to this:",
                                  "Es ist nichts weiter zu tun. Darin haben Sie eingewilligt:"};
inline constexpr Phrase kEndedTitle{"This link is no longer valid", "Dieser Link gilt nicht mehr"};
inline constexpr Phrase kEndedLead{
    "It was valid for some days only, or the request was ended. You have agreed to nothing. If you still "
    "want "
    "to hear from us, please sign up once more; you will get a new mail.",
    "Er galt nur einige Tage, oder die Anfrage wurde beendet. Sie haben in nichts eingewilligt. Möchten Sie "
    "weiterhin von uns hören, melden Sie sich bitte noch einmal an; Sie bekommen eine neue Mail."};
inline constexpr Phrase kNotMeDoneTitle{"The request has been ended", "Die Anfrage ist beendet"};
inline constexpr Phrase kNotMeDoneLead{
    "Nobody agreed to anything, and we do not write to this address again. Nothing more needs to be done.",
    "Niemand hat in etwas eingewilligt, und wir schreiben nicht mehr an diese Adresse. Es ist nichts weiter "
    "zu "
    "tun."};

inline constexpr Phrase kToPreferences{"See and change all your settings",
                                       "Alle Einstellungen ansehen und ändern"};

// The registration.
inline constexpr Phrase kSignUpTitle{"Register and stay in touch", "Registrieren und in Verbindung bleiben"};
inline constexpr Phrase kSignUpLead{
    "Tell us where we may write to you, and about what. You choose; nothing is ticked for you.",
    "Sagen Sie uns, wohin wir Ihnen schreiben dürfen, und worüber. Sie wählen; nichts ist für Sie "
    "angekreuzt."};
inline constexpr Phrase kAddress{"Your email address", "Ihre E-Mail-Adresse"};
inline constexpr Phrase kAddressWrong{
    "This address cannot be written to. Please look at it once more.",
    "An diese Adresse kann man nicht schreiben. Bitte sehen Sie noch einmal nach."};
inline constexpr Phrase kBoxes{"What may we send you?", "Was dürfen wir Ihnen schicken?"};
inline constexpr Phrase kNothingTicked{"Please tick at least one box.",
                                       "Bitte kreuzen Sie mindestens ein Feld an."};
inline constexpr Phrase kTrap{"Leave this field empty", "Dieses Feld bitte leer lassen"};
inline constexpr Phrase kSignUpButton{"Register", "Registrieren"};
inline constexpr Phrase kSignUpAfter{
    "You will get a mail in which you confirm it. Without that we do not write to you.",
    "Sie bekommen eine Mail, in der Sie es bestätigen. Ohne das schreiben wir Ihnen nicht."};
inline constexpr Phrase kTryAgain{"The form lay open for too long. Please send it once more.",
                                  "Das Formular lag zu lange offen. Bitte senden Sie es noch einmal ab."};
inline constexpr Phrase kSignedUpTitle{"Please look at your mail", "Bitte sehen Sie in Ihre Mail"};
inline constexpr Phrase kSignedUpLead{
    "If this address can get mail from us, a message is on its way. Please confirm there what you chose "
    "here.",
    "Wenn wir an diese Adresse schreiben können, ist eine Nachricht unterwegs. Bitte bestätigen Sie dort, "
    "was Sie "
    "hier gewählt haben."};
inline constexpr Phrase kSignedUpHint{
    "Nothing there after some minutes? Please look into the folder for unwanted mail.",
    "Nach einigen Minuten nichts da? Bitte sehen Sie im Ordner für unerwünschte Mail nach."};

inline constexpr Phrase kCodeTitle{"Or confirm it here", "Oder hier bestätigen"};
inline constexpr Phrase kSixDigits{"The six digits from the mail", "Die sechs Ziffern aus der Mail"};
inline constexpr Phrase kCodeWrong{
    "This code does not fit, or no longer. Please look at the mail once more, or use the link in it.",
    "Dieser Code passt nicht oder nicht mehr. Bitte sehen Sie noch einmal in die Mail, oder benutzen Sie den "
    "Link "
    "darin."};
inline constexpr Phrase kCodeButton{"Confirm: yes, I agree to this", "Bestätigen: ja, ich willige darin ein"};
inline constexpr Phrase kCodeConfirmedLead{"We may now write to you about this:",
                                           "Wir dürfen Ihnen nun schreiben, und zwar hierzu:"};

// The end of messages.
inline constexpr Phrase kUnsubscribeTitle{"No more messages?", "Keine Nachrichten mehr?"};
inline constexpr Phrase kUnsubscribeLead{"One press of the button, and we stop:",
                                         "Ein Knopfdruck, und wir hören auf:"};
inline constexpr Phrase kUnsubscribeButton{"Unsubscribe", "Abmelden"};
inline constexpr Phrase kUnsubscribedTitle{"You are unsubscribed", "Sie sind abgemeldet"};
inline constexpr Phrase kUnsubscribedLead{
    "It holds from this moment on. Nothing more needs to be done. You get no more of this from us:",
    "Das gilt ab sofort. Es ist nichts weiter zu tun. Hiervon bekommen Sie nichts mehr von uns:"};

// The preference centre.
inline constexpr Phrase kPreferencesTitle{"Your settings", "Ihre Einstellungen"};
inline constexpr Phrase kPreferencesLead{
    "You decide what we may send you. What you switch off ends at once; what you switch on, we ask you to "
    "confirm "
    "by mail.",
    "Sie entscheiden, was wir Ihnen schicken dürfen. Was Sie abwählen, endet sofort; was Sie neu wählen, "
    "bestätigen Sie bitte noch per Mail."};
inline constexpr Phrase kStandingNever{"off", "aus"};
inline constexpr Phrase kStandingWaiting{"waits for your confirmation", "wartet auf Ihre Bestätigung"};
inline constexpr Phrase kStandingOn{"on", "an"};
inline constexpr Phrase kStandingOff{"ended by you", "von Ihnen beendet"};
inline constexpr Phrase kStop{"Stop", "Beenden"};
inline constexpr Phrase kStopLabel{"Stop: $1", "Beenden: $1"};
inline constexpr Phrase kAsk{"Sign up", "Anmelden"};
inline constexpr Phrase kAskLabel{"Sign up: $1", "Anmelden: $1"};
inline constexpr Phrase kPauseTitle{"A pause?", "Eine Pause?"};
inline constexpr Phrase kPauseText{
    "Until the day you choose we send you no advertising; after it everything is as it stands above.",
    "Bis zu dem Tag, den Sie wählen, schicken wir Ihnen keine Werbung; danach gilt wieder, was oben steht."};
inline constexpr Phrase kPauseUntil{"No advertising up to and including", "Keine Werbung bis einschließlich"};
inline constexpr Phrase kPauseButton{"Pause", "Pause machen"};
inline constexpr Phrase kPaused{"There is a pause: no advertising before $1.",
                                "Es ist Pause: keine Werbung vor dem $1."};
inline constexpr Phrase kEndPauseButton{"End the pause", "Pause beenden"};
inline constexpr Phrase kDonePause{"Done: the pause begins now.", "Erledigt: Die Pause beginnt jetzt."};
inline constexpr Phrase kDoneEndPause{"Done: the pause has ended.", "Erledigt: Die Pause ist beendet."};
inline constexpr Phrase kPauseWrong{"Please choose a day within the next two years.",
                                    "Bitte wählen Sie einen Tag innerhalb der nächsten zwei Jahre."};
inline constexpr Phrase kAllTitle{"Nothing at all any more?", "Gar nichts mehr?"};
inline constexpr Phrase kAllText{
    "Then you object to all advertising from us, on every channel. Messages about your contracts still come.",
    "Dann widersprechen Sie jeder Werbung von uns, auf jedem Weg. Nachrichten zu Ihren Verträgen kommen "
    "weiterhin."};
inline constexpr Phrase kAllButton{"Object to all advertising", "Jeder Werbung widersprechen"};
inline constexpr Phrase kAllDone{
    "You object to all advertising, and we keep to it. Only if you sign up for something anew, you get that.",
    "Sie haben jeder Werbung widersprochen, und wir halten uns daran. Nur wenn Sie sich für etwas neu "
    "anmelden, "
    "bekommen Sie das."};
inline constexpr Phrase kEraseTitle{"Be forgotten?", "Vergessen werden?"};
inline constexpr Phrase kEraseText{
    "Then we erase your addresses here, what you agreed to and what was recorded about it. That takes a few "
    "days, in which a mistake can still be undone. What we need for contracts and invoices is kept "
    "elsewhere.",
    "Dann löschen wir hier Ihre Adressen, worin Sie eingewilligt haben und was darüber festgehalten wurde. "
    "Das "
    "dauert einige Tage, in denen sich ein Irrtum noch rückgängig machen lässt. Was wir für Verträge und "
    "Rechnungen brauchen, bleibt an anderer Stelle."};
inline constexpr Phrase kEraseSure{"Yes, erase all of it", "Ja, all das löschen"};
inline constexpr Phrase kEraseButton{"Erase", "Löschen"};
inline constexpr Phrase kDoneErase{
    "Your wish has arrived: it is erased by itself in the next days. Was it a mistake? Then write to us "
    "soon.",
    "Ihr Wunsch ist angekommen: In den nächsten Tagen wird alles von selbst gelöscht. War es ein Irrtum? "
    "Dann "
    "schreiben Sie uns bald."};
inline constexpr Phrase kEraseNotSure{"Please tick the box if you are sure.",
                                      "Bitte setzen Sie das Häkchen, wenn Sie sicher sind."};
inline constexpr Phrase kEraseHeld{
    "We may not erase this now, since it is needed as evidence. Please write to us.",
    "Das dürfen wir jetzt nicht löschen, weil es als Beweis gebraucht wird. Bitte schreiben Sie uns."};
inline constexpr Phrase kPastTitle{"What was recorded", "Was festgehalten wurde"};
inline constexpr Phrase kDoneWithdraw{"Done: this has ended from this moment on.",
                                      "Erledigt: Das endet ab sofort."};
inline constexpr Phrase kDoneAsk{
    "Please look at your mail: we have sent you a message to confirm it, unless you got several lately.",
    "Bitte sehen Sie in Ihre Mail: Wir haben Ihnen eine Nachricht zum Bestätigen geschickt, außer Sie "
    "bekamen "
    "zuletzt schon mehrere."};
inline constexpr Phrase kCannotAsk{
    "We know no confirmed address of yours. Please sign up where you saw the form.",
    "Wir kennen keine bestätigte Adresse von Ihnen. Bitte melden Sie sich dort an, wo Sie das Formular "
    "sahen."};

// Ways to reach a person, as in "News, by email".
inline constexpr Phrase kByEmail{"by email", "per E-Mail"};
inline constexpr Phrase kBySms{"by text message", "per SMS"};
inline constexpr Phrase kByPush{"by push message", "per Push-Nachricht"};
inline constexpr Phrase kByFax{"by fax", "per Fax"};
inline constexpr Phrase kByAutocall{"by calling machine", "per Anrufautomat"};
inline constexpr Phrase kByPhone{"by telephone", "per Telefon"};
inline constexpr Phrase kByPost{"by letter", "per Brief"};

// What was recorded.
inline constexpr Phrase kPastRequested{"asked for", "angefragt"};
inline constexpr Phrase kPastMailSent{"confirmation mail sent", "Bestätigungsmail gesendet"};
inline constexpr Phrase kPastConfirmed{"confirmed by you", "von Ihnen bestätigt"};
inline constexpr Phrase kPastWithdrawn{"ended by you", "von Ihnen beendet"};
inline constexpr Phrase kPastObjected{"you objected to advertising", "Sie haben Werbung widersprochen"};
inline constexpr Phrase kPastObjectionLifted{"objection lifted", "Widerspruch aufgehoben"};
inline constexpr Phrase kPastDisowned{"“that wasn’t me”", "„das war ich nicht“"};
inline constexpr Phrase kPastPaused{"pause set or ended", "Pause begonnen oder beendet"};
inline constexpr Phrase kPastBounced{"our mail could not be delivered", "unsere Mail war nicht zustellbar"};
inline constexpr Phrase kPastComplained{"you reported our mail; we take it for an objection",
                                        "Sie haben unsere Mail gemeldet; wir nehmen das als Widerspruch"};
inline constexpr Phrase kPastOffline{"given on paper or by word of mouth",
                                     "auf Papier oder mündlich erteilt"};
inline constexpr Phrase kPastUsed{"we called you", "wir haben Sie angerufen"};
inline constexpr Phrase kPastDisclosed{"data given to others", "Daten weitergegeben"};
inline constexpr Phrase kPastImported{"taken over from another system",
                                      "aus einem anderen System übernommen"};
inline constexpr Phrase kPastOther{"recorded", "festgehalten"};

// Links that lead nowhere.
inline constexpr Phrase kTruncatedTitle{"The link is not complete", "Der Link ist nicht vollständig"};
inline constexpr Phrase kTruncatedLead{
    "Some mail programs cut long links. Please copy the whole link from the mail into the address line, or "
    "only the code into this field.",
    "Manche Mailprogramme schneiden lange Links ab. Bitte kopieren Sie den ganzen Link aus der Mail in die "
    "Adresszeile, oder nur den Code in dieses Feld."};
inline constexpr Phrase kCode{"Code from the mail", "Code aus der Mail"};
inline constexpr Phrase kOn{"Continue", "Weiter"};
inline constexpr Phrase kUnknownTitle{"We do not know this link", "Diesen Link kennen wir nicht"};
inline constexpr Phrase kUnknownLead{
    "Perhaps a letter was lost on the way, or it is from a mail of long ago. Nothing has been changed.",
    "Vielleicht ging unterwegs ein Zeichen verloren, oder er stammt aus einer Mail von früher. Es wurde "
    "nichts "
    "geändert."};

// When something is not there.
inline constexpr Phrase kMissingTitle{"There is no such page", "Diese Seite gibt es nicht"};
inline constexpr Phrase kMissingLead{"Please use the link from our mail.",
                                     "Bitte benutzen Sie den Link aus unserer Mail."};
inline constexpr Phrase kAwayTitle{"This does not work right now", "Das geht gerade nicht"};
inline constexpr Phrase kAwayLead{
    "Nothing has been changed. Please try again in a few minutes; your link stays valid.",
    "Es wurde nichts geändert. Bitte versuchen Sie es in einigen Minuten noch einmal; Ihr Link bleibt "
    "gültig."};

}  // namespace bestand::gateway::phrases
