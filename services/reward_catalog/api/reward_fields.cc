#include "services/reward_catalog/api/reward_fields.h"

#include <algorithm>
#include <array>

#include "common/validate/wire_values.h"

namespace bestand::reward_catalog {
namespace {

constexpr size_t kMaxAttributeBytes = 64;
constexpr int kMaxAttributes = 50;
constexpr int kMaxCountries = 250;
constexpr int kOldest = 120;

void CheckDisplayName(std::string_view field, const v1::Reward& wire, Violations& found) {
  found.UnlessRequiredText(field, wire.display_name(), 200);
}

void CheckKind(std::string_view field, const v1::Reward& wire, Violations& found) {
  const bool normal =
      !wire.kind().empty() && wire.kind().size() <= 64 && NormalKind(wire.kind()) == wire.kind();
  found.Unless(normal, field, "must be 1 to 64 of a-z 0-9, words parted by one dash, such as bottle-opener");
}

void CheckWorth(std::string_view field, const v1::Reward& wire, Violations& found) {
  found.UnlessMoney(field, wire.worth(), Sign::kPositive);
}

void CheckAttributes(std::string_view field, const v1::Reward& wire, Violations& found) {
  found.Unless(wire.attributes().size() <= kMaxAttributes, field, "must be at most 50");
  for (const auto& [key, value] : wire.attributes()) {
    found.UnlessRequiredText(field, key, kMaxAttributeBytes);
    found.UnlessRequiredText(field, value, kMaxAttributeBytes);
  }
}

void CheckStock(std::string_view field, const v1::Reward& wire, Violations& found) {
  found.UnlessInRange(field, wire.stock_count(), 0, 1'000'000'000);
}

void CheckMinimumAge(std::string_view field, const v1::Reward& wire, Violations& found) {
  found.UnlessInRange(field, int64_t{wire.minimum_age()}, 0, kOldest);
}

void CheckAlcohol(std::string_view field, const v1::Reward& wire, Violations& found) {
  found.Unless(v1::Alcohol_IsValid(wire.alcohol()), field, "must be a known value");
}

void CheckMoments(std::string_view field, const v1::Reward& wire, Violations& found) {
  std::vector<int> moments(wire.moments().begin(), wire.moments().end());
  for (int i = 0; i < wire.moments_size(); ++i)
    found.UnlessKnown(Indexed(field, i), moments[static_cast<size_t>(i)], v1::Moment_IsValid);
  std::ranges::sort(moments);
  found.Unless(std::ranges::adjacent_find(moments) == moments.end(), field, "must name each moment once");
}

void CheckCountries(std::string_view field, const v1::Reward& wire, Violations& found) {
  found.Unless(wire.countries_size() <= kMaxCountries, field, "must be at most 250");
  for (int i = 0; i < wire.countries_size(); ++i)
    found.UnlessRequiredText(Indexed(field, i), wire.countries(i), kMaxAttributeBytes);
}

void CheckValidFrom(std::string_view field, const v1::Reward& wire, Violations& found) {
  if (wire.has_valid_from_time()) found.UnlessTime(field, wire.valid_from_time());
}

void CheckValidUntil(std::string_view field, const v1::Reward& wire, Violations& found) {
  if (wire.has_valid_until_time()) found.UnlessTime(field, wire.valid_until_time());
}

void CheckNothing(std::string_view, const v1::Reward&, Violations&) {}

void ApplyWorth(const v1::Reward& wire, Reward& reward) {
  reward.worth = {ToMinorUnits(wire.worth()).value_or(0), wire.worth().currency_code()};
}

void ApplyMoments(const v1::Reward& wire, Reward& reward) {
  reward.moments.clear();
  for (const int moment : wire.moments()) reward.moments.push_back(static_cast<Moment>(moment));
}

std::optional<absl::Time> TimeOf(bool has, const google::protobuf::Timestamp& time) {
  return has ? std::optional(ToTime(time)) : std::nullopt;
}

void ApplyDisplayName(const v1::Reward& w, Reward& r) { r.display_name = w.display_name(); }
void ApplyKind(const v1::Reward& w, Reward& r) { r.kind = w.kind(); }
void ApplyAttributes(const v1::Reward& w, Reward& r) {
  r.attributes = {w.attributes().begin(), w.attributes().end()};
}
void ApplyStockCount(const v1::Reward& w, Reward& r) { r.stock = w.stock_count(); }
void ApplyMinimumAge(const v1::Reward& w, Reward& r) { r.minimum_age = w.minimum_age(); }
void ApplyAlcohol(const v1::Reward& w, Reward& r) { r.alcohol = static_cast<Alcohol>(w.alcohol()); }
void ApplyBroadlyUsable(const v1::Reward& w, Reward& r) { r.broadly_usable = w.broadly_usable(); }
void ApplyValidFromTime(const v1::Reward& w, Reward& r) {
  r.valid_from = TimeOf(w.has_valid_from_time(), w.valid_from_time());
}
void ApplyValidUntilTime(const v1::Reward& w, Reward& r) {
  r.valid_until = TimeOf(w.has_valid_until_time(), w.valid_until_time());
}
void ApplyForCompanies(const v1::Reward& w, Reward& r) { r.for_companies = w.for_companies(); }
void ApplyCountries(const v1::Reward& w, Reward& r) {
  r.countries = {w.countries().begin(), w.countries().end()};
}

// Whether a field differs from an empty message's.
bool IsSet(const v1::Reward& wire, std::string_view path) {
  const auto* field = v1::Reward::descriptor()->FindFieldByName(std::string(path));
  const auto* reflection = wire.GetReflection();
  return field->is_repeated() ? reflection->FieldSize(wire, field) > 0 : reflection->HasField(wire, field);
}

}  // namespace

std::span<const RewardField> RewardFields() {
  static constexpr std::array<RewardField, 13> kFields = {{
      {"display_name", CheckDisplayName, ApplyDisplayName},
      {"kind", CheckKind, ApplyKind},
      {"worth", CheckWorth, ApplyWorth},
      {"attributes", CheckAttributes, ApplyAttributes},
      {"stock_count", CheckStock, ApplyStockCount},
      {"minimum_age", CheckMinimumAge, ApplyMinimumAge},
      {"alcohol", CheckAlcohol, ApplyAlcohol},
      {"moments", CheckMoments, ApplyMoments},
      {"broadly_usable", CheckNothing, ApplyBroadlyUsable},
      {"valid_from_time", CheckValidFrom, ApplyValidFromTime},
      {"valid_until_time", CheckValidUntil, ApplyValidUntilTime},
      {"for_companies", CheckNothing, ApplyForCompanies},
      {"countries", CheckCountries, ApplyCountries},
  }};
  return kFields;
}

std::vector<const RewardField*> FieldsOf(const v1::UpdateRewardRequest& request, Violations& found) {
  std::vector<const RewardField*> named;
  if (request.update_mask().paths().empty()) {
    for (const RewardField& field : RewardFields())
      if (IsSet(request.reward(), field.path)) named.push_back(&field);
    return named;
  }
  for (const std::string& path : request.update_mask().paths()) {
    const auto field = std::ranges::find(RewardFields(), path, &RewardField::path);
    if (field != RewardFields().end()) {
      named.push_back(&*field);
    } else {
      found.Add("update_mask", "names \"" + path + "\", which cannot be changed");
    }
  }
  return named;
}

}  // namespace bestand::reward_catalog
