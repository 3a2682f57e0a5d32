#include "tools/bestandctl/page/words.h"

#include <cmath>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "tools/bestandctl/charts/numbers.h"

namespace bestand::ctl {
namespace {

constexpr const char* kMonths[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                   "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
constexpr double kGood = .05, kFair = .2;

}  // namespace

std::string MonthText(const google::type::Date& date) {
  if (date.month() < 1 || date.month() > 12) return "–";
  return absl::StrCat(kMonths[date.month() - 1], " ", date.year());
}

std::string DayText(const google::type::Date& date) {
  if (date.month() < 1 || date.month() > 12) return "–";
  return absl::StrCat(date.day(), " ", MonthText(date));
}

Verdict CompareSums(double expected, double actual) {
  const std::string sums = absl::StrCat(Fixed(expected, 0), " expected, ", Fixed(actual, 0), " came");
  if (actual <= 0) return {Mood::kPlain, sums};
  const double error = expected / actual - 1;
  const Mood mood = std::abs(error) <= kGood   ? Mood::kGood
                    : std::abs(error) <= kFair ? Mood::kFair
                                               : Mood::kBad;
  if (std::abs(error) < .005) return {mood, sums + ": the same"};
  return {mood, absl::StrCat(sums, ": ", Percent(std::abs(error)), error > 0 ? " too many" : " too few")};
}

std::string FamilyOf(const scoring::v1::Model& model) {
  for (const auto& candidate : model.candidates())
    if (candidate.chosen()) return candidate.display_name();
  // BUYING_MODEL_MBG_CNBD_K -> MBG/CNBD-k; two of the names are no capitals.
  const std::string name =
      absl::StrReplaceAll(scoring::v1::BuyingModel_Name(model.buying_model()),
                          {{"BUYING_MODEL_", ""}, {"_NBD", "/NBD"}, {"_CNBD_K", "/CNBD-k"}});
  return absl::StrReplaceAll(name, {{"PARETO", "Pareto"}, {"GGOMPERTZ", "GGompertz"}});
}

}  // namespace bestand::ctl
