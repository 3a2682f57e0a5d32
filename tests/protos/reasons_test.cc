// Every reason that the sources give is in ErrorReason, and every ErrorReason is given by the sources.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <regex>
#include <set>
#include <sstream>

#include "bestand/common/v1/errors.pb.h"

namespace bestand::protos {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

constexpr char kPrefix[] = "ERROR_REASON_";

std::filesystem::path Root() { return std::getenv("BESTAND_ROOT"); }

std::string ReadAll(const std::filesystem::path& path) {
  std::ostringstream text;
  text << std::ifstream(path).rdbuf();
  return text.str();
}

std::string Sources() {
  std::string all;
  for (const char* folder : {"common", "services", "tools"}) {
    for (const auto& entry : std::filesystem::recursive_directory_iterator(Root() / folder)) {
      const auto extension = entry.path().extension();
      if (extension == ".cc" || extension == ".h") all += ReadAll(entry.path());
    }
  }
  return all;
}

std::set<std::string> Matches(const std::string& text, const std::regex& pattern) {
  std::set<std::string> found;
  for (std::sregex_iterator match(text.begin(), text.end(), pattern), end; match != end; ++match) {
    found.insert((*match)[1]);
  }
  return found;
}

// Reasons handed to Failure() as text: Failure(absl::StatusCode::kNotFound, "CUSTOMER_UNKNOWN", ...
std::set<std::string> GivenReasons(const std::string& text) {
  return Matches(text, std::regex(R"re(Failure\(\s*[\w:]+,\s*"([A-Z][A-Z0-9_]*)")re"));
}

// Everything in quotes that looks like a reason, however it reaches Failure().
std::set<std::string> QuotedWords(const std::string& text) {
  return Matches(text, std::regex(R"re("([A-Z][A-Z0-9_]+)")re"));
}

std::set<std::string> KnownReasons() {
  std::set<std::string> known;
  const auto* reasons = common::v1::ErrorReason_descriptor();
  for (int i = 0; i < reasons->value_count(); ++i) {
    if (reasons->value(i)->number() == 0) continue;
    known.insert(reasons->value(i)->name().substr(sizeof(kPrefix) - 1));
  }
  return known;
}

std::set<std::string> Minus(const std::set<std::string>& all, const std::set<std::string>& without) {
  std::set<std::string> rest;
  for (const std::string& word : all) {
    if (!without.contains(word)) rest.insert(word);
  }
  return rest;
}

TEST(Reasons, OfTheSourcesAreAllInTheEnum) {
  const auto given = GivenReasons(Sources());
  EXPECT_GE(given.size(), 5u) << "the search misses calls";
  EXPECT_THAT(Minus(given, KnownReasons()), IsEmpty());
}

TEST(Reasons, OfTheEnumAreAllGivenBySources) {
  EXPECT_THAT(Minus(KnownReasons(), QuotedWords(Sources())), IsEmpty());
}

TEST(Reasons, AreFoundInCallsOfEveryShape) {
  EXPECT_THAT(GivenReasons(R"(return Failure(kNotFound, "A_B", "x"); Failure(
                  absl::StatusCode::kAborted,
                  "C1", "y"); Other(k, "D"))"),
              ElementsAre("A_B", "C1"));
}

}  // namespace
}  // namespace bestand::protos
