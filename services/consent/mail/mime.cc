#include "services/consent/mail/mime.h"

#include <algorithm>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "services/consent/domain/email_address.h"

namespace bestand::consent {
namespace {

constexpr char kLineEnd[] = "\r\n";
constexpr size_t kLongestLine = 76;

bool IsPlain(char letter) { return letter >= 0x20 && letter < 0x7f; }

// Header text: as it is when it is plain ASCII, else RFC 2047 words of at most 36 bytes each, cut
// between characters.
std::string HeaderText(std::string_view text) {
  if (std::ranges::all_of(text, IsPlain)) return std::string(text);
  std::string encoded;
  while (!text.empty()) {
    size_t length = std::min<size_t>(text.size(), 36);
    while (length < text.size() && (static_cast<unsigned char>(text[length]) & 0xc0) == 0x80) --length;
    std::string word;
    absl::Base64Escape(absl::string_view(text.data(), length), &word);
    absl::StrAppend(&encoded, encoded.empty() ? "" : "\r\n ", "=?UTF-8?B?", word, "?=");
    text.remove_prefix(length);
  }
  return encoded;
}

std::string DateOf(absl::Time time) {
  return absl::FormatTime("%a, %d %b %Y %H:%M:%S +0000", time, absl::UTCTimeZone());
}

// For one click in the mail program (RFC 8058).
std::string UnsubscribeHeaders(const OutgoingMail& mail) {
  if (mail.unsubscribe_url.empty()) return "";
  return absl::StrCat("List-Unsubscribe: <", mail.unsubscribe_url, ">", kLineEnd,
                      "List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n");
}

std::string Headers(const OutgoingMail& mail, std::string_view from) {
  return absl::StrCat("From: ", std::string(from), kLineEnd, "To: ", mail.address, kLineEnd,
                      "Subject: ", HeaderText(mail.subject), kLineEnd, "Date: ", DateOf(mail.create_time),
                      kLineEnd, "Message-ID: ", MessageIdOf(mail, AddressOfSender(from)), kLineEnd,
                      "Auto-Submitted: auto-generated\r\n", UnsubscribeHeaders(mail),
                      "MIME-Version: 1.0\r\n");
}

// One part, or all of a mail without others; `kind` is "plain" or "html".
std::string TextPart(const std::string& kind, std::string_view text) {
  return absl::StrCat("Content-Type: text/", kind,
                      "; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n",
                      QuotedPrintable(text));
}

// Text and HTML, of which a reader shows the last it can. No quoted-printable line begins like the boundary:
// after '=' comes a digit or the line's end.
std::string Alternatives(const OutgoingMail& mail) {
  const std::string boundary = "=_" + mail.id;
  const std::string divider = absl::StrCat("--", boundary, kLineEnd);
  return absl::StrCat("Content-Type: multipart/alternative; boundary=\"", boundary, "\"\r\n\r\n", divider,
                      TextPart("plain", mail.text), kLineEnd, divider, TextPart("html", mail.html), kLineEnd,
                      "--", boundary, "--", kLineEnd);
}

std::string Body(const OutgoingMail& mail) {
  return mail.html.empty() ? TextPart("plain", mail.text) : Alternatives(mail);
}

std::string Base64Lines(std::string_view bytes) {
  std::string encoded, lines;
  absl::Base64Escape(absl::string_view(bytes.data(), bytes.size()), &encoded);
  for (size_t i = 0; i < encoded.size(); i += kLongestLine) {
    absl::StrAppend(&lines, encoded.substr(i, kLongestLine), kLineEnd);
  }
  return lines;
}

// The body and the files beside it. Neither the inner boundary nor a line of base64 begins like this one.
std::string WithAttachments(const OutgoingMail& mail) {
  const std::string boundary = "=-" + mail.id;
  const std::string divider = absl::StrCat("--", boundary, kLineEnd);
  std::string parts = absl::StrCat("Content-Type: multipart/mixed; boundary=\"", boundary, "\"\r\n\r\n",
                                   divider, Body(mail), kLineEnd);
  for (const Attachment& file : mail.attachments) {
    absl::StrAppend(&parts, divider, "Content-Type: ", file.content_type, kLineEnd,
                    "Content-Disposition: attachment; filename=\"", file.name, "\"", kLineEnd,
                    "Content-Transfer-Encoding: base64\r\n\r\n", Base64Lines(file.bytes), kLineEnd);
  }
  return absl::StrCat(parts, "--", boundary, "--", kLineEnd);
}

// Appends one line without its end, wrapped softly.
void AppendQuotedLine(std::string_view line, std::string& out) {
  size_t width = 0;
  for (size_t i = 0; i < line.size(); ++i) {
    const char letter = line[i];
    const bool last = i + 1 == line.size();
    const bool literal = (IsPlain(letter) && letter != '=' && !(last && letter == ' '));
    const size_t needed = literal ? 1 : 3;
    if (width + needed > kLongestLine - 1) {
      out.append("=").append(kLineEnd);
      width = 0;
    }
    width += needed;
    if (literal) {
      out += letter;
    } else {
      char code[4];
      std::snprintf(code, sizeof code, "=%02X", static_cast<unsigned char>(letter));
      out += code;
    }
  }
}

}  // namespace

std::string QuotedPrintable(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const size_t end = std::min(text.find('\n'), text.size());
    std::string_view line = text.substr(0, end);
    if (line.ends_with('\r')) line.remove_suffix(1);
    AppendQuotedLine(line, out);
    out += kLineEnd;
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return out;
}

std::string AddressOfSender(std::string_view from) {
  const size_t open = from.rfind('<');
  if (open == std::string_view::npos || !from.ends_with('>')) return std::string(from);
  return std::string(from.substr(open + 1, from.size() - open - 2));
}

std::string ProblemOfSender(std::string_view from) {
  const std::string address = AddressOfSender(from);
  const std::string_view name = address.size() == from.size() ? "" : from.substr(0, from.rfind('<'));
  if (!std::ranges::all_of(name, IsPlain) || name.find_first_of("\"<>@,;:()[]\\") != std::string_view::npos) {
    return "has a name with letters that a mail header cannot hold";
  }
  return ProblemOfAddress(address);
}

std::string MessageIdOf(const OutgoingMail& mail, std::string_view sender) {
  const size_t at = sender.rfind('@');
  const std::string domain = at == std::string_view::npos ? "localhost" : std::string(sender.substr(at + 1));
  return absl::StrCat("<", mail.id, "@", domain, ">");
}

std::string MimeOf(const OutgoingMail& mail, std::string_view from) {
  return Headers(mail, from) + (mail.attachments.empty() ? Body(mail) : WithAttachments(mail));
}

}  // namespace bestand::consent
