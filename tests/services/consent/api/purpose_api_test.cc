#include "services/consent/api/purpose_api.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/services/consent/api/served_consent.h"

namespace bestand::consent {
namespace {

TEST(PurposeApi, KeepsPurposesAndWordings) {
  ServedConsent served;
  v1::CreatePurposeRequest create;
  create.mutable_purpose()->set_name("purposes/fairs");
  create.mutable_purpose()->set_display_name("Invitations to fairs");
  ASSERT_TRUE(served.purpose_client.Call(&PurposeStub::CreatePurpose, create).ok());
  EXPECT_EQ(ReasonOf(served.purpose_client.Call(&PurposeStub::CreatePurpose, create).status()),
            "ROW_CONFLICT");
  EXPECT_EQ(
      served.purpose_client.Call(&PurposeStub::ListPurposes, v1::ListPurposesRequest())->purposes_size(), 3);

  v1::CreateWordingRequest add;
  add.set_parent("purposes/fairs");
  add.mutable_wording()->set_language_code("de");
  add.mutable_wording()->set_text("Ja, laden Sie mich ein.\nGern.");
  EXPECT_EQ(served.purpose_client.Call(&PurposeStub::CreateWording, add)->wording().name(),
            "purposes/fairs/wordings/1");
  const auto second = served.purpose_client.Call(&PurposeStub::CreateWording, add);
  EXPECT_EQ(second->wording().name(), "purposes/fairs/wordings/2");
  EXPECT_EQ(second->wording().text_hash(), Sha256(add.wording().text()));
  v1::ListWordingsRequest list;
  list.set_parent("purposes/fairs");
  EXPECT_EQ(served.purpose_client.Call(&PurposeStub::ListWordings, list)->wordings(0).name(),
            "purposes/fairs/wordings/2");
  list.set_parent("purposes/nothing");
  EXPECT_EQ(ReasonOf(served.purpose_client.Call(&PurposeStub::ListWordings, list).status()),
            "PURPOSE_UNKNOWN");
}

TEST(PurposeApi, ApprovesATextAndLosesItWithTheText) {
  ServedConsent served;
  v1::SetTemplateRequest set;
  set.mutable_template_()->set_name("templates/parcel");
  set.mutable_template_()->set_message_class(v1::MESSAGE_CLASS_SERVICE);
  set.mutable_template_()->set_text("Your parcel is on its way.");
  const auto stored = served.purpose_client.Call(&PurposeStub::SetTemplate, set);
  ASSERT_TRUE(stored.ok()) << stored.status();
  EXPECT_FALSE(stored->template_().approved());

  v1::ApproveTemplateRequest approve;
  approve.set_name("templates/parcel");
  approve.set_text_hash(stored->template_().text_hash());
  const auto approved = served.purpose_client.Call(&PurposeStub::ApproveTemplate, approve);
  EXPECT_TRUE(approved->template_().approved());
  EXPECT_EQ(approved->template_().approver(), "lawyer");

  set.mutable_template_()->set_text("Your parcel is on its way. Buy more!");
  EXPECT_FALSE(served.purpose_client.Call(&PurposeStub::SetTemplate, set)->template_().approved());
  EXPECT_EQ(ReasonOf(served.purpose_client.Call(&PurposeStub::ApproveTemplate, approve).status()),
            "TEMPLATE_CHANGED");
  approve.set_name("templates/nothing");
  EXPECT_EQ(ReasonOf(served.purpose_client.Call(&PurposeStub::ApproveTemplate, approve).status()),
            "TEMPLATE_UNKNOWN");
}

TEST(PurposeApi, NamesEverythingThatIsWrong) {
  ServedConsent served;
  v1::CreatePurposeRequest create;
  create.mutable_purpose()->set_name("purposes/1st");
  create.mutable_purpose()->set_display_name(std::string(201, 'x'));
  create.set_request_id("1");
  EXPECT_THAT(FieldsOf(served.purpose_client.Call(&PurposeStub::CreatePurpose, create).status()),
              UnorderedElementsAre("purpose.name", "purpose.display_name", "request_id"));
  v1::CreateWordingRequest add;
  add.mutable_wording()->set_text(std::string(5001, 'x'));
  EXPECT_THAT(FieldsOf(served.purpose_client.Call(&PurposeStub::CreateWording, add).status()),
              UnorderedElementsAre("parent", "wording.language_code", "wording.text"));
  EXPECT_THAT(
      FieldsOf(served.purpose_client.Call(&PurposeStub::SetTemplate, v1::SetTemplateRequest()).status()),
      UnorderedElementsAre("template.name", "template.message_class", "template.text"));
  EXPECT_THAT(
      FieldsOf(
          served.purpose_client.Call(&PurposeStub::ApproveTemplate, v1::ApproveTemplateRequest()).status()),
      UnorderedElementsAre("name", "text_hash"));
}

}  // namespace
}  // namespace bestand::consent
