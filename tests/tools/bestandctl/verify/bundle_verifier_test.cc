#include "tools/bestandctl/verify/bundle_verifier.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "common/id/digest.h"
#include "common/id/encoding.h"
#include "services/consent/api/evidence_wire.h"
#include "tests/tools/bestandctl/verify/exported_log.h"

namespace bestand::ctl {
namespace {

using consent::v1::Evidence;

// The evidence of every consent of a small log, as a stranger gets it.
struct Bundles : ExportedLog {
  Evidence Of(const std::string& customer, const std::string& consent_id) {
    return ToWire(*evidence.Collect(customer, consent_id), evidence.public_key(), clock.Now());
  }
  Evidence First(const std::string& customer) {
    const auto all = consents.List(customer);
    return Of(customer, all->front().id);
  }
  absl::StatusOr<VerifiedBundle> Check(const Evidence& bundle) {
    return VerifyBundle(bundle, signer.verifier());
  }
};

std::string PlaceOf(const absl::Status& status) {
  return ReasonOf(status) == "EVIDENCE_FAULTY" ? FactsOf(status).at("place") : "";
}

TEST(BundleVerifier, FindsTheEvidenceOfEveryConsentSound) {
  Bundles log;
  for (const auto customer : {"c1", "c2", "c3", "c4", "c5", "c6", "c7", "c8", "c9"}) {
    const auto consents = log.consents.List(customer);
    for (const consent::Consent& consent : *consents) {
      const Evidence bundle = log.Of(customer, consent.id);
      const auto verified = log.Check(bundle);
      ASSERT_TRUE(verified.ok()) << customer << " " << verified.status();
      EXPECT_EQ(verified->events, bundle.items_size());
      EXPECT_EQ(verified->log_size, 31);
    }
  }
}

TEST(BundleVerifier, TrustsOnlyTheKeyItWasGiven) {
  Bundles log;
  EXPECT_EQ(PlaceOf(VerifyBundle(log.First("c1"), tlog::NewSigner("log.example.test").verifier()).status()),
            "the checkpoint");
  EXPECT_TRUE(VerifyBundle(log.First("c1"), std::nullopt).ok());
}

TEST(BundleVerifier, FindsWhatWasLeftOut) {
  Bundles log;
  const Evidence whole = log.Of("c1", log.consents.List("c1")->back().id);
  int found = 0;
  for (int i = 0; i < whole.items_size(); ++i) {
    Evidence cut = whole;
    cut.mutable_items()->DeleteSubrange(i, 1);
    found += ReasonOf(log.Check(cut).status()) == "EVIDENCE_FAULTY";
  }
  // All but the objection and its end, each the last of its chain, and the card.
  EXPECT_EQ(found, whole.items_size() - 3);
}

TEST(BundleVerifier, FindsEveryBitThatWasChanged) {
  Bundles log;
  const Evidence whole = log.First("c1");
  const auto flip = [](std::string* bytes, size_t at) { (*bytes)[at] = static_cast<char>((*bytes)[at] ^ 1); };
  for (int i = 0; i < whole.items_size(); ++i) {
    const auto changes = {&consent::v1::EvidenceItem::mutable_leaf, &consent::v1::EvidenceItem::mutable_salt,
                          &consent::v1::EvidenceItem::mutable_payload};
    for (const auto change : changes) {
      Evidence changed = whole;
      std::string* bytes = (changed.mutable_items(i)->*change)();
      for (size_t at = 0; at < bytes->size(); ++at) {
        flip(bytes, at);
        EXPECT_NE(PlaceOf(log.Check(changed).status()), "") << "event " << i << " byte " << at;
        flip(bytes, at);
      }
    }
  }
}

TEST(BundleVerifier, FindsWhatIsToldWrongly) {
  Bundles log;
  const Evidence whole = log.First("c1");
  const auto place_with = [&](auto change) {
    Evidence changed = whole;
    change(changed);
    return PlaceOf(log.Check(changed).status());
  };
  const std::string first = "event " + std::to_string(whole.items(0).event().log_index());
  EXPECT_EQ(place_with([](Evidence& e) { e.mutable_items(0)->mutable_event()->set_kind("CONFIRMED"); }),
            first);
  EXPECT_EQ(place_with([](Evidence& e) { e.mutable_items(0)->mutable_event()->set_kind("BOUGHT"); }), first);
  EXPECT_EQ(place_with([](Evidence& e) { e.mutable_items(0)->mutable_event()->set_purpose("purposes/x"); }),
            first);
  EXPECT_EQ(place_with([](Evidence& e) { e.mutable_items(0)->mutable_event()->clear_wording(); }), first);
  EXPECT_EQ(place_with([](Evidence& e) { e.mutable_items(0)->mutable_event()->set_log_index(9); }),
            "event 9");
  EXPECT_EQ(place_with([](Evidence& e) { e.mutable_wordings(0)->set_text("all of it"); }),
            "wording " + whole.wordings(0).name());
  EXPECT_EQ(place_with([](Evidence& e) { e.mutable_consent()->clear_withdraw_time(); }), "the consent");
  EXPECT_EQ(place_with([](Evidence& e) { e.mutable_consent()->mutable_confirm_time()->set_seconds(1); }),
            "the consent");
  EXPECT_EQ(place_with([](Evidence& e) { e.set_checkpoint("x"); }), "the checkpoint");
}

TEST(BundleVerifier, GivesTheMailBackAndChecksItsHash) {
  Bundles log;
  const auto send = [&](const std::string& customer) {
    log.clock.Advance(absl::Minutes(11));
    (void)log.opt_ins.Request({customer, customer + "@example.test", {"news"}, "en", {}});
    const auto mails = log.mails.Claim(10, absl::Minutes(1));
    for (const auto& mail : *mails)
      (void)log.mails.MarkSent(mail, {"<id>", "250 OK", "To: x\r\n\r\ntext\r\n"});
    return log.First(customer);
  };
  const auto verified = log.Check(send("d1"));
  ASSERT_TRUE(verified.ok()) << verified.status();
  EXPECT_EQ(verified->mail, "To: x\r\n\r\ntext\r\n");
}

}  // namespace
}  // namespace bestand::ctl
