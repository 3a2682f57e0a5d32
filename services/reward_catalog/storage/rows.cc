#include "services/reward_catalog/storage/rows.h"

namespace bestand::reward_catalog {
namespace {

std::vector<Moment> MomentsOf(const std::vector<int64_t>& numbers) {
  std::vector<Moment> moments;
  for (const int64_t number : numbers) moments.push_back(static_cast<Moment>(number));
  return moments;
}

std::map<std::string, std::string> Zip(const std::vector<std::string>& names,
                                       const std::vector<std::string>& values) {
  std::map<std::string, std::string> zipped;
  for (size_t i = 0; i < names.size(); ++i) zipped[names[i]] = values[i];
  return zipped;
}

std::string TextOf(const storage::Row& row, int column) { return std::string(row.Text(column)); }

}  // namespace

Reward RewardOf(const storage::Row& row) {
  return {.id = TextOf(row, 0),
          .display_name = TextOf(row, 1),
          .kind = TextOf(row, 2),
          .worth = {row.Int(3), TextOf(row, 4)},
          .attributes = Zip(row.Texts(5), row.Texts(6)),
          .stock = row.Int(7),
          .held = row.Int(8),
          .minimum_age = static_cast<int>(row.Int(9)),
          .alcohol = static_cast<Alcohol>(row.Int(10)),
          .moments = MomentsOf(row.Ints(11)),
          .broadly_usable = row.Bool(12),
          .for_companies = row.Bool(13),
          .countries = row.Texts(14),
          .valid_from = row.MaybeTime(15),
          .valid_until = row.MaybeTime(16),
          .retired = row.Bool(17),
          .version = row.Int(18)};
}

std::vector<storage::Param> ParamsOf(const Reward& reward) {
  std::vector<std::string> names, values;
  for (const auto& [name, value] : reward.attributes) {
    names.push_back(name);
    values.push_back(value);
  }
  std::vector<int64_t> moments;
  for (const Moment moment : reward.moments) moments.push_back(static_cast<int64_t>(moment));
  return {{"reward_id", reward.id},
          {"display_name", reward.display_name},
          {"kind", reward.kind},
          {"worth", reward.worth.minor},
          {"currency", reward.worth.currency},
          {"attribute_names", names},
          {"attribute_values", values},
          {"stock", reward.stock},
          {"minimum_age", reward.minimum_age},
          {"alcohol", static_cast<int>(reward.alcohol)},
          {"moments", moments},
          {"broadly_usable", reward.broadly_usable},
          {"for_companies", reward.for_companies},
          {"countries", reward.countries},
          {"valid_from", reward.valid_from},
          {"valid_until", reward.valid_until},
          {"retired", reward.retired}};
}

Budget BudgetOf(const storage::Row& row) {
  return {.id = TextOf(row, 0),
          .display_name = TextOf(row, 1),
          .currency = TextOf(row, 2),
          .total = row.Int(3),
          .spent = row.Int(4),
          .held = row.Int(5)};
}

Decision DecisionOf(const storage::Row& row) {
  Decision decision{.id = TextOf(row, 1),
                    .customer_id = TextOf(row, 0),
                    .state = static_cast<DecisionState>(row.Int(2)),
                    .moment = static_cast<Moment>(row.Int(3)),
                    .choice = {},
                    .purpose_id = TextOf(row, 4),
                    .budget_id = TextOf(row, 5),
                    .accepted_reward = TextOf(row, 7),
                    .outcome = static_cast<Outcome>(row.Int(8)),
                    .create_time = row.Time(15),
                    .expire_time = row.Time(16),
                    .target = {row.Int(9), TextOf(row, 10)},
                    .language = LanguageOf(row.Text(17)).value_or(Language::kEnglish)};
  const auto rewards = row.Texts(11), names = row.Texts(12), reasons = row.Texts(13),
             explanations = row.Texts(14);
  for (size_t i = 0; i < rewards.size(); ++i)
    decision.choice.refused.push_back({rewards[i], names[i], reasons[i], explanations[i]});
  return decision;
}

OfferedReward OfferedOf(const storage::Row& row) {
  OfferedReward offered{.reward = TextOf(row, 0),
                        .display_name = TextOf(row, 1),
                        .kind = TextOf(row, 2),
                        .worth = {row.Int(3), TextOf(row, 4)},
                        .score = {row.Real(5), {}}};
  const auto codes = row.Texts(6), explanations = row.Texts(7);
  const auto values = row.Reals(8);
  for (size_t i = 0; i < codes.size(); ++i)
    offered.score.terms.push_back({codes[i], explanations[i], values[i]});
  return offered;
}

Gift GiftOf(const storage::Row& row) {
  return {.customer_id = TextOf(row, 0),
          .decision_id = TextOf(row, 1),
          .reward_id = TextOf(row, 2),
          .kind = TextOf(row, 3),
          .display_name = TextOf(row, 4),
          .worth = {row.Int(5), TextOf(row, 6)},
          .moment = static_cast<Moment>(row.Int(7)),
          .give_time = row.Time(8),
          .attempts = static_cast<int>(row.Int(9))};
}

}  // namespace bestand::reward_catalog
