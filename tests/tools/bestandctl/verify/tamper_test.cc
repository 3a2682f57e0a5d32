// Nothing of the log can be changed unnoticed: every byte of what is exported, every column of every row in
// the database, and rows as a whole.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "common/id/encoding.h"
#include "common/validate/wire_values.h"
#include "tests/support/often.h"
#include "tests/tools/bestandctl/verify/exported_log.h"

namespace bestand::ctl {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

// Every way to change a message by one byte: calls `check` with the name of the field while it is changed.
class EveryByte {
 public:
  EveryByte(Message& whole, std::function<void(const std::string&)> check) : check_(std::move(check)) {
    Visit(whole);
  }

 private:
  void Visit(Message& message) {
    std::vector<const FieldDescriptor*> fields;
    message.GetReflection()->ListFields(message, &fields);
    for (const FieldDescriptor* field : fields) {
      if (kUnproven.contains(field->full_name())) continue;
      const int count = field->is_repeated() ? message.GetReflection()->FieldSize(message, field) : 1;
      for (int i = 0; i < count; ++i) Change(message, *field, i);
    }
  }

  void Change(Message& message, const FieldDescriptor& field, int i) {
    const auto* reflection = message.GetReflection();
    if (field.cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE) {
      Message& inner = field.is_repeated() ? *reflection->MutableRepeatedMessage(&message, &field, i)
                                           : *reflection->MutableMessage(&message, &field);
      if (auto* time = dynamic_cast<google::protobuf::Timestamp*>(&inner)) return ChangeTime(*time, field);
      if (IsUnusedWording(inner)) return;
      return Visit(inner);
    }
    ASSERT_FALSE(field.is_repeated());
    if (field.cpp_type() == FieldDescriptor::CPPTYPE_STRING) return ChangeText(message, field);
    ChangeNumber(message, field);
  }

  void ChangeText(Message& message, const FieldDescriptor& field) {
    const auto* reflection = message.GetReflection();
    const std::string before = reflection->GetString(message, &field);
    for (size_t place = 0; place < before.size(); ++place) {
      std::string after = before;
      after[place] = static_cast<char>(after[place] ^ 1);
      reflection->SetString(&message, &field, after);
      check_(field.full_name());
    }
    for (const std::string& after : {before + 'x', before.substr(0, before.size() - 1)}) {
      reflection->SetString(&message, &field, after);
      if (after != before) check_(field.full_name());
    }
    reflection->SetString(&message, &field, before);
  }

  void ChangeNumber(Message& message, const FieldDescriptor& field) {
    const auto* reflection = message.GetReflection();
    if (field.cpp_type() == FieldDescriptor::CPPTYPE_BOOL) {
      reflection->SetBool(&message, &field, !reflection->GetBool(message, &field));
      check_(field.full_name());
      return reflection->SetBool(&message, &field, !reflection->GetBool(message, &field));
    }
    const bool is_long = field.cpp_type() == FieldDescriptor::CPPTYPE_INT64;
    const int64_t before =
        is_long ? reflection->GetInt64(message, &field) : reflection->GetInt32(message, &field);
    const auto set = [&](int64_t number) {
      is_long ? reflection->SetInt64(&message, &field, number)
              : reflection->SetInt32(&message, &field, static_cast<int32_t>(number));
    };
    for (int bit = 0; bit < (is_long ? 64 : 32); bit += 8) {
      set(before ^ (int64_t{1} << bit));
      check_(field.full_name());
    }
    set(before);
  }

  void ChangeTime(google::protobuf::Timestamp& time, const FieldDescriptor& field) {
    const google::protobuf::Timestamp before = time;
    for (int bit = 0; bit < 48; bit += 8) {
      time = ToTimestamp(ToTime(before) + absl::Microseconds(int64_t{1} << bit));
      check_(field.full_name());
    }
    time = before;
  }

  // No event names the German wordings.
  static bool IsUnusedWording(const Message& message) {
    const auto* wording = dynamic_cast<const consent::v1::EvidenceWording*>(&message);
    return wording != nullptr && wording->language_code() == "de";
  }

  // A wording's language is said beside its text, not hashed; the key is learnt elsewhere.
  const std::set<std::string> kUnproven = {"bestand.consent.v1.EvidenceWording.language_code",
                                           "bestand.consent.v1.LogHead.public_key"};
  const std::function<void(const std::string&)> check_;
};

TEST(Tampering, IsSeenInEveryByteThatIsExported) {
  ExportedLog log;
  auto chunks = *log.Export();
  ASSERT_EQ(chunks.size(), 1);
  ASSERT_TRUE(log.VerifyChunks(chunks).ok());
  int changes = 0;
  std::map<std::string, int> unseen;
  EveryByte(chunks[0], [&](const std::string& field) {
    ++changes;
    if (ReasonOf(log.VerifyChunks(chunks).status()) != "EVIDENCE_FAULTY") ++unseen[field];
  });
  EXPECT_GT(changes, 5000);
  EXPECT_THAT(unseen, testing::IsEmpty());
  EXPECT_TRUE(log.VerifyChunks(chunks).ok());  // all was put back
}

// The columns of the tables that are evidence, with their types.
struct Column {
  std::string table, name, type;
};

// How one value of a column becomes another, in SQL.
std::string Changed(const Column& column) {
  const std::string& c = column.name;
  if (column.type == "bytea") {
    return "CASE WHEN " + c + " = '' THEN '\\x00' ELSE set_byte(" + c + ", length(" + c + ") / 2, get_byte(" +
           c + ", length(" + c + ") / 2) # 1) END";
  }
  if (column.type == "text") {
    return "overlay(" + c + " PLACING CASE WHEN " + c + " LIKE 'x%' THEN 'y' ELSE 'x' END FROM 1 FOR 1)";
  }
  if (column.type == "boolean") return "NOT " + c;
  if (column.type == "uuid") {
    return "CAST(translate(left(CAST(" + c +
           " AS text), 1), '0123456789abcdef', '123456789abcdef0') || "
           "substr(CAST(" +
           c + " AS text), 2) AS uuid)";
  }
  if (column.type == "timestamp with time zone") {
    return "coalesce(" + c + " + interval '1 microsecond', now())";
  }
  return c + " # 1";
}

std::vector<Column> EvidenceColumns(ExportedLog& log) {
  static constexpr storage::Statement kColumns{
      "test_columns",
      "SELECT table_name, column_name, data_type FROM information_schema.columns"
      " WHERE table_name IN ('events', 'sealed_payloads', 'log_nodes', 'log_head', 'pseudonyms', "
      "'chain_tips',"
      "                      'consents', 'opt_ins', 'objections')"
      "   AND (table_name, column_name) NOT IN ("
      "       ('log_head', 'id'), ('log_head', 'noted_size'), ('log_head', 'state_version'),"  // for other
                                                                                               // ends
      "       ('consents', 'bucket'), ('consents', 'last_use_time'))"  // made of the id; noted by no event
      " ORDER BY table_name, ordinal_position"};
  std::vector<Column> columns;
  const auto read = [&](storage::Session& session) -> absl::Status {
    ASSIGN_OR_RETURN(const storage::Rows rows, session.Run(kColumns));
    for (const storage::Row row : rows) {
      columns.push_back({std::string(row.Text(0)), std::string(row.Text(1)), std::string(row.Text(2))});
    }
    return absl::OkStatus();
  };
  EXPECT_TRUE(log.database->InSession(read).ok());
  return columns;
}

// Copies to put the tables back from.
void KeepRows(ExportedLog& log) {
  for (const char* table : {"events", "sealed_payloads", "event_payloads", "log_nodes", "log_head",
                            "pseudonyms", "chain_tips", "consents", "opt_ins", "objections"}) {
    ASSERT_TRUE(log.Sql(std::string("CREATE TABLE kept_") + table + " AS TABLE " + table).ok());
  }
}

// Changes a table, looks, and puts it back. Returns what became of it.
std::string SeenAfter(ExportedLog& log, const std::string& table, const std::string& change) {
  const absl::Status changed = log.Sql(change);
  const std::string seen = changed.ok() ? ReasonOf(log.Verify().status()) : "refused by the database";
  EXPECT_TRUE(log.Sql("DELETE FROM " + table + "; INSERT INTO " + table + " TABLE kept_" + table).ok());
  return seen;
}

TEST(Tampering, IsSeenInEveryColumn) {
  ExportedLog log;
  KeepRows(log);
  ASSERT_TRUE(log.Verify().ok());
  const int rows =
      Often(3, 32);  // of each table, which has fewer; every byte of every row is the test above's
  std::map<std::string, int> seen;
  for (const Column& column : EvidenceColumns(log)) {
    for (int row = 0; row < rows; ++row) {
      const std::string change = "UPDATE " + column.table + " SET " + column.name + " = " + Changed(column) +
                                 " WHERE ctid = (SELECT ctid FROM " + column.table +
                                 " ORDER BY ctid OFFSET " + std::to_string(row) +
                                 " % (SELECT count(*) FROM " + column.table + ") LIMIT 1)";
      const std::string what = SeenAfter(log, column.table, change);
      ++seen[what];
      EXPECT_TRUE(what == "EVIDENCE_FAULTY" || what == "refused by the database")
          << column.table << "." << column.name << " of row " << row << ": " << what;
    }
  }
  EXPECT_GT(seen["EVIDENCE_FAULTY"], 100);
  EXPECT_LT(seen["refused by the database"], seen["EVIDENCE_FAULTY"] / 5);
  EXPECT_TRUE(log.Verify().ok());
}

// Every byte of every ciphertext, as it is stored.
TEST(Tampering, IsSeenInEveryByteThatIsSealed) {
  ExportedLog log;
  const auto sealed = log.Sealed();
  size_t bytes = 0;
  for (const consent::SealedPayload& payload : sealed) {
    for (size_t place = 0; place < payload.sealed.size(); ++place, ++bytes) {
      consent::SealedPayload changed = payload;
      changed.sealed[place] = static_cast<char>(changed.sealed[place] ^ 1);
      EXPECT_FALSE(log.vault.Open({&changed, 1})->front().has_value())
          << payload.place.log_index << " " << place;
    }
  }
  EXPECT_GT(bytes, 2000u);
  for (const size_t index : {size_t{0}, sealed.size() - 1}) {
    const std::string flip =
        "UPDATE sealed_payloads SET sealed = set_byte(sealed, 20, get_byte(sealed, 20) # 1) WHERE log_index "
        "= " +
        std::to_string(index);
    ASSERT_TRUE(log.Sql(flip).ok());
    const absl::Status seen = log.Verify().status();
    EXPECT_EQ(ReasonOf(seen), "EVIDENCE_FAULTY");
    EXPECT_THAT(MessageOf(seen), testing::HasSubstr("does not open"));
    ASSERT_TRUE(log.Sql(flip).ok());
  }
  EXPECT_TRUE(log.Verify().ok());
}

TEST(Tampering, IsSeenWhenRowsGoOrComeOrChangePlaces) {
  ExportedLog log;
  KeepRows(log);
  const std::vector<std::pair<std::string, std::string>> changes = {
      {"events", "DELETE FROM events WHERE log_index = 5"},
      {"events", "DELETE FROM events WHERE log_index = 30"},
      {"events", "TRUNCATE events"},
      {"events",
       "UPDATE events SET log_index = log_index + 1000; UPDATE events SET log_index = 1030 - log_index"},
      {"events",
       "INSERT INTO events SELECT 31, event_id, kind, event_time, subject, channel, purpose_id, wording,"
       " leaf, leaf_hash FROM events WHERE log_index = 30"},
      {"sealed_payloads", "DELETE FROM sealed_payloads WHERE log_index = 3"},
      {"sealed_payloads", "UPDATE sealed_payloads SET sealed = NULL WHERE log_index = 3"},
      {"sealed_payloads", "TRUNCATE sealed_payloads"},
      {"sealed_payloads", "INSERT INTO sealed_payloads SELECT 31, sealed FROM sealed_payloads LIMIT 1"},
      {"sealed_payloads",  // of one subject
       "UPDATE sealed_payloads AS a SET sealed = b.sealed FROM sealed_payloads AS b"
       " WHERE a.log_index + b.log_index = 1"},
      {"sealed_payloads",  // of two
       "UPDATE sealed_payloads AS a SET sealed = b.sealed FROM sealed_payloads AS b"
       " WHERE (a.log_index, b.log_index) IN ((0, 11), (11, 0))"},
      {"event_payloads",
       "INSERT INTO event_payloads SELECT 'c1', log_index, 'salt', 'address=x' FROM sealed_payloads LIMIT 1"},
      {"log_nodes", "DELETE FROM log_nodes WHERE level = 2 AND node_index = 0"},
      {"log_nodes", "TRUNCATE log_nodes"},
      {"log_nodes", "INSERT INTO log_nodes SELECT level, 99, hash FROM log_nodes LIMIT 1"},
      {"log_nodes",
       "UPDATE log_nodes AS a SET hash = b.hash FROM log_nodes AS b WHERE a.level = 1 AND b.level = 1"
       " AND a.node_index + b.node_index = 1"},
      {"chain_tips", "DELETE FROM chain_tips WHERE purpose_id = 'birthday'"},
      {"chain_tips",
       "INSERT INTO chain_tips SELECT customer_id, 7, purpose_id, leaf_hash FROM chain_tips LIMIT 1"},
      {"consents", "DELETE FROM consents WHERE purpose_id = 'birthday'"},
      {"consents",
       "INSERT INTO consents SELECT customer_id, 7, purpose_id, gen_random_uuid(), bucket, address, wording,"
       " request_time, expire_time, confirm_time FROM consents WHERE customer_id = 'c2'"},
      {"consents", "TRUNCATE consents"},
      {"opt_ins", "DELETE FROM opt_ins WHERE purpose_id = 'birthday'"},
      {"opt_ins", "UPDATE opt_ins SET confirm_time = request_time WHERE customer_id = 'c3'"},
      {"objections", "TRUNCATE objections"},
      {"objections", "INSERT INTO objections VALUES ('c3', 1, now(), 0)"},
      {"pseudonyms",
       "UPDATE pseudonyms AS a SET subject = b.subject FROM pseudonyms AS b"
       " WHERE (a.customer_id = 'c1' AND b.customer_id = 'c2')"
       "    OR (a.customer_id = 'c2' AND b.customer_id = 'c1')"},
      {"log_head", "UPDATE log_head SET size = 30, tree_size = 30"},
  };
  for (const auto& [table, change] : changes)
    EXPECT_EQ(SeenAfter(log, table, change), "EVIDENCE_FAULTY") << change;
  const auto verified = log.Verify();
  EXPECT_TRUE(verified.ok()) << verified.status();
}

// Takes away what was recorded about a customer's events, as an erasure does.
constexpr const char* kShredC3 =
    "UPDATE sealed_payloads SET sealed = NULL WHERE log_index IN (SELECT e.log_index FROM events AS e"
    "  JOIN pseudonyms AS p ON p.subject = e.subject WHERE p.customer_id = 'c3')";

TEST(Erasure, LeavesALogThatIsSound) {
  ExportedLog log;
  log.Erase("c1");
  log.Erase("c6");
  const auto verified = log.Verify();
  ASSERT_TRUE(verified.ok()) << verified.status();
  EXPECT_EQ(verified->events, 33);
  EXPECT_EQ(verified->subjects_left_out, 0);
  log.clock.Advance(absl::Hours(24));
  log.OptIn("c1");  // as somebody new
  EXPECT_TRUE(log.Verify().ok());
  log.Erase("c1");
  EXPECT_TRUE(log.Verify().ok());
}

TEST(Erasure, OfAnotherExcusesNothing) {
  ExportedLog log;
  log.Erase("c1");
  ASSERT_TRUE(log.Sql(kShredC3).ok());
  const absl::Status seen = log.Verify().status();
  EXPECT_EQ(ReasonOf(seen), "EVIDENCE_FAULTY");
  EXPECT_THAT(MessageOf(seen), testing::HasSubstr("no erasure tells of it"));
}

// With the right leaf for the wrong subject, put in by somebody who has the database and no key that signs.
TEST(Erasure, CannotBeForged) {
  ExportedLog log;
  log.Erase("c1");
  ASSERT_TRUE(log.Sql(kShredC3).ok());
  const std::string forged =
      "UPDATE events AS e SET subject = o.subject,"
      "       leaf = overlay(e.leaf PLACING o.subject FROM 27 FOR 16),"
      "       leaf_hash = sha256('\\x00' || overlay(e.leaf PLACING o.subject FROM 27 FOR 16))"
      "  FROM pseudonyms AS o WHERE o.customer_id = 'c3' AND e.kind = 40";
  ASSERT_TRUE(log.Sql("GRANT UPDATE ON events TO CURRENT_USER").ok());
  ASSERT_TRUE(log.Sql(forged).ok());
  EXPECT_EQ(ReasonOf(log.Verify().status()), "EVIDENCE_FAULTY");
}

TEST(Erasure, LeavesNothingThatCanBePutBack) {
  ExportedLog log;
  const auto before = log.Sealed();
  log.Erase("c1");
  const std::string back = "UPDATE sealed_payloads SET sealed = decode('" + ToHex(before[0].sealed) +
                           "', 'hex') WHERE log_index = 0";
  ASSERT_TRUE(log.Sql(back).ok());
  EXPECT_EQ(ReasonOf(log.Verify().status()), "EVIDENCE_FAULTY");
}

TEST(Erasure, IsSeenWhenItLeftSomethingBehind) {
  ExportedLog log;
  ASSERT_TRUE(log.Sql("CREATE TABLE kept AS TABLE consents").ok());
  log.Erase("c1");
  ASSERT_TRUE(log.Sql("INSERT INTO consents TABLE kept ON CONFLICT DO NOTHING").ok());
  EXPECT_EQ(ReasonOf(log.Verify().status()), "EVIDENCE_FAULTY");
}

TEST(Retention, LeavesALogThatIsSound) {
  ExportedLog log;
  log.clock.Advance(absl::Hours(24 * 60));
  ASSERT_GT(*ExpireConsents(*log.database, log.means, {}), 0);
  log.Ask("c3");
  auto verified = log.Verify();
  ASSERT_TRUE(verified.ok()) << verified.status();
  EXPECT_EQ(verified->subjects_left_out, 0);
  log.clock.Advance(absl::Hours(24 * 365 * 5));
  ASSERT_GT(*ExpireConsents(*log.database, log.means, {}), 0);
  verified = log.Verify();
  ASSERT_TRUE(verified.ok()) << verified.status();
  log.Erase("c1");
  log.Erase("c3");
  EXPECT_TRUE(log.Verify().ok());
}

// A ground that ended, beside an objection in the same chain; the time of the ground is over.
struct LogWithOldGround : ExportedLog {
  LogWithOldGround() {
    const consent::ExistingCustomerBasis basis{"c4",   Channel::kEmail,   "order 1",
                                               "shop", "You may object.", "garden"};
    sale = size();
    const auto recorded = grounds.Record(basis);
    objection = size();
    (void)refusals.Object("c4", Channel::kEmail, {"letter", "", ""});
    sealed = ToHex(Sealed()[static_cast<size_t>(sale)].sealed);
    (void)grounds.End("c4", recorded->ground.id, "mistake");
    clock.Advance(absl::Hours(24 * 365 * 5));
    EXPECT_GT(*ExpireConsents(*database, means, {}), 0);
  }
  int64_t size() { return contacts.Load({"c4"})->log_size; }
  absl::Status Shred(int64_t place) {
    return Sql("UPDATE sealed_payloads SET sealed = NULL WHERE log_index = " + std::to_string(place));
  }

  int64_t sale = 0, objection = 0;
  std::string sealed;  // of the sale, in hex
};

TEST(Retention, OfGroundsLeavesALogThatIsSound) {
  LogWithOldGround log;
  EXPECT_FALSE(log.Payloads()[static_cast<size_t>(log.sale)].has_value());
  EXPECT_TRUE(log.Payloads()[static_cast<size_t>(log.objection)].has_value());
  const auto verified = log.Verify();
  ASSERT_TRUE(verified.ok()) << verified.status();
  EXPECT_EQ(verified->subjects_left_out, 0);
  log.Erase("c4");
  EXPECT_TRUE(log.Verify().ok());
}

TEST(Retention, OfAGroundExcusesNothingBesideIt) {
  LogWithOldGround log;
  ASSERT_TRUE(log.Shred(log.objection).ok());
  EXPECT_EQ(ReasonOf(log.Verify().status()), "EVIDENCE_FAULTY");
}

TEST(Retention, OfAGroundIsMissedWhereItIsStillThere) {
  LogWithOldGround log;
  ASSERT_TRUE(log.Sql("UPDATE sealed_payloads SET sealed = decode('" + log.sealed +
                      "', 'hex') WHERE log_index = " + std::to_string(log.sale))
                  .ok());
  EXPECT_EQ(ReasonOf(log.Verify().status()), "EVIDENCE_FAULTY");
}

TEST(Retention, ExcusesItsOwnChannelAndPurposeAlone) {
  ExportedLog log;
  log.clock.Advance(absl::Hours(24 * 60));
  ASSERT_GT(*ExpireConsents(*log.database, log.means, {}), 0);
  ASSERT_TRUE(log.Sql("UPDATE sealed_payloads SET sealed = NULL WHERE log_index ="
                      " (SELECT max(log_index) FROM events WHERE kind = 43)")
                  .ok());
  EXPECT_EQ(ReasonOf(log.Verify().status()), "EVIDENCE_FAULTY");
}

}  // namespace
}  // namespace bestand::ctl
