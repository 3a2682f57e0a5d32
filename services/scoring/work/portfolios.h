#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <unordered_set>
#include <vector>

#include "absl/status/statusor.h"
#include "services/scoring/domain/portfolio.h"
#include "services/scoring/work/model_store.h"
#include "services/scoring/work/score_store.h"
#include "services/scoring/work/summaries.h"

namespace bestand::scoring {

// A group of customers; minor units.
struct ValueGroup {
  int64_t customers = 0;
  int64_t clv_60_months_minor = 0;
  int64_t first_purchase_minor = 0;  // what their first purchases brought; each customer at least 0
  int64_t purchase_minor = 0;        // the sum of their expected values of one purchase day
};

inline constexpr size_t kDormancyStates = 6;

// The published scores all together.
struct PortfolioReport {
  std::string currency;
  int32_t as_of_day = 0;
  Portfolio portfolio{};
  int64_t revenue_so_far_minor = 0;
  std::array<ValueGroup, kDormancyStates> by_state{};  // indexed by DormancyState
  ValueGroup all;
  std::optional<ValueGroup> addressable;  // when a purpose was given
};

using CustomerIds = std::unordered_set<std::string>;

// Returns who may be addressed for a purpose; nobody for "". Fails with PURPOSE_UNKNOWN or SERVICE_AWAY.
absl::StatusOr<CustomerIds> AddressableIds(AddressableSource& source, const std::string& purpose_id);

// Says what all customers together are worth. Threads may share it.
class Portfolios {
 public:
  Portfolios(ScoreReader& reader, ModelStore& models, AddressableSource& addressable)
      : reader_(reader), models_(models), addressable_(addressable) {}

  // `purpose_id` may be empty: then nobody's consent is asked for. Fails with NO_SCORES, PURPOSE_UNKNOWN and
  // SERVICE_AWAY: nobody ever counts as addressable without consent's word. Fails with CONCURRENT_CHANGE when
  // the set was removed while it was read: ask again.
  absl::StatusOr<PortfolioReport> Summarise(const std::string& purpose_id) const;

 private:
  ScoreReader& reader_;
  ModelStore& models_;
  AddressableSource& addressable_;
};

}  // namespace bestand::scoring
