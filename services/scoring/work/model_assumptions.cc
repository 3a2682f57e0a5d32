#include "services/scoring/work/model_assumptions.h"

#include <algorithm>
#include <utility>

namespace bestand::scoring {
namespace {

constexpr std::string_view kAtRandom =
    "While somebody is a customer, purchase days come at random at a rate of the customer's own, which "
    "does not change with age.";
constexpr std::string_view kRegular =
    "While somebody is a customer, purchases come more regularly than at random: each gap is made of k "
    "steps, at a "
    "rate of the customer's own, which does not change with age.";
constexpr std::string_view kNoSeason = "Every month of the year is like every other.";
constexpr std::string_view kSeason =
    "The months of the year differ, for all customers alike and in every year in the same way: in strong "
    "months "
    "everybody's time runs faster.";
constexpr std::string_view kRates = "The rates of all customers follow a gamma distribution.";

// How customers of a family leave.
constexpr std::pair<std::string_view, std::string_view> kLeaving[] = {
    {"nbd", "Nobody ever leaves."},
    {"bg_nbd",
     "Customers leave for good right after a repeat purchase, never at another time, each with a chance of "
     "their "
     "own; the chances follow a beta distribution. Who bought only once is certain to be still there."},
    {"mbg_nbd",
     "Customers leave for good right after a purchase, the first included, never at another time, each with "
     "a "
     "chance of their own; the chances follow a beta distribution."},
    {"pareto_nbd",
     "Customers leave for good at any moment, at a rate of their own; these rates follow a gamma "
     "distribution."},
    {"ggompertz_nbd",
     "Customers leave for good at any moment, and the longer they have been customers the likelier (or the "
     "less "
     "likely) it becomes; how likely differs between customers as a gamma distribution."},
    {"bg_cnbd_k",
     "Customers leave for good right after a repeat purchase, each with a chance of their own; the chances "
     "follow "
     "a beta distribution. Who bought only once is certain to be still there."},
    {"mbg_cnbd_k",
     "Customers leave for good right after a purchase, the first included, each with a chance of their own; "
     "the "
     "chances follow a beta distribution."},
};

constexpr std::string_view kIndependent =
    "How often somebody buys and how soon that customer leaves have nothing to do with each other.";
constexpr std::string_view kSpending =
    "The value of a purchase day varies at random around the customer's own mean; the means differ between "
    "customers as a gamma distribution allows, and have nothing to do with how often the customer buys.";
constexpr std::string_view kFlatSpending =
    "Every purchase day is worth the same, the mean of all: spending could not be fitted.";
constexpr std::string_view kUnknown =
    "It knows nothing of campaigns, prices, contracts, or why somebody buys, and takes the future "
    "for a "
    "continuation of the past.";

}  // namespace

std::vector<std::string> AssumptionsOf(const FittedModel& model) {
  const std::string_view family = NameOf(KindOf(model.buying.model));
  std::vector<std::string> sentences;
  sentences.emplace_back(family.ends_with("cnbd_k") ? kRegular : kAtRandom);
  sentences.emplace_back(model.season && model.season->used ? kSeason : kNoSeason);
  sentences.emplace_back(kRates);
  const auto* leaving =
      std::ranges::find(kLeaving, family, &std::pair<std::string_view, std::string_view>::first);
  if (leaving != std::end(kLeaving)) sentences.emplace_back(leaving->second);
  if (family != "nbd") sentences.emplace_back(kIndependent);
  sentences.emplace_back(model.spending_fit ? kSpending : kFlatSpending);
  sentences.emplace_back(kUnknown);
  return sentences;
}

}  // namespace bestand::scoring
