#include "common/error/error.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace bestand {
namespace {

using testing::Pair;
using testing::UnorderedElementsAre;

TEST(Failure, CarriesCodeReasonAndFacts) {
  const absl::Status status =
      Failure(absl::StatusCode::kNotFound, "PURPOSE_UNKNOWN", "Purpose x does not exist; create it first.",
              {{"purpose", "x"}, {"a", ""}});
  EXPECT_EQ(status.code(), absl::StatusCode::kNotFound);
  EXPECT_EQ(ReasonOf(status), "PURPOSE_UNKNOWN");
  EXPECT_THAT(FactsOf(status), UnorderedElementsAre(Pair("purpose", "x"), Pair("a", "")));
}

TEST(Failure, CutsAFactAtANulByte) {
  using namespace std::string_literals;
  const absl::Status status = Failure(absl::StatusCode::kInternal, "R", "m", {{"key", "ab\0cd"s}});
  EXPECT_THAT(FactsOf(status), UnorderedElementsAre(Pair("key", "ab")));
}

TEST(InvalidFields, NamesEveryViolation) {
  const absl::Status status = InvalidFields({{"customer", "is missing"}, {"limit", "is negative"}});
  EXPECT_EQ(MessageOf(status), "customer: is missing (and 1 more)");
  EXPECT_EQ(ReasonOf(status), "FIELD_INVALID");
  ASSERT_EQ(ViolationsOf(status).size(), 2u);
  EXPECT_EQ(ViolationsOf(status)[1].field, "limit");
}

TEST(ReasonOf, IsEmptyForAStatusOfAnotherOrigin) {
  EXPECT_EQ(ReasonOf(absl::InternalError("x")), "");
  EXPECT_TRUE(FactsOf(absl::OkStatus()).empty());
}

absl::StatusOr<int> Half(int number) {
  if (number % 2 != 0) return Failure(absl::StatusCode::kInvalidArgument, "ODD", "odd");
  return number / 2;
}

absl::StatusOr<int> Quarter(int number) {
  ASSIGN_OR_RETURN(const int half, Half(number));
  ASSIGN_OR_RETURN(const int quarter, Half(half));
  return quarter;
}

TEST(AssignOrReturn, PassesTheFirstFailureOn) {
  EXPECT_EQ(*Quarter(12), 3);
  EXPECT_EQ(ReasonOf(Quarter(6).status()), "ODD");
}

}  // namespace
}  // namespace bestand
