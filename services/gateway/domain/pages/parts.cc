#include "services/gateway/domain/pages/parts.h"

#include <array>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "services/gateway/domain/phrases.h"

namespace bestand::gateway {
namespace {

using html::Element;
using html::Html;
using html::VoidElement;

std::string PercentEncoded(std::string_view text) {
  std::string encoded;
  for (const char letter : text) {
    const auto byte = static_cast<unsigned char>(letter);
    if (absl::ascii_isalnum(byte) || letter == '-' || letter == '_' || letter == '.' || letter == '~') {
      encoded += letter;
    } else {
      absl::StrAppend(&encoded, "%", absl::Hex(byte, absl::kZeroPad2));
    }
  }
  return encoded;
}

}  // namespace

std::string LinkTo(std::string_view path, std::string_view token, Language language) {
  return absl::StrCat(std::string(path), "?token=", PercentEncoded(token),
                      "&lang=", std::string(CodeOf(language)));
}

Html Lead(std::string_view text) { return Element("p", {{"class", "lead"}}, {text}); }
Html Paragraph(std::string_view text) { return Element("p", {}, {text}); }
Html Soft(std::string_view text) { return Element("p", {{"class", "soft"}}, {text}); }
Html CheckMark() { return Element("div", {{"class", "mark"}, {"aria-hidden", "true"}}, {"✓"}); }

Html Wordings(const std::vector<Wording>& wordings) {
  Html all;
  for (const Wording& wording : wordings) {
    all.Add(Element("div", {{"class", "wording"}},
                    {Element("h3", {}, {wording.purpose}), Element("p", {}, {wording.text})}));
  }
  return all;
}

Html Link(std::string_view url, std::string_view text) {
  return Element("p", {}, {Element("a", {{"href", url}}, {text})});
}

Html Notice(std::string_view text) { return Element("p", {{"class", "notice"}, {"role", "status"}}, {text}); }

Html Wrong(std::string_view id, std::string_view text) {
  return Element("p", {{"class", "wrong"}, {"id", id}}, {text});
}

Html Hidden(std::string_view name, std::string_view value) {
  return VoidElement("input", {{"type", "hidden"}, {"name", name}, {"value", value}});
}

std::string_view NameOf(Channel channel, Language language) {
  constexpr std::array kNames{phrases::kByEmail,    phrases::kBySms,   phrases::kByPush, phrases::kByFax,
                              phrases::kByAutocall, phrases::kByPhone, phrases::kByPost};
  return kNames.at(static_cast<size_t>(channel)).In(language);
}

Language OtherThan(Language language) {
  return language == Language::kGerman ? Language::kEnglish : Language::kGerman;
}

Html Button(const ButtonForm& form) {
  Html fields = Hidden("token", form.token);
  fields.Add(Hidden("lang", CodeOf(form.language)));
  for (const auto& [name, value] : form.fields) fields.Add(Hidden(name, value));
  const std::string_view look = form.quiet ? "quiet" : "main";
  const Html button =
      form.label.empty()
          ? Element("button", {{"type", "submit"}, {"class", look}}, {form.text})
          : Element("button", {{"type", "submit"}, {"class", look}, {"aria-label", form.label}}, {form.text});
  return Element("form", {{"method", "post"}, {"action", form.path}}, {fields, button});
}

}  // namespace bestand::gateway
