#include "tools/bestandctl/verify/log_verifier.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>

#include "common/id/id.h"
#include "services/consent/storage/mail_reports/sql_mail_reports.h"
#include "tests/tools/bestandctl/verify/exported_log.h"
#include "tools/bestandctl/verify/export_file.h"

namespace bestand::ctl {
namespace {

std::string PlaceOf(const absl::Status& status) {
  return ReasonOf(status) == "EVIDENCE_FAULTY" ? FactsOf(status).at("place") : ReasonOf(status);
}

TEST(LogVerifier, FindsAWholeLogSound) {
  ExportedLog log;
  const auto verified = log.Verify();
  ASSERT_TRUE(verified.ok()) << verified.status();
  EXPECT_EQ(verified->events, 31);
  EXPECT_EQ(verified->subjects_left_out, 0);
  EXPECT_EQ(verified->public_key, log.signer.verifier().ToText());
}

TEST(LogVerifier, FindsAnEmptyLogSound) {
  consent::ConsentHouse house;
  consent::SqlEvidenceStore evidence(*house.database, house.means);
  ASSERT_TRUE(evidence.ReadEnd().ok());
  std::vector<ExportLogResponse> chunks;
  consent::ExportChunks writer(evidence.public_key(), [&](const ExportLogResponse& chunk) {
    chunks.push_back(chunk);
    return true;
  });
  ASSERT_TRUE(evidence.Export(writer).ok());
  ASSERT_TRUE(writer.Finish().ok());
  LogVerifier verifier({});
  for (const auto& chunk : chunks) ASSERT_TRUE(verifier.Take(chunk).ok());
  EXPECT_TRUE(verifier.Finish().ok());
}

TEST(LogVerifier, FindsEverySizeSound) {
  ExportedLog log;
  for (int i = 0; i < 40; ++i) {
    log.clock.Advance(absl::Minutes(11));
    ASSERT_TRUE(log.refusals.Object("d" + std::to_string(i % 5), Channel::kSms, {}).ok());
    const auto verified = log.Verify();
    ASSERT_TRUE(verified.ok()) << verified.status();
  }
}

TEST(LogVerifier, KnowsWhatReportsAboutMailsDid) {
  ExportedLog log;
  consent::SqlMailReports reports(*log.database, log.means);
  for (const auto customer : {"d1", "d2"}) {
    (void)log.opt_ins.Request({customer, "d@example.test", {"news"}, "en", {}});
    log.clock.Advance(absl::Minutes(11));
  }
  const auto mails = log.mails.Claim(10, absl::Minutes(1));
  for (const auto& mail : *mails) {
    const auto kind =
        mail.customer == "d1" ? consent::MailReportKind::kBounce : consent::MailReportKind::kComplaint;
    ASSERT_TRUE(reports.Record({kind, mail.id, "5.1.1"}).ok());
  }
  const auto verified = log.Verify();
  ASSERT_TRUE(verified.ok()) << verified.status();
  EXPECT_EQ(verified->events, 36);
}

TEST(LogVerifier, TrustsOnlyTheKeyItWasGiven) {
  ExportedLog log;
  const auto chunks = log.Export();
  LogVerifier verifier({tlog::NewSigner("log.example.test").verifier(), {}});
  for (const auto& chunk : *chunks) ASSERT_TRUE(verifier.Take(chunk).ok());
  EXPECT_EQ(PlaceOf(verifier.Finish().status()), "the head");
}

TEST(LogVerifier, HoldsTheLogAgainstKeptCheckpoints) {
  ExportedLog log;
  const std::string first = log.Checkpoint();
  ASSERT_TRUE(log.refusals.Object("c3", std::nullopt, {}).ok());
  const auto verified = log.Verify({log.Checkpoint(), first});
  ASSERT_TRUE(verified.ok()) << verified.status();
  EXPECT_EQ(verified->checkpoints, 2);
  const std::string foreign = tlog::SignCheckpoint(tlog::NewSigner("log.example.test"), 1, tlog::EmptyRoot());
  EXPECT_EQ(PlaceOf(log.Verify({foreign}).status()), "SETTING_INVALID");
}

TEST(LogVerifier, SeesThatAnOldBackupWasPutBack) {
  ExportedLog log;
  const auto backup = log.Export();
  ASSERT_TRUE(log.refusals.Object("c3", std::nullopt, {}).ok());
  const std::string kept = log.Checkpoint();
  EXPECT_TRUE(log.VerifyChunks(*backup).ok());
  EXPECT_EQ(PlaceOf(log.VerifyChunks(*backup, {kept}).status()), "the end");
}

TEST(LogVerifier, SeesThatTheHolderOfTheKeyRewroteTheLog) {
  ExportedLog log, rewritten;
  rewritten.signer = log.signer;
  consent::SqlEvidenceStore evidence(*rewritten.database, rewritten.means);
  ASSERT_TRUE(rewritten.refusals.Object("c9", std::nullopt, {}).ok());
  const std::string kept = log.Checkpoint();
  EXPECT_EQ(PlaceOf(rewritten.Verify({kept}).status()), "the first 31 events");
}

TEST(ExportFile, HoldsTheLog) {
  ExportedLog log;
  const auto chunks = log.Export();
  const std::string path = std::filesystem::temp_directory_path() / ("log-" + NewUuid());
  auto writer = ExportWriter::Open(path);
  ASSERT_TRUE(writer.ok());
  for (const auto& chunk : *chunks) ASSERT_TRUE(writer->Write(chunk).ok());
  ASSERT_TRUE(writer->Finish().ok());
  std::vector<ExportLogResponse> read;
  const auto take = [&](const ExportLogResponse& chunk) {
    read.push_back(chunk);
    return absl::OkStatus();
  };
  ASSERT_TRUE(ReadExport(path, take).ok());
  EXPECT_TRUE(log.VerifyChunks(read).ok());
  std::filesystem::resize_file(path, std::filesystem::file_size(path) - 1);
  EXPECT_EQ(PlaceOf(ReadExport(path, take)), "the file");
  std::filesystem::resize_file(path, 5);
  EXPECT_EQ(PlaceOf(ReadExport(path, take)), "the file");
  std::filesystem::remove(path);
  EXPECT_EQ(PlaceOf(ReadExport(path, take)), "FIELD_INVALID");
}

}  // namespace
}  // namespace bestand::ctl
