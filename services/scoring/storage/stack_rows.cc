#include "services/scoring/storage/stack_rows.h"

#include "common/error/error.h"
#include "services/scoring/storage/statements.h"

namespace bestand::scoring {
namespace {

using storage::Row;
using storage::Rows;
using storage::Session;

constexpr size_t kQualities = 3;

std::vector<double> Numbers(const Signals& signals) {
  std::vector<double> numbers;
  for (size_t i = 0; i < kSignals; ++i) numbers.push_back(signals[i]);
  return numbers;
}

// The columns of all three qualities.
struct QualityColumns {
  explicit QualityColumns(const DormancyReport& report) {
    for (const ForecastQuality* quality : {&report.baseline, &report.model, &report.stack}) {
      aucs.push_back(quality->auc);
      briers.push_back(quality->brier);
      log_scores.push_back(quality->log_score);
      bins.push_back(static_cast<int64_t>(quality->calibration.size()));
      for (const CalibrationBin& bin : quality->calibration) {
        customers.push_back(bin.customers);
        predicted.push_back(bin.predicted);
        actual.push_back(bin.actual);
      }
    }
  }
  std::vector<double> aucs, briers, log_scores, predicted, actual;
  std::vector<int64_t> bins, customers;
};

DormancyReport ToReport(const Row& row) {
  DormancyReport report{.customers = row.Int(4), .days = static_cast<int>(row.Int(5))};
  ForecastQuality* const qualities[kQualities] = {&report.baseline, &report.model, &report.stack};
  const std::vector<double> aucs = row.Reals(6), briers = row.Reals(7), log_scores = row.Reals(8);
  const std::vector<int64_t> bins = row.Ints(9), customers = row.Ints(10);
  const std::vector<double> predicted = row.Reals(11), actual = row.Reals(12);
  size_t bin = 0;
  for (size_t i = 0; i < kQualities; ++i) {
    qualities[i]->auc = aucs[i];
    qualities[i]->brier = briers[i];
    qualities[i]->log_score = log_scores[i];
    for (int64_t left = bins[i]; left > 0; --left, ++bin) {
      qualities[i]->calibration.push_back({customers[bin], predicted[bin], actual[bin]});
    }
  }
  return report;
}

}  // namespace

absl::Status AddDormancyStack(Session& session, const FittedModel& model) {
  if (!model.dormancy) return absl::OkStatus();
  const DormancyStack& stack = model.yardstick.stack;
  const QualityColumns columns(*model.dormancy);
  return session
      .Run(sql::kAddDormancyStack, {{"model_id", model.id},
                                    {"trained", stack.trained},
                                    {"intercept", stack.intercept},
                                    {"weights", Numbers(stack.weight)},
                                    {"centres", Numbers(stack.centre)},
                                    {"customers", model.dormancy->customers},
                                    {"days", model.dormancy->days},
                                    {"aucs", columns.aucs},
                                    {"briers", columns.briers},
                                    {"log_scores", columns.log_scores},
                                    {"calibration_bins", columns.bins},
                                    {"calibration_customers", columns.customers},
                                    {"calibration_predicted", columns.predicted},
                                    {"calibration_actual", columns.actual}})
      .status();
}

absl::Status ReadDormancyStack(Session& session, FittedModel& model) {
  ASSIGN_OR_RETURN(const Rows rows, session.Run(sql::kFindDormancyStack, {{"model_id", model.id}}));
  if (rows.empty()) return absl::OkStatus();
  const Row row = rows[0];
  model.dormancy = ToReport(row);
  const std::vector<double> weights = row.Reals(2), centres = row.Reals(3);
  if (weights.size() != kSignals || centres.size() != kSignals) return absl::OkStatus();
  DormancyStack& stack = model.yardstick.stack;
  stack.trained = row.Bool(0);
  stack.intercept = row.Real(1);
  for (size_t i = 0; i < kSignals; ++i) {
    stack.weight[i] = weights[i];
    stack.centre[i] = centres[i];
  }
  return absl::OkStatus();
}

}  // namespace bestand::scoring
