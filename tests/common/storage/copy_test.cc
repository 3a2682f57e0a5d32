#include "common/storage/copy.h"

#include <gtest/gtest.h>

#include "common/error/error.h"
#include "common/id/id.h"
#include "tests/support/postgres.h"

namespace bestand::storage {
namespace {

constexpr Migration kTables[] = {{1, "wide",
                                  "CREATE TABLE wide (a smallint, b integer, c bigint PRIMARY KEY, d real, "
                                  "e double precision, f boolean, g text, h bytea, i timestamptz, j uuid)"}};
constexpr Statement kCopy{"copy", "COPY wide (a, b, c, d, e, f, g, h, i, j) FROM STDIN (FORMAT binary)"};
constexpr Statement kCopyIds{"copy_ids", "COPY wide (c) FROM STDIN (FORMAT binary)"};
constexpr Statement kRead{"read", "SELECT a, b, c, d, e, f, g, h, i, j FROM wide"};
constexpr Statement kCount{"count", "SELECT count(1), sum(c) FROM wide"};

class CopyTest : public testing::Test {
 protected:
  int64_t Count() {
    return (*database_->InSession([](Session& session) { return session.Run(kCount); }))[0].Int(0);
  }

  TestDatabase database_{kTables};
};

TEST_F(CopyTest, WritesEveryType) {
  const absl::Time time = absl::FromUnixMicros(1764032461000001);
  const std::string id = NewUuid();
  const auto rows = database_->InSession([&](Session& session) -> absl::StatusOr<Rows> {
    BinaryCopy copy(session, kCopy);
    copy.StartRow(10);
    copy.Int2(-2);
    copy.Int4(-70000);
    copy.Int8(-9000000000);
    copy.Float4(0.5);
    copy.Float8(0.1);
    copy.Bool(true);
    copy.Text("Zoë\t\\N\n");
    copy.Bytes(std::string("\0\xff", 2));
    copy.Time(time);
    copy.Uuid(id);
    ASSIGN_OR_RETURN(const int64_t count, copy.Finish());
    EXPECT_EQ(count, 1);
    return session.Run(kRead);
  });
  ASSERT_TRUE(rows.ok()) << rows.status();
  const Row row = (*rows)[0];
  EXPECT_EQ(row.Int(0), -2);
  EXPECT_EQ(row.Int(1), -70000);
  EXPECT_EQ(row.Int(2), -9000000000);
  EXPECT_EQ(row.Real(3), 0.5);
  EXPECT_EQ(row.Real(4), 0.1);
  EXPECT_TRUE(row.Bool(5));
  EXPECT_EQ(row.Text(6), "Zoë\t\\N\n");
  EXPECT_EQ(row.Bytes(7), std::string("\0\xff", 2));
  EXPECT_EQ(row.Time(8), time);
  EXPECT_EQ(row.Text(9), id);
}

TEST_F(CopyTest, WritesNullAndInfiniteTimes) {
  const auto rows = database_->InSession([&](Session& session) -> absl::StatusOr<Rows> {
    BinaryCopy copy(session, kCopy);
    copy.StartRow(10);
    copy.Null();
    copy.Null();
    copy.Int8(1);
    for (int i = 0; i < 5; ++i) copy.Null();
    copy.Time(absl::InfiniteFuture());
    copy.Null();
    RETURN_IF_ERROR(copy.Finish().status());
    return session.Run(kRead);
  });
  ASSERT_TRUE(rows.ok()) << rows.status();
  EXPECT_TRUE((*rows)[0].IsNull(0));
  EXPECT_EQ((*rows)[0].Time(8), absl::InfiniteFuture());
}

TEST_F(CopyTest, WritesMoreThanItsBuffer) {
  const auto count = database_->InSession([&](Session& session) -> absl::StatusOr<int64_t> {
    BinaryCopy copy(session, kCopyIds);
    for (int64_t id = 0; id < 200000; ++id) {
      copy.StartRow(1);
      copy.Int8(id);
    }
    return copy.Finish();
  });
  EXPECT_EQ(*count, 200000);
  EXPECT_EQ(Count(), 200000);
}

TEST_F(CopyTest, StoresNothingWhenLeftUnfinished) {
  ASSERT_TRUE(database_
                  ->InSession([&](Session& session) -> absl::Status {
                    BinaryCopy copy(session, kCopyIds);
                    copy.StartRow(1);
                    copy.Int8(1);
                    return absl::OkStatus();
                  })
                  .ok());
  EXPECT_EQ(Count(), 0);
}

TEST_F(CopyTest, ReportsARowTheDatabaseRefuses) {
  const auto twice = database_->InSession([&](Session& session) -> absl::StatusOr<int64_t> {
    BinaryCopy copy(session, kCopyIds);
    for (int i = 0; i < 2; ++i) {
      copy.StartRow(1);
      copy.Int8(7);
    }
    return copy.Finish();
  });
  EXPECT_EQ(ReasonOf(twice.status()), "ROW_CONFLICT");
  EXPECT_EQ(Count(), 0);
}

TEST_F(CopyTest, RefusesTextWithANulByteAndWhatIsNoUuid) {
  const auto write = [&](const std::string& text, std::string_view uuid) {
    return ReasonOf(database_
                        ->InSession([&](Session& session) -> absl::StatusOr<int64_t> {
                          BinaryCopy copy(session, kCopy);
                          copy.StartRow(10);
                          for (int i = 0; i < 6; ++i) copy.Null();
                          copy.Text(text);
                          copy.Null();
                          copy.Null();
                          copy.Uuid(uuid);
                          return copy.Finish();
                        })
                        .status());
  };
  EXPECT_EQ(write(std::string("a\0b", 3), NewUuid()), "FIELD_INVALID");
  EXPECT_EQ(write("a", "not-a-uuid"), "FIELD_INVALID");
  EXPECT_EQ(Count(), 0);
}

}  // namespace
}  // namespace bestand::storage
