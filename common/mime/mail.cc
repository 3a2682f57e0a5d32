#include "common/mime/mail.h"

#include <gmime/gmime.h>

#include <memory>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "common/error/error.h"

namespace bestand::mime {
namespace {

struct Unref {
  void operator()(gpointer object) const { g_object_unref(object); }
};
template <class Object>
using Owned = std::unique_ptr<Object, Unref>;

struct Free {
  void operator()(char* text) const { g_free(text); }
};
using OwnedText = std::unique_ptr<char, Free>;

absl::Status Malformed(std::string_view why) {
  return Failure(
      absl::StatusCode::kInvalidArgument, "MAIL_MALFORMED",
      absl::StrCat("This is no mail that can be read: ", std::string(why), ". Send it whole, as it came."));
}

void StartLibrary() {
  static const bool kStarted = [] {
    g_mime_init();
    return true;
  }();
  (void)kStarted;
}

std::string TextOf(const char* text) { return text == nullptr ? "" : text; }

// What strangers call UTF-8.
std::string ValidUtf8(std::string_view bytes) {
  const OwnedText valid(g_utf8_make_valid(bytes.data(), static_cast<gssize>(bytes.size())));
  return TextOf(valid.get());
}

std::string OnOneLine(std::string text) {
  for (char& letter : text) {
    if (absl::ascii_iscntrl(static_cast<unsigned char>(letter))) letter = ' ';
  }
  return text;
}

Headers HeadersOf(GMimeObject* object) {
  Headers headers;
  GMimeHeaderList* list = g_mime_object_get_header_list(object);
  for (int i = 0; i < g_mime_header_list_get_count(list); ++i) {
    GMimeHeader* header = g_mime_header_list_get_header_at(list, i);
    headers.emplace_back(TextOf(g_mime_header_get_name(header)),
                         OnOneLine(ValidUtf8(TextOf(g_mime_header_get_value(header)))));
  }
  return headers;
}

std::string TypeOf(GMimeObject* object) {
  GMimeContentType* type = g_mime_object_get_content_type(object);
  if (type == nullptr) return "text/plain";
  const OwnedText text(g_mime_content_type_get_mime_type(type));
  return absl::AsciiStrToLower(TextOf(text.get()));
}

std::string BytesOf(GMimePart* part) {
  GMimeDataWrapper* content = g_mime_part_get_content(part);
  if (content == nullptr) return "";
  const Owned<GMimeStream> stream(g_mime_stream_mem_new());
  g_mime_data_wrapper_write_to_stream(content, stream.get());
  const GByteArray* bytes = g_mime_stream_mem_get_byte_array(GMIME_STREAM_MEM(stream.get()));
  return {reinterpret_cast<const char*>(bytes->data), bytes->len};
}

std::string ContentOf(GMimeObject* object) {
  if (GMIME_IS_MESSAGE_PART(object)) {
    GMimeMessage* inner = g_mime_message_part_get_message(GMIME_MESSAGE_PART(object));
    if (inner == nullptr) return "";
    const OwnedText headers(g_mime_object_get_headers(GMIME_OBJECT(inner), nullptr));
    return ValidUtf8(TextOf(headers.get()));
  }
  if (GMIME_IS_TEXT_PART(object)) {
    const OwnedText text(g_mime_text_part_get_text(GMIME_TEXT_PART(object)));
    return ValidUtf8(TextOf(text.get()));
  }
  return GMIME_IS_PART(object) ? BytesOf(GMIME_PART(object)) : "";
}

// Walks down, within the bounds.
class Walk {
 public:
  Walk(const Bounds& bounds, Mail& mail) : bounds_(bounds), mail_(mail) {}

  absl::Status Visit(GMimeObject* object, int depth) {
    if (object == nullptr) return absl::OkStatus();
    if (depth > bounds_.depth) return Malformed("it is nested too deeply");
    if (!GMIME_IS_MULTIPART(object)) return AddLeaf(object);
    GMimeMultipart* box = GMIME_MULTIPART(object);
    for (int i = 0; i < g_mime_multipart_get_count(box); ++i) {
      RETURN_IF_ERROR(Visit(g_mime_multipart_get_part(box, i), depth + 1));
    }
    return absl::OkStatus();
  }

 private:
  absl::Status AddLeaf(GMimeObject* object) {
    if (mail_.parts.size() == bounds_.parts) return Malformed("it has too many parts");
    mail_.parts.push_back({TypeOf(object), ContentOf(object)});
    return absl::OkStatus();
  }

  const Bounds& bounds_;
  Mail& mail_;
};

absl::Status CheckBytes(std::string_view bytes, const Bounds& bounds) {
  if (bytes.empty()) return Malformed("it is empty");
  if (bytes.size() > bounds.bytes) {
    return Malformed(absl::StrCat("it has ", bytes.size(), " bytes, and may have ", bounds.bytes));
  }
  return bytes.find('\0') == std::string_view::npos ? absl::OkStatus() : Malformed("it holds a byte of zero");
}

absl::StatusOr<Owned<GMimeMessage>> Parse(std::string_view bytes) {
  StartLibrary();
  const Owned<GMimeStream> stream(g_mime_stream_mem_new_with_buffer(bytes.data(), bytes.size()));
  const Owned<GMimeParser> parser(g_mime_parser_new_with_stream(stream.get()));
  g_mime_parser_set_persist_stream(parser.get(), FALSE);
  Owned<GMimeMessage> message(g_mime_parser_construct_message(parser.get(), nullptr));
  if (message == nullptr) return Malformed("it has no header");
  return message;
}

}  // namespace

std::string ValueOf(const Headers& headers, std::string_view name) {
  for (const auto& [key, value] : headers) {
    if (absl::EqualsIgnoreCase(key, absl::string_view(name.data(), name.size()))) return value;
  }
  return "";
}

const Part* Mail::Find(std::string_view part_type) const {
  for (const Part& part : parts) {
    if (part.type == part_type) return &part;
  }
  return nullptr;
}

absl::StatusOr<Mail> ReadMail(std::string_view bytes, const Bounds& bounds) {
  RETURN_IF_ERROR(CheckBytes(bytes, bounds));
  ASSIGN_OR_RETURN(const Owned<GMimeMessage> message, Parse(bytes));
  Mail mail;
  mail.headers = HeadersOf(GMIME_OBJECT(message.get()));
  GMimeObject* body = g_mime_message_get_mime_part(message.get());
  // What tells the form of the body, the library keeps with the body.
  if (mail.headers.empty() && (body == nullptr || HeadersOf(body).empty())) {
    return Malformed("it has no header");
  }
  if (body == nullptr) return mail;
  mail.type = TypeOf(body);
  mail.report_type =
      absl::AsciiStrToLower(TextOf(g_mime_object_get_content_type_parameter(body, "report-type")));
  RETURN_IF_ERROR(Walk(bounds, mail).Visit(body, 0));
  return mail;
}

std::vector<Headers> ReadBlocks(std::string_view text, size_t most) {
  std::vector<Headers> blocks(1);
  for (const absl::string_view raw : absl::StrSplit(absl::string_view(text.data(), text.size()), '\n')) {
    const absl::string_view line = absl::StripSuffix(raw, "\r");
    const size_t colon = line.find(':');
    if (line.empty()) {
      if (!blocks.back().empty() && blocks.size() < most) blocks.emplace_back();
    } else if (absl::ascii_isspace(static_cast<unsigned char>(line[0])) && !blocks.back().empty()) {
      absl::StrAppend(&blocks.back().back().second, " ", absl::StripAsciiWhitespace(line));
    } else if (colon != absl::string_view::npos) {
      blocks.back().emplace_back(std::string(line.substr(0, colon)),
                                 std::string(absl::StripAsciiWhitespace(line.substr(colon + 1))));
    }
  }
  if (blocks.back().empty()) blocks.pop_back();
  return blocks;
}

}  // namespace bestand::mime
