#pragma once

#include <string>
#include <string_view>

#include "absl/time/time.h"
#include "services/consent/domain/mail.h"

namespace bestand::consent {

// Returns the Message-ID of a mail, in its brackets: the same for every attempt, so that a receiver can
// drop a second copy. `sender` is an address, whose domain it takes.
std::string MessageIdOf(const OutgoingMail& mail, std::string_view sender);

// Returns the bytes of a mail as RFC 5322 and MIME want them: ASCII only, lines end with CR LF and hold
// at most 76 characters (the link and an address may be longer), the text quoted-printable;
// with `html` as multipart/alternative, else as plain text; with attachments as multipart/mixed around that.
// `from` is "Name <address>" or an address, fit as by ProblemOfSender. Nothing in a header can end it:
// the subject is encoded where it is not plain, addresses were checked before. Deterministic.
std::string MimeOf(const OutgoingMail& mail, std::string_view from);

// Returns the bare address of "Name <address>".
std::string AddressOfSender(std::string_view from);

// Returns what is wrong with a sender, or "": the name is ASCII without control characters, quotes and
// brackets, the address fit as by ProblemOfAddress.
std::string ProblemOfSender(std::string_view from);

// Returns UTF-8 text as quoted-printable (RFC 2045, section 6.7), lines ended by CR LF.
std::string QuotedPrintable(std::string_view text);

}  // namespace bestand::consent
