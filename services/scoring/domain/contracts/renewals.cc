#include "services/scoring/domain/contracts/renewals.h"

#include <algorithm>
#include <numeric>
#include <string>

#include "common/error/error.h"

namespace bestand::scoring {
namespace {

absl::Status OutOfOrder(std::string_view message) {
  return Failure(absl::StatusCode::kInvalidArgument, "HISTORY_OUT_OF_ORDER", message);
}

void Reach(size_t length, Renewals& renewals) {
  if (renewals.left.size() >= length) return;
  renewals.renewed.resize(length);
  renewals.left.resize(length);
}

absl::Status CheckCohort(int64_t started, std::span<const int64_t> lost) {
  int64_t remaining = started;
  for (size_t k = 0; k < lost.size(); ++k) {
    if (lost[k] < 0 || lost[k] > remaining) {
      return OutOfOrder("At renewal " + std::to_string(k + 1) + " " + std::to_string(lost[k]) + " of " +
                        std::to_string(remaining) + " contracts left; send 0 to what remained.");
    }
    remaining -= lost[k];
  }
  if (lost.size() <= kMostRenewals) return absl::OkStatus();
  return OutOfOrder("A cohort came up for renewal more than 10,000 times; leave the later ones out.");
}

}  // namespace

int64_t Renewals::TotalRenewed() const { return std::accumulate(renewed.begin(), renewed.end(), int64_t{0}); }
int64_t Renewals::TotalLeft() const { return std::accumulate(left.begin(), left.end(), int64_t{0}); }

absl::Status AddContract(const ContractCourse& course, Renewals& renewals) {
  if (course.first < 1 || course.renewed < 0 || course.first > kMostRenewals - course.renewed) {
    return OutOfOrder("A contract seen from renewal " + std::to_string(course.first) + " on, renewed " +
                      std::to_string(course.renewed) + " times, cannot be; send 1 or more, 0 or more, " +
                      "together at most 10,000.");
  }
  if (course.renewed == 0 && !course.left) return absl::OkStatus();
  const auto begin = static_cast<size_t>(course.first - 1), end = begin + static_cast<size_t>(course.renewed);
  Reach(end + (course.left ? 1 : 0), renewals);
  for (size_t k = begin; k < end; ++k) ++renewals.renewed[k];
  if (course.left) ++renewals.left[end];
  ++renewals.contracts;
  return absl::OkStatus();
}

absl::Status AddCohort(int64_t started, std::span<const int64_t> lost, Renewals& renewals) {
  RETURN_IF_ERROR(CheckCohort(started, lost));
  Reach(lost.size(), renewals);
  int64_t remaining = started;
  for (size_t k = 0; k < lost.size(); ++k) {
    remaining -= lost[k];
    renewals.left[k] += lost[k];
    renewals.renewed[k] += remaining;
  }
  if (!lost.empty()) renewals.contracts += started;
  return absl::OkStatus();
}

}  // namespace bestand::scoring
