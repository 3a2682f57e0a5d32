#include "services/gateway/domain/pages/sign_up_pages.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "services/gateway/domain/pages/parts.h"
#include "services/gateway/domain/phrases.h"

namespace bestand::gateway {
namespace {

using html::Element;
using html::Html;
using html::VoidElement;

std::string PathOf(const std::string& campaign) {
  return campaign.empty() ? kSignUpPath : absl::StrCat(kCampaignPath, campaign);
}

Html AddressField(const SignUpForm& form, Language language) {
  Html field = Element("label", {{"for", "email"}}, {phrases::kAddress.In(language)});
  if (form.address_wrong) field.Add(Wrong("email-wrong", phrases::kAddressWrong.In(language)));
  field.Add(VoidElement("input", {{"type", "email"},
                                  {"id", "email"},
                                  {"name", "email"},
                                  {"autocomplete", "email"},
                                  {"required", ""},
                                  {"maxlength", "254"},
                                  {"aria-invalid", form.address_wrong ? "true" : "false"},
                                  {"aria-describedby", form.address_wrong ? "email-wrong" : "content"},
                                  {"value", form.email_address}}));
  return field;
}

Html Box(const OfferedPurpose& offered, const std::string& id, bool ticked) {
  const Html box =
      ticked
          ? VoidElement("input", {{"type", "checkbox"},
                                  {"id", id},
                                  {"name", "purpose"},
                                  {"value", offered.purpose},
                                  {"checked", ""}})
          : VoidElement("input",
                        {{"type", "checkbox"}, {"id", id}, {"name", "purpose"}, {"value", offered.purpose}});
  return Element(
      "div", {{"class", "option"}},
      {box, Element("label", {{"for", id}}, {Element("b", {}, {offered.display_name}), offered.text})});
}

Html Boxes(const SignUpForm& form, Language language) {
  Html boxes = Element("legend", {}, {phrases::kBoxes.In(language)});
  if (form.nothing_ticked) boxes.Add(Wrong("boxes-wrong", phrases::kNothingTicked.In(language)));
  int number = 0;
  for (const OfferedPurpose& offered : form.offered) {
    const bool ticked = std::ranges::find(form.ticked, offered.purpose) != form.ticked.end();
    boxes.Add(Box(offered, absl::StrCat("purpose-", number++), ticked));
  }
  return Element("fieldset", {}, {boxes});
}

// Out of sight, out of the order of tabs, and told to be left empty.
Html Trap(Language language) {
  return Element("div", {{"class", "trap"}, {"aria-hidden", "true"}},
                 {Element("label", {{"for", "website"}}, {phrases::kTrap.In(language)}),
                  VoidElement("input", {{"type", "text"},
                                        {"id", "website"},
                                        {"name", kTrapField},
                                        {"tabindex", "-1"},
                                        {"autocomplete", "off"}})});
}

std::vector<Wording> WordingsOf(const std::vector<OfferedPurpose>& purposes) {
  std::vector<Wording> wordings;
  for (const OfferedPurpose& purpose : purposes) wordings.push_back({purpose.display_name, purpose.text});
  return wordings;
}

Html CodeField(const CodeForm& form, Language language) {
  Html field = Element("label", {{"for", "code"}}, {phrases::kSixDigits.In(language)});
  if (form.wrong) field.Add(Wrong("code-wrong", phrases::kCodeWrong.In(language)));
  field.Add(VoidElement("input", {{"type", "text"},
                                  {"id", "code"},
                                  {"name", "code"},
                                  {"inputmode", "numeric"},
                                  {"autocomplete", "one-time-code"},
                                  {"required", ""},
                                  {"maxlength", "7"},
                                  {"aria-invalid", form.wrong ? "true" : "false"},
                                  {"aria-describedby", form.wrong ? "code-wrong" : "content"}}));
  return field;
}

// What the form has to bring back.
Html Choice(const CodeForm& form) {
  Html choice = Hidden("handle", form.handle);
  for (const OfferedPurpose& purpose : form.chosen) choice.Add(Hidden("purpose", purpose.purpose));
  return choice;
}

}  // namespace

Page SignUpPage(const SignUpForm& form, Language language) {
  Html content;
  if (form.try_again) content.Add(Notice(phrases::kTryAgain.In(language)));
  const std::string path = PathOf(form.campaign);
  content.Add(Lead(phrases::kSignUpLead.In(language)))
      .Add(Element("form", {{"method", "post"}, {"action", path}},
                   {AddressField(form, language), Boxes(form, language), Trap(language),
                    Hidden("stamp", form.stamp), Hidden("lang", CodeOf(language)),
                    Element("button", {{"type", "submit"}}, {phrases::kSignUpButton.In(language)})}))
      .Add(Soft(phrases::kSignUpAfter.In(language)))
      .Add(Soft(phrases::kWithdrawAnytime.In(language)));
  return {language, phrases::kSignUpTitle.In(language), content,
          absl::StrCat(path, "?lang=", std::string(CodeOf(OtherThan(language))))};
}

Page SignedUpPage(const CodeForm& form, Language language) {
  Html content = Lead(phrases::kSignedUpLead.In(language));
  content.Add(Soft(phrases::kSignedUpHint.In(language)))
      .Add(
          Element("section", {{"class", "aside"}},
                  {Element("h2", {}, {phrases::kCodeTitle.In(language)}), Wordings(WordingsOf(form.chosen)),
                   Soft(phrases::kWithdrawAnytime.In(language)),
                   Element("form", {{"method", "post"}, {"action", PathOf(form.campaign)}},
                           {CodeField(form, language), Choice(form), Hidden("lang", CodeOf(language)),
                            Element("button", {{"type", "submit"}}, {phrases::kCodeButton.In(language)})})}));
  return {language, phrases::kSignedUpTitle.In(language), content, ""};
}

Page CodeConfirmedPage(const CodeForm& form, Language language) {
  Html content = CheckMark();
  content.Add(Lead(phrases::kCodeConfirmedLead.In(language)))
      .Add(Wordings(WordingsOf(form.chosen)))
      .Add(Paragraph(phrases::kWithdrawAnytime.In(language)));
  return {language, phrases::kConfirmedTitle.In(language), content, ""};
}

}  // namespace bestand::gateway
