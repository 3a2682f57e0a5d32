#include "services/consent/domain/decision_table.h"

#include <gtest/gtest.h>

#include <cstdio>
#include <cstdlib>
#include <string>

#include "common/id/digest.h"
#include "common/id/encoding.h"
#include "services/consent/domain/contact_decision.h"

namespace bestand::consent {
namespace {

std::string WholeTable() {
  std::string csv(kDecisionTableHeader);
  for (int row = 0; row < kDecisionTableRows; ++row) AppendDecisionRow(row, csv);
  return csv;
}

// What the oracle in Python prints.
std::string OracleTable() {
  const std::string root = std::getenv("BESTAND_ROOT") != nullptr ? std::getenv("BESTAND_ROOT") : ".";
  const std::string command = "python3 " + root + "/tests/services/consent/domain/decision_oracle.py";
  FILE* pipe = popen(command.c_str(), "r");
  std::string csv(64 * 1024 * 1024, '\0');
  csv.resize(fread(csv.data(), 1, csv.size(), pipe));
  EXPECT_EQ(pclose(pipe), 0);
  return csv;
}

// Both lines at the first place where two tables differ.
std::string FirstDifference(const std::string& ours, const std::string& theirs) {
  size_t at = 0;
  while (at < ours.size() && at < theirs.size() && ours[at] == theirs[at]) ++at;
  const auto line = [at](const std::string& csv) {
    const size_t begin = at == 0 ? 0 : csv.rfind('\n', at - 1) + 1;
    return begin < csv.size() ? csv.substr(begin, csv.find('\n', begin) - begin) : "(the end)";
  };
  return "ours:   " + line(ours) + "\noracle: " + line(theirs);
}

TEST(DecisionTable, EqualsTheOracleInEveryRow) {
  const std::string ours = WholeTable(), theirs = OracleTable();
  EXPECT_EQ(ToHex(Sha256(ours)), ToHex(Sha256(theirs))) << FirstDifference(ours, theirs);
}

TEST(DecisionTable, ShowsTheFirstDifference) {
  EXPECT_EQ(FirstDifference("a\nb1\n", "a\nb2\n"), "ours:   b1\noracle: b2");
}

TEST(DecisionTable, HasARowForEachAnswer) {
  const std::string csv = WholeTable();
  EXPECT_EQ(std::count(csv.begin(), csv.end(), '\n'), 376'321);
}

TEST(DecisionTable, TurnsItsLastColumnFastest) {
  std::string csv;
  AppendDecisionRow(0, csv);
  AppendDecisionRow(1, csv);
  EXPECT_EQ(csv,
            "SERVICE,EMAIL,B2C,CUSTOMER_73,NONE,NONE,0,0,0,0,0,0,DENY,CLASS_NOT_APPROVED,2\n"
            "SERVICE,EMAIL,B2C,CUSTOMER_73,NONE,NONE,0,0,0,0,0,1,DENY,CLASS_NOT_APPROVED,2\n");
}

TEST(DecisionTable, EndsWithEveryWheelAtItsLastValue) {
  std::string csv;
  AppendDecisionRow(kDecisionTableRows - 1, csv);
  EXPECT_EQ(csv, "SURVEY,POST,B2B,PROSPECT,WITHDRAWN,ALL,1,1,1,1,1,1,DENY,OBJECTED,5\n");
}

}  // namespace
}  // namespace bestand::consent
