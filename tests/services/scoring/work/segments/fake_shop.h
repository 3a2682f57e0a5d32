#pragma once

#include <algorithm>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <tuple>
#include <vector>

#include "common/error/error.h"
#include "services/scoring/work/customer_scorer.h"
#include "services/scoring/work/model_store.h"
#include "services/scoring/work/score_store.h"
#include "services/scoring/work/segments/purchase_lines.h"

namespace bestand::scoring {

struct ShopLine {
  std::string customer, product;
  int32_t day;
  int64_t quantity, value_minor;
};

// A shop in memory: its lines, catalogue and customers, and scores that CustomerScorer makes of the lines.
class FakeShop : public PurchaseLineSource, public AttributeSource {
 public:
  void Buy(const std::string& customer, const std::string& product, int32_t day, int64_t value_minor) {
    lines.push_back({customer, product, day, value_minor > 0 ? 1 : -1, value_minor});
  }

  absl::Status StreamLines(int32_t until_day,
                           absl::FunctionRef<absl::Status(const LineChunk&)> take) override {
    std::stable_sort(lines.begin(), lines.end(), [](const ShopLine& a, const ShopLine& b) {
      return std::tie(a.customer, a.day) < std::tie(b.customer, b.day);
    });
    LineChunk chunk{.currency = currency};
    for (const ShopLine& line : lines) {
      if (line.day > until_day) continue;
      Put(line, chunk);
      if (chunk.days.size() < lines_a_chunk) continue;
      if (before_chunk) RETURN_IF_ERROR(before_chunk());
      RETURN_IF_ERROR(take(chunk));
      chunk = {.currency = currency};
    }
    return take(chunk);
  }

  absl::Status StreamProducts(absl::FunctionRef<absl::Status(const CatalogueProduct&)> take) override {
    for (const CatalogueProduct& product : catalogue) RETURN_IF_ERROR(take(product));
    return absl::OkStatus();
  }
  absl::Status StreamCustomers(absl::FunctionRef<absl::Status(const CustomerAttributes&)> take) override {
    for (const CustomerAttributes& customer : customers) RETURN_IF_ERROR(take(customer));
    return absl::OkStatus();
  }

  // By customer id.
  std::vector<Summary> Summaries() const {
    std::map<std::string, std::map<int32_t, int64_t>> days;
    for (const ShopLine& line : lines) days[line.customer][line.day] += line.value_minor;
    std::vector<Summary> summaries;
    for (const auto& [id, values] : days) {
      Summary summary{.customer_id = id,
                      .first_day = values.begin()->first,
                      .last_day = values.rbegin()->first,
                      .repeats = static_cast<int32_t>(values.size()) - 1};
      for (const auto& [day, value] : values) {
        summary.total_value_minor += value;
        if (day != summary.first_day) summary.repeat_value_minor += value;
      }
      summaries.push_back(summary);
    }
    return summaries;
  }

  std::vector<ShopLine> lines;
  std::vector<CatalogueProduct> catalogue;
  std::vector<CustomerAttributes> customers;
  std::string currency = "EUR";
  size_t lines_a_chunk = 100;
  std::function<absl::Status()> before_chunk;

 private:
  static int32_t IndexOf(const std::string& id, std::vector<std::string>& ids) {
    const auto found = std::find(ids.begin(), ids.end(), id);
    if (found == ids.end()) return ids.push_back(id), static_cast<int32_t>(ids.size()) - 1;
    return static_cast<int32_t>(found - ids.begin());
  }

  static void Put(const ShopLine& line, LineChunk& chunk) {
    chunk.customer_indexes.push_back(IndexOf(line.customer, chunk.customer_ids));
    chunk.product_indexes.push_back(IndexOf(line.product, chunk.product_ids));
    chunk.days.push_back(line.day);
    chunk.quantities.push_back(line.quantity);
    chunk.values_minor.push_back(line.value_minor);
  }
};

// One model, always active.
class OneModel : public ModelStore {
 public:
  absl::Status KeepActive(const FittedModel&) override { return absl::UnimplementedError("not needed"); }
  absl::StatusOr<std::shared_ptr<const FittedModel>> Find(std::string_view) override { return model; }
  absl::StatusOr<std::shared_ptr<const FittedModel>> FindActive() override { return model; }
  absl::Status Activate(std::string_view) override { return absl::UnimplementedError("not needed"); }
  absl::StatusOr<ModelReport> FindReport(std::string_view) override {
    return absl::UnimplementedError("not needed");
  }
  absl::StatusOr<std::vector<FittedModel>> List(int, std::string_view) override {
    return absl::UnimplementedError("not needed");
  }

  std::shared_ptr<FittedModel> model = std::make_shared<FittedModel>();
};

// The scores of a shop's customers as one published set.
class ShopScores : public ScoreReader {
 public:
  ShopScores(const FakeShop& shop, const OneModel& models) : shop_(shop), models_(models) {}

  void Score(int32_t as_of_day) {
    set_ = std::make_shared<ScoreSet>(ScoreSet{.number = (set_ ? set_->number : 0) + 1,
                                               .currency = shop_.currency,
                                               .as_of_day = as_of_day,
                                               .published = true});
    auto scorer = CustomerScorer::Make(*models_.model, set_->settings);
    scores_ = *scorer->Score(shop_.Summaries(), as_of_day, absl::UnixEpoch());
  }

  absl::StatusOr<std::shared_ptr<const ScoreSet>> Published() override {
    if (set_) return set_;
    return Failure(absl::StatusCode::kFailedPrecondition, "NO_SCORES", "No score set was published yet.");
  }
  absl::StatusOr<std::shared_ptr<const ScoreSet>> FindSet(int32_t) override { return Published(); }
  absl::StatusOr<std::vector<CustomerScore>> List(int32_t, std::string_view after, int limit) override {
    std::vector<CustomerScore> page;
    for (const CustomerScore& score : scores_) {
      if (score.summary.customer_id > after && page.size() < static_cast<size_t>(limit))
        page.push_back(score);
    }
    return page;
  }

  absl::StatusOr<FoundScore> Find(std::string_view) override { return NotNeeded(); }
  absl::StatusOr<FoundScores> FindMany(std::span<const std::string>) override { return NotNeeded(); }
  absl::StatusOr<FoundScore> FindIn(int32_t, std::string_view) override { return NotNeeded(); }
  absl::StatusOr<std::vector<ScoreSet>> ListSets(int32_t, int) override { return NotNeeded(); }
  absl::StatusOr<std::vector<CustomerScore>> ListAtRisk(const AtRiskPage&) override { return NotNeeded(); }
  absl::Status ReadValues(int32_t, absl::FunctionRef<void(const CustomerValue&)>) override {
    return NotNeeded();
  }

  std::vector<CustomerScore>& scores() { return scores_; }

 private:
  static absl::Status NotNeeded() { return absl::UnimplementedError("not needed"); }

  const FakeShop& shop_;
  const OneModel& models_;
  std::shared_ptr<ScoreSet> set_;
  std::vector<CustomerScore> scores_;
};

}  // namespace bestand::scoring
