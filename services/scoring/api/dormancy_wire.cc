#include "services/scoring/api/dormancy_wire.h"

#include <algorithm>
#include <cmath>

#include "common/validate/violations.h"
#include "services/scoring/api/day_wire.h"

namespace bestand::scoring {
namespace {

constexpr const char* kSignalNames[kSignals] = {
    "MODEL",           "SILENCE",        "GAP_RATIO",           "REPEATS",          "RHYTHM",
    "SPENDING",        "BREADTH",        "PACE_TREND",          "VALUE_TREND",      "BREADTH_TREND",
    "RETURNED_BASKET", "OPEN_COMPLAINT", "UNANSWERED_CONTACTS", "CROWDED_CONTACTS", "CONTRACT_END"};

void ToWire(const std::string& method, const ForecastQuality& quality, v1::ForecastQuality& wire) {
  wire.set_method(method);
  wire.set_auc(quality.auc);
  wire.set_brier(quality.brier);
  wire.set_log_score(quality.log_score);
  for (const CalibrationBin& bin : quality.calibration) {
    v1::DormancyBin& added = *wire.add_calibration();
    added.set_customer_count(bin.customers);
    added.set_predicted_probability(bin.predicted);
    added.set_actual_share(bin.actual);
  }
}

void FillWeights(const DormancyStack& stack, v1::GetDormancyReportResponse& wire) {
  std::vector<size_t> order;
  for (size_t i = 0; i < kSignals; ++i) {
    if (stack.weight[i] != 0) order.push_back(i);
  }
  std::ranges::stable_sort(
      order, [&](size_t i, size_t j) { return std::abs(stack.weight[i]) > std::abs(stack.weight[j]); });
  for (const size_t i : order) {
    v1::SignalWeight& weight = *wire.add_weights();
    weight.set_signal(kSignalNames[i]);
    weight.set_weight(stack.weight[i]);
    weight.set_centre(stack.centre[i]);
  }
}

v1::ReasonGroup GroupOf(const ReasonGroup& group) {
  v1::ReasonGroup wire;
  wire.set_state(static_cast<v1::DormancyState>(group.state + 1));
  wire.set_companies(group.companies);
  return wire;
}

}  // namespace

absl::Status Check(const v1::BatchAssessDormancyRequest& request) {
  Violations found;
  found.UnlessBatch("customers", request.customers_size());
  for (int at = 0; at < request.customers_size() && at < 1000; ++at) {
    found.UnlessName(Indexed("customers", at), request.customers(at), "customers/*");
  }
  if (request.has_horizon()) UnlessHorizon("horizon", request.horizon(), found);
  return found.ToStatus();
}

absl::Status Check(const v1::GetDormancyReportRequest& request) {
  Violations found;
  found.UnlessName("name", request.name(), "models/*");
  return found.ToStatus();
}

absl::Status Check(const v1::ListGivenReasonsRequest& request) {
  Violations found;
  if (request.has_since_time()) found.UnlessTime("since_time", request.since_time());
  return found.ToStatus();
}

void ToWire(const FittedModel& model, v1::GetDormancyReportResponse& wire) {
  wire.set_name("models/" + model.id);
  wire.set_stack_used(model.yardstick.stack.trained);
  FillWeights(model.yardstick.stack, wire);
  if (!model.dormancy) return;
  wire.set_customer_count(model.dormancy->customers);
  *wire.mutable_holdout() = DurationOfDays(model.dormancy->days);
  ToWire("silence", model.dormancy->baseline, *wire.add_qualities());
  ToWire("model", model.dormancy->model, *wire.add_qualities());
  ToWire("stack", model.dormancy->stack, *wire.add_qualities());
}

void ToWire(const std::vector<CountedReason>& reasons, v1::ListGivenReasonsResponse& wire) {
  for (const CountedReason& counted : reasons) {
    v1::GivenReason& reason = *wire.add_reasons();
    *reason.mutable_group() = GroupOf(counted.group);
    reason.set_reason(counted.reason);
    reason.set_customer_count(counted.customers);
    reason.set_share(counted.share.share);
    reason.set_share_low(counted.share.low);
    reason.set_share_high(counted.share.high);
    const bool listed = wire.groups_size() > 0 &&
                        wire.groups(wire.groups_size() - 1).state() == reason.group().state() &&
                        wire.groups(wire.groups_size() - 1).companies() == reason.group().companies();
    if (listed) continue;
    v1::ReasonGroup& group = *wire.add_groups();
    group = reason.group();
    group.set_customer_count(counted.group_customers);
  }
}

}  // namespace bestand::scoring
