#include "services/consent/api/subject_rights_api.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "common/id/digest.h"
#include "common/id/id.h"
#include "common/rpc/client.h"
#include "common/tlog/checkpoint.h"
#include "common/validate/wire_values.h"
#include "services/consent/storage/evidence/sql_evidence_store.h"
#include "services/consent/storage/statements.h"
#include "tests/services/consent/support/consent_house.h"
#include "tests/support/served_api.h"

namespace bestand::consent {
namespace {

using Stub = v1::SubjectRightsService::Stub;

struct ServedRights : ConsentHouse {
  bestand::testing::ApiRuntime house{&replays};
  SqlEvidenceStore evidence{*database, means};
  SubjectRightsApi api{{consents, evidence, clock, house.runtime()}};
  bestand::testing::ServedApi served{house.runtime(), {rpc::Host<v1::SubjectRightsService>(api)}};
  rpc::Remote remote = served.remote();
  rpc::Client<v1::SubjectRightsService> client{remote};

  v1::RecordDisclosureRequest SomeDisclosure() {
    v1::RecordDisclosureRequest request;
    request.set_customer("customers/c1");
    request.set_recipient("Parcel service");
    request.set_reason("delivery");
    request.set_content("name=and address");
    request.set_request_id(NewUuid());
    return request;
  }

  std::vector<v1::SubjectRecord> Export(const std::string& name) {
    v1::ExportSubjectRequest request;
    request.set_name(name);
    const auto context = rpc::NewEndlessContext(remote);
    const auto stream = client.stub().ExportSubject(context.get(), request);
    std::vector<v1::SubjectRecord> records;
    for (v1::ExportSubjectResponse chunk; stream->Read(&chunk);) {
      records.insert(records.end(), chunk.records().begin(), chunk.records().end());
    }
    EXPECT_TRUE(stream->Finish().ok());
    return records;
  }
};

TEST(SubjectRights, RecordToWhomDataWasGiven) {
  ServedRights served;
  auto request = served.SomeDisclosure();
  EXPECT_EQ(served.client.Call(&Stub::RecordDisclosure, request)->log_size(), 1);
  EXPECT_EQ(served.client.Call(&Stub::RecordDisclosure, request)->log_size(), 1)
      << "a retry is no second one";
  request.set_request_id(NewUuid());
  request.set_recipient("Court");
  const absl::Time before = served.clock.Now() - absl::Hours(48);
  *request.mutable_disclose_time() = ToTimestamp(before);
  EXPECT_EQ(served.client.Call(&Stub::RecordDisclosure, request)->log_size(), 2);
  v1::ListDisclosuresRequest list;
  list.set_parent("customers/c1");
  const auto answer = served.client.Call(&Stub::ListDisclosures, list);
  ASSERT_EQ(answer->disclosures_size(), 2);
  EXPECT_EQ(answer->disclosures(0).recipient(), "Parcel service");
  EXPECT_EQ(answer->disclosures(0).content(), "name=and address");
  EXPECT_EQ(answer->disclosures(1).recipient(), "Court");
  EXPECT_EQ(ToTime(answer->disclosures(1).disclose_time()), before);
  EXPECT_EQ(answer->disclosures(1).log_index(), 1);
  list.set_parent("customers/c2");
  EXPECT_EQ(served.client.Call(&Stub::ListDisclosures, list)->disclosures_size(), 0);
}

TEST(SubjectRights, RefuseDisclosuresThatSayNothing) {
  ServedRights served;
  for (const auto clear :
       {&v1::RecordDisclosureRequest::clear_recipient, &v1::RecordDisclosureRequest::clear_reason,
        &v1::RecordDisclosureRequest::clear_content, &v1::RecordDisclosureRequest::clear_customer}) {
    auto request = served.SomeDisclosure();
    (request.*clear)();
    EXPECT_EQ(ReasonOf(served.client.Call(&Stub::RecordDisclosure, request).status()), "FIELD_INVALID");
  }
  auto request = served.SomeDisclosure();
  *request.mutable_disclose_time() = ToTimestamp(served.clock.Now() + absl::Hours(1));
  EXPECT_EQ(ReasonOf(served.client.Call(&Stub::RecordDisclosure, request).status()), "FIELD_INVALID");
}

TEST(SubjectRights, ExportAllOfOneCustomerAndNothingOfOthers) {
  ServedRights served;
  served.OptIn("c1", {"news", "birthday"});
  served.OptIn("c2");
  ASSERT_TRUE(served.refusals.Object("c1", Channel::kPost, {"letter", "192.0.2.1", "Mozilla"}).ok());
  ASSERT_TRUE(served.client.Call(&Stub::RecordDisclosure, served.SomeDisclosure()).ok());
  std::set<std::string> tables;
  std::vector<std::string> kinds;
  int wordings = 0;
  for (const v1::SubjectRecord& record : served.Export("customers/c1")) {
    EXPECT_EQ(record.ShortDebugString().find("c2@example.test"), std::string::npos);
    wordings += record.has_wording();
    if (record.has_row()) tables.insert(record.row().table());
    if (!record.has_event()) continue;
    const v1::SubjectEvent& event = record.event();
    kinds.push_back(event.event().kind());
    EXPECT_NE(event.leaf().find(Sha256(event.salt() + event.recorded())), std::string::npos);
    const auto proof = tlog::LogProof::FromText(event.tlog_proof());
    EXPECT_TRUE(tlog::VerifyLogProof(*proof, event.leaf(), served.signer.verifier()));
  }
  EXPECT_THAT(kinds, ::testing::ElementsAre("REQUESTED", "REQUESTED", "CONFIRMED", "CONFIRMED", "OBJECTED",
                                            "DISCLOSED"));
  EXPECT_THAT(tables, ::testing::IsSupersetOf({"consents", "opt_ins", "objections", "mails", "confirmations",
                                               "pseudonyms", "chain_tips"}));
  EXPECT_EQ(wordings, 2);
}

TEST(SubjectRights, ExportNothingOfStrangers) {
  ServedRights served;
  served.OptIn("c1");
  EXPECT_TRUE(served.Export("customers/c9").empty());
}

TEST(SubjectRights, ExportManyEventsPageByPage) {
  ServedRights served;
  for (int i = 0; i < 450; ++i) ASSERT_TRUE(served.refusals.Object("c1", Channel::kPost, {}).ok());
  int64_t next = 0;
  for (const v1::SubjectRecord& record : served.Export("customers/c1")) {
    if (!record.has_event()) continue;
    EXPECT_EQ(record.event().event().log_index(), next++);
  }
  EXPECT_EQ(next, 450);
}

// Whoever adds a table about customers adds it to the export.
TEST(SubjectRights, ExportEveryTableThatKnowsCustomers) {
  ServedRights served;
  static constexpr storage::Statement kTables{"test_tables_of_customers",
                                              "SELECT table_name FROM information_schema.columns WHERE "
                                              "column_name = 'customer_id' AND table_schema = 'public'"};
  const auto check = [](storage::Session& session) -> absl::Status {
    ASSIGN_OR_RETURN(const storage::Rows rows, session.Run(kTables));
    EXPECT_GT(rows.size(), 10);
    const std::string exported(sql::kExportSubjectRows.sql);
    for (const storage::Row row : rows) {
      const std::string table(row.Text(0));
      if (table == "event_payloads") continue;  // comes with the events
      EXPECT_NE(exported.find("'" + table + "'"), std::string::npos) << table;
    }
    return absl::OkStatus();
  };
  EXPECT_TRUE(served.database->InSession(check).ok());
}

}  // namespace
}  // namespace bestand::consent
