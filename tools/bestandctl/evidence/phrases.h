#pragma once

#include "common/html/phrase.h"

// Every text of the evidence page, in the order in which a reader meets them.
namespace bestand::ctl::phrases {

using html::Phrase;

inline constexpr Phrase kTitle{"Proof of a consent", "Nachweis einer Einwilligung"};
inline constexpr Phrase kMade{"Put together on $1", "Zusammengestellt am $1"};
inline constexpr Phrase kStandsConfirmed{"The person has consented, and the consent stands.",
                                         "Die Person hat eingewilligt, und die Einwilligung besteht."};
inline constexpr Phrase kStandsStale{
    "The person has consented, but the consent has not been used for so long that it is no longer relied on.",
    "Die Person hat eingewilligt, die Einwilligung wurde aber so lange nicht genutzt, dass sie nicht mehr "
    "verwendet "
    "wird."};
inline constexpr Phrase kStandsWithdrawn{"The person had consented and has ended it since, or refused.",
                                         "Die Person hat ihre Einwilligung beendet oder sie verweigert."};
inline constexpr Phrase kStandsOpen{
    "The person was asked and has not confirmed: there is no consent.",
    "Die Person wurde gefragt und hat nicht bestätigt: Es gibt keine Einwilligung."};

inline constexpr Phrase kWho{"Who, whom and what for", "Wer, wem und wofür"};
inline constexpr Phrase kCustomer{"Person (customer number)", "Person (Kundennummer)"};
inline constexpr Phrase kAddress{"Contact point", "Anschrift"};
inline constexpr Phrase kChannel{"Channel", "Kanal"};
inline constexpr Phrase kPurpose{"Purpose", "Zweck"};
inline constexpr Phrase kCompany{"Company or brand", "Unternehmen oder Marke"};
inline constexpr Phrase kPrivacyNotice{"Privacy notice", "Datenschutzhinweise"};
inline constexpr Phrase kRuleSets{"Rule sets in force (SHA-256)", "Geltende Regelwerke (SHA-256)"};

inline constexpr Phrase kWording{"What the person agreed to, word for word",
                                 "Worin die Person eingewilligt hat, im Wortlaut"};
inline constexpr Phrase kWordingName{"Wording and version", "Text und Fassung"};
inline constexpr Phrase kLanguage{"Language", "Sprache"};
inline constexpr Phrase kTextHash{"SHA-256 of the text", "SHA-256 des Textes"};
inline constexpr Phrase kWithdrawalRight{"The right to withdraw, as the mail said it",
                                         "Widerrufsrecht, wie es in der Mail stand"};

inline constexpr Phrase kRequest{"1. The request", "1. Die Anfrage"};
inline constexpr Phrase kTime{"Time (UTC)", "Zeit (UTC)"};
inline constexpr Phrase kOrigin{"Form or occasion", "Formular oder Anlass"};
inline constexpr Phrase kCampaign{"Campaign", "Kampagne"};
inline constexpr Phrase kBoxFields{"Boxes of the form", "Felder des Formulars"};
inline constexpr Phrase kIpAddress{"IP address", "IP-Adresse"};
inline constexpr Phrase kUserAgent{"Browser", "Browser"};
inline constexpr Phrase kLogIndex{"Place in the log", "Stelle im Protokoll"};

inline constexpr Phrase kMail{"2. The confirmation mail", "2. Die Bestätigungsmail"};
inline constexpr Phrase kSender{"From", "Von"};
inline constexpr Phrase kRecipient{"To", "An"};
inline constexpr Phrase kSubject{"Subject", "Betreff"};
inline constexpr Phrase kMessageId{"Message-ID", "Message-ID"};
inline constexpr Phrase kTemplate{"Version of the mail’s text", "Fassung des Mailtextes"};
inline constexpr Phrase kReply{"Answer of the mail server", "Antwort des Mailservers"};
inline constexpr Phrase kTls{"Encryption on the way there", "Verschlüsselung auf dem Weg dorthin"};
inline constexpr Phrase kMimeHash{"SHA-256 of the mail as sent", "SHA-256 der Mail, wie gesendet"};
inline constexpr Phrase kMailText{"The text of the mail", "Der Text der Mail"};
inline constexpr Phrase kTokenNote{
    "The mail holds a link with a token. It works once and for some days only; after that it is worth "
    "nothing.",
    "Die Mail enthält einen Link mit einem Code. Er gilt einmal und nur einige Tage; danach ist er wertlos."};
inline constexpr Phrase kNoMail{"No mail of this request has gone out.",
                                "Zu dieser Anfrage ging keine Mail hinaus."};

inline constexpr Phrase kConfirmation{"3. The confirmation", "3. Die Bestätigung"};
inline constexpr Phrase kBy{"Confirmed by", "Bestätigt durch"};
inline constexpr Phrase kByToken{"the token of the mail: its link, or the code copied from it",
                                 "den Code der Mail: über ihren Link oder aus ihr abgeschrieben"};
inline constexpr Phrase kByCode{"the six digits of the mail, typed where the form was sent",
                                "die sechs Ziffern der Mail, eingetippt, wo das Formular abgeschickt wurde"};
inline constexpr Phrase kTokenHash{"SHA-256 of the token", "SHA-256 des Codes"};
inline constexpr Phrase kNoConfirmation{"The request has not been confirmed.",
                                        "Die Anfrage wurde nicht bestätigt."};

inline constexpr Phrase kImported{"Taken over from another system", "Aus einem anderen System übernommen"};
inline constexpr Phrase kImportedLead{
    "This consent was given elsewhere. What follows was told when it was taken over, and is kept as it was "
    "told.",
    "Diese Einwilligung wurde anderswo erteilt. Was folgt, wurde bei der Übernahme angegeben und ist so "
    "festgehalten."};
inline constexpr Phrase kOldSystem{"System, and id there", "System und Kennung dort"};
inline constexpr Phrase kRequestTime{"Asked at", "Angefragt um"};
inline constexpr Phrase kMailTime{"Mail sent at", "Mail gesendet um"};
inline constexpr Phrase kConfirmTime{"Confirmed at", "Bestätigt um"};
inline constexpr Phrase kConfirmIpAddress{"IP address of the confirmation", "IP-Adresse der Bestätigung"};
inline constexpr Phrase kDocument{"Document", "Beleg"};

inline constexpr Phrase kAll{"Everything that is on record", "Alles, was festgehalten ist"};
inline constexpr Phrase kEvent{"What happened", "Was geschah"};
inline constexpr Phrase kPlace{"Place", "Stelle"};
inline constexpr Phrase kLeafHash{"Hash of the entry", "Hash des Eintrags"};

inline constexpr Phrase kProof{"How to check it, without us", "So prüfen Sie es, ohne uns"};
inline constexpr Phrase kProofLead{
    "Each entry stands in a log that can only grow (a Merkle tree, RFC 6962). Its root was signed when the "
    "entry was "
    "made. With the file $1 that belongs to this page, three commands check it on any computer, without a "
    "network:",
    "Jeder Eintrag steht in einem Protokoll, das nur wachsen kann (Merkle-Baum, RFC 6962). Dessen Wurzel "
    "wurde "
    "unterschrieben, als der Eintrag entstand. Mit der Datei $1, die zu dieser Seite gehört, prüfen es drei "
    "Befehle auf "
    "jedem Rechner, ohne Netz:"};
inline constexpr Phrase kStepFile{
    "The file is the one that this page was made from; its SHA-256 must be $1:",
    "Die Datei ist die, aus der diese Seite entstand; ihr SHA-256 muss $1 sein:"};
inline constexpr Phrase kStepProof{
    "Entries, proofs, signature, what was recorded, wording and mail belong together. Take the public key "
    "from a "
    "source you trust, not from this page:",
    "Einträge, Beweise, Unterschrift, Aufgezeichnetes, Text und Mail gehören zusammen. Nehmen Sie den "
    "öffentlichen "
    "Schlüssel aus einer Quelle, der Sie trauen, nicht von dieser Seite:"};
inline constexpr Phrase kStepMail{"The mail, byte for byte; its SHA-256 must be that of section 2:",
                                  "Die Mail, Byte für Byte; ihr SHA-256 muss der aus Abschnitt 2 sein:"};
inline constexpr Phrase kSize{"Entries in the log", "Einträge im Protokoll"};
inline constexpr Phrase kKey{"Public key that signed", "Öffentlicher Schlüssel der Unterschrift"};
inline constexpr Phrase kCheckpoint{"The signed root (C2SP checkpoint)",
                                    "Die unterschriebene Wurzel (C2SP-Checkpoint)"};
inline constexpr Phrase kLimits{
    "What this does not prove: that what people typed was true, and that nobody who held both the database "
    "and the "
    "signing key wrote the log anew. Against that help signed roots that were kept elsewhere.",
    "Was das nicht beweist: dass stimmt, was jemand eingegeben hat, und dass niemand, der Datenbank und "
    "Unterschriftsschlüssel zugleich besaß, das Protokoll neu geschrieben hat. Dagegen helfen "
    "unterschriebene Wurzeln, "
    "die anderswo aufbewahrt wurden."};
inline constexpr Phrase kSource{"The mail as it was sent", "Die Mail, wie sie gesendet wurde"};

// What is held about a customer.
inline constexpr Phrase kSubjectTitle{"What is recorded about $1", "Was über $1 gespeichert ist"};
inline constexpr Phrase kSubjectLead{
    "All that the record of consents holds. Long codes are cut here; the file that belongs to this page has "
    "them "
    "whole.",
    "Alles, was das Verzeichnis der Einwilligungen enthält. Lange Codes sind hier gekürzt; die Datei, die zu "
    "dieser "
    "Seite gehört, enthält sie ganz."};
inline constexpr Phrase kSubjectEvents{"What happened, and what was recorded with it",
                                       "Was geschah, und was dazu festgehalten wurde"};
inline constexpr Phrase kSubjectGiven{"To whom data was given", "An wen Daten gegeben wurden"};
inline constexpr Phrase kSubjectWordings{"The words that were shown", "Die Texte, die gezeigt wurden"};
inline constexpr Phrase kSubjectRows{"Every entry as it is stored", "Jeder Eintrag, wie er gespeichert ist"};
inline constexpr Phrase kNothingHeld{"Nothing.", "Nichts."};

inline constexpr Phrase kNotRecorded{"not recorded", "nicht festgehalten"};
inline constexpr Phrase kNoTls{"none", "keine"};

}  // namespace bestand::ctl::phrases
