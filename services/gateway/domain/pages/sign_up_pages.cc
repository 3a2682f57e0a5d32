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

Page SignedUpPage(Language language) {
  Html content = Lead(phrases::kSignedUpLead.In(language));
  content.Add(Soft(phrases::kSignedUpHint.In(language)));
  return {language, phrases::kSignedUpTitle.In(language), content, ""};
}

}  // namespace bestand::gateway
