#include "absl/strings/ascii.h"
#include "common/validate/violations.h"
#include "services/consent/api/consent_checks.h"

namespace bestand::consent {
namespace {

constexpr size_t kMostDisplayName = 200;
constexpr size_t kMostWording = 5000;
constexpr size_t kMostTemplate = 50'000;
constexpr size_t kHashSize = 32;
constexpr size_t kMostCategory = 100;

// Names of what is made here begin with a letter, as DNS wants it.
void UnlessNewName(Violations& found, std::string_view field, std::string_view name,
                   std::string_view pattern) {
  found.UnlessName(field, name, pattern);
  const size_t begin = pattern.size() - 1;
  if (name.size() > begin && absl::ascii_isdigit(static_cast<unsigned char>(name[begin]))) {
    found.Add(field, "has an id that does not begin with a letter");
  }
}

void UnlessLongText(Violations& found, std::string_view field, std::string_view text, size_t most) {
  found.Unless(!text.empty(), field, "is required");
  found.UnlessLines(field, text, most);
}

}  // namespace

absl::Status CheckRequest(const v1::CreatePurposeRequest& request) {
  Violations found;
  UnlessNewName(found, "purpose.name", request.purpose().name(), "purposes/*");
  found.UnlessText("purpose.display_name", request.purpose().display_name(), kMostDisplayName);
  found.UnlessText("purpose.goods_category", request.purpose().goods_category(), kMostCategory);
  found.UnlessUuid("request_id", request.request_id());
  return found.ToStatus();
}

absl::Status CheckRequest(const v1::GetPurposeRequest& request) {
  Violations found;
  found.UnlessName("name", request.name(), "purposes/*");
  return found.ToStatus();
}

absl::Status CheckRequest(const v1::CreateWordingRequest& request) {
  const std::string& language = request.wording().language_code();
  Violations found;
  found.UnlessName("parent", request.parent(), "purposes/*");
  found.Unless(language == "de" || language == "en", "wording.language_code", "must be de or en");
  UnlessLongText(found, "wording.text", request.wording().text(), kMostWording);
  found.UnlessUuid("request_id", request.request_id());
  return found.ToStatus();
}

absl::Status CheckRequest(const v1::ListWordingsRequest& request) {
  Violations found;
  found.UnlessName("parent", request.parent(), "purposes/*");
  return found.ToStatus();
}

absl::Status CheckRequest(const v1::SetTemplateRequest& request) {
  Violations found;
  UnlessNewName(found, "template.name", request.template_().name(), "templates/*");
  found.UnlessKnown("template.message_class", request.template_().message_class(), &v1::MessageClass_IsValid);
  UnlessLongText(found, "template.text", request.template_().text(), kMostTemplate);
  found.UnlessText("template.goods_category", request.template_().goods_category(), kMostCategory);
  found.UnlessUuid("request_id", request.request_id());
  return found.ToStatus();
}

absl::Status CheckRequest(const v1::ApproveTemplateRequest& request) {
  Violations found;
  found.UnlessName("name", request.name(), "templates/*");
  found.Unless(request.text_hash().size() == kHashSize, "text_hash", "must be a SHA-256: 32 bytes");
  found.UnlessUuid("request_id", request.request_id());
  return found.ToStatus();
}

absl::Status CheckRequest(const v1::GetTemplateRequest& request) {
  Violations found;
  found.UnlessName("name", request.name(), "templates/*");
  return found.ToStatus();
}

}  // namespace bestand::consent
