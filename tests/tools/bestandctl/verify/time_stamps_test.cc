// What was stamped with the time, checked offline: in exports, and in the evidence of one consent.

#include "tools/bestandctl/verify/time_stamps.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "common/time_stamps/time_stamp.h"
#include "services/consent/api/evidence_wire.h"
#include "services/consent/storage/anchors/sql_time_stamps.h"
#include "tests/support/time_stamp_authority.h"
#include "tests/tools/bestandctl/verify/exported_log.h"
#include "tools/bestandctl/verify/bundle_verifier.h"

namespace bestand::ctl {
namespace {

struct StampedLog : ExportedLog {
  consent::SqlTimeStamps stamps{*database, signer.name};

  // The authority stamps the log as it is.
  consent::StampedCheckpoint StampNow(const TimeStampAuthority& authority) {
    const auto checkpoint = *tlog::OpenCheckpoint(Checkpoint(), signer.verifier());
    const std::string query = *time_stamps::NewQuery(checkpoint.ToText());
    const std::string answer = authority.Answer(query);
    const auto time = time_stamps::TimeInAnswer(query, answer, authority.ca_file());
    EXPECT_TRUE(time.ok()) << time.status();
    const consent::StampedCheckpoint made{checkpoint, answer, time.value_or(absl::Time()), {}};
    EXPECT_TRUE(stamps.Add(made).ok());
    return made;
  }
  void Grow() { (void)refusals.Object("d1", Channel::kSms, {}); }

  absl::StatusOr<Verified> VerifyUnder(const std::string& ca_file) {
    return VerifyShown(evidence, {signer.verifier(), {}, {}, ca_file});
  }

  consent_v1::Evidence Bundle() {
    const auto consents = this->consents.List("c1");
    return consent::ToWire(*evidence.Collect("c1", consents->front().id), signer.verifier(), clock.Now());
  }
  absl::StatusOr<VerifiedBundle> VerifyBundleUnder(const consent_v1::Evidence& bundle,
                                                   const std::string& ca_file) {
    return VerifyBundle(bundle, signer.verifier(), {}, ca_file);
  }
};

template <typename T>
std::string PlaceOf(const absl::StatusOr<T>& verified) {
  return ReasonOf(verified.status()) == "EVIDENCE_FAULTY" ? FactsOf(verified.status()).at("place")
                                                          : ReasonOf(verified.status());
}

struct TimeStamping : ::testing::Test {
  TimeStampAuthority authority;
  StampedLog log;
};

TEST_F(TimeStamping, TellsHowMuchWasThereWhen) {
  const auto made = log.StampNow(authority);
  log.Grow();
  const auto verified = log.VerifyUnder(authority.ca_file());
  ASSERT_TRUE(verified.ok()) << verified.status();
  ASSERT_TRUE(verified->stamped.has_value());
  EXPECT_EQ(verified->stamped->log_size, made.checkpoint.size);
  EXPECT_EQ(verified->stamped->time, made.time);
  EXPECT_FALSE(log.VerifyUnder("")->stamped.has_value()) << "nobody vouches for it";
}

TEST_F(TimeStamping, IsMissedWhereThereIsNone) {
  const std::string any = authority.ca_file();
  EXPECT_EQ(PlaceOf(log.VerifyUnder(any)), "the time stamp");
  EXPECT_EQ(PlaceOf(log.VerifyBundleUnder(log.Bundle(), any)), "the time stamp");
  EXPECT_TRUE(log.VerifyUnder("").ok());
  log.StampNow(authority);
  EXPECT_EQ(PlaceOf(log.VerifyUnder(authority.stranger_file())), "the time stamp");
  EXPECT_EQ(PlaceOf(log.VerifyUnder(authority.File("serial"))), "SETTING_INVALID");
}

// Whoever holds database and key tells another past, and leaves the stamp beside it.
TEST_F(TimeStamping, ShowsThatTheHolderOfDatabaseAndKeyRewroteTheLog) {
  const auto made = log.StampNow(authority);
  StampedLog rewritten;
  rewritten.signer = log.signer;
  rewritten.Grow();
  consent::SqlTimeStamps stamps(*rewritten.database, log.signer.name);
  ASSERT_TRUE(stamps.Add(made).ok());
  consent::SqlEvidenceStore anew(*rewritten.database, rewritten.means);
  const auto verified = ExportedLog::VerifyShown(anew, {log.signer.verifier(), {}, {}, authority.ca_file()});
  EXPECT_EQ(PlaceOf(verified), "the first " + std::to_string(made.checkpoint.size) + " events");
}

TEST_F(TimeStamping, ShowsThatTheLogWasCut) {
  log.Grow();
  auto longer = log.StampNow(authority);
  longer.checkpoint.size += 1;
  ASSERT_TRUE(log.stamps.Add(longer).ok());
  EXPECT_EQ(PlaceOf(log.VerifyUnder("")), "the end");
  EXPECT_EQ(PlaceOf(log.VerifyUnder(authority.ca_file())), "the time stamp") << "it is of another size";
}

TEST_F(TimeStamping, IsInTheEvidenceOfOneConsentTheFirstThatCoversIt) {
  const auto first = log.StampNow(authority);
  log.Grow();
  log.StampNow(authority);
  log.Grow();
  const auto verified = log.VerifyBundleUnder(log.Bundle(), authority.ca_file());
  ASSERT_TRUE(verified.ok()) << verified.status();
  ASSERT_TRUE(verified->stamped.has_value());
  EXPECT_EQ(verified->stamped->log_size, first.checkpoint.size);
  (void)log.refusals.Object("c1", Channel::kEmail, {});
  EXPECT_EQ(log.VerifyBundleUnder(log.Bundle(), authority.ca_file())->stamped->log_size,
            first.checkpoint.size + 1)
      << "none covers the last event: the newest";
}

TEST_F(TimeStamping, InEvidenceIsCheckedToTheLastByte) {
  log.StampNow(authority);
  log.Grow();
  const consent_v1::Evidence sound = log.Bundle();
  const std::string& text = sound.stamped_checkpoint().text();
  for (size_t i = 0; i < text.size(); ++i) {
    consent_v1::Evidence changed = sound;
    (*changed.mutable_stamped_checkpoint()->mutable_text())[i] ^= 1;
    EXPECT_FALSE(log.VerifyBundleUnder(changed, authority.ca_file()).ok()) << "byte " << i;
  }
  consent_v1::Evidence changed = sound;
  changed.mutable_stamped_checkpoint()->set_log_size(1);
  EXPECT_EQ(PlaceOf(log.VerifyBundleUnder(changed, "")), "the time stamp");
  changed = sound;
  changed.mutable_stamped_checkpoint()->mutable_stamp_time()->set_seconds(1);
  EXPECT_EQ(PlaceOf(log.VerifyBundleUnder(changed, authority.ca_file())), "the time stamp");
  changed = sound;
  (*changed.mutable_stamped_checkpoint()->mutable_growth_hashes(0))[0] ^= 1;
  EXPECT_EQ(PlaceOf(log.VerifyBundleUnder(changed, "")), "the checkpoint");
}

}  // namespace
}  // namespace bestand::ctl
