#include "services/scoring/domain/portfolio_response.h"

#include <algorithm>
#include <cmath>
#include <functional>

#include "common/error/error.h"

namespace bestand::scoring {
namespace {

std::vector<double> ChancesOf(const ResponseAssumptions& assumptions) {
  std::vector<double> chances;
  double asleep = 1, chance = assumptions.wake_rate;
  for (int k = 0; k < assumptions.most_contacts && chance * asleep > 0; ++k) {
    chances.push_back(chance * asleep);
    asleep *= 1 - chance;
    chance *= assumptions.repeat_effect;
  }
  return chances;
}

}  // namespace

absl::Status CheckResponse(const ResponseAssumptions& a) {
  std::vector<FieldViolation> found;
  const auto unless = [&](bool good, const char* field, const char* description) {
    if (!good) found.push_back({field, description});
  };
  unless(a.wake_rate > 0 && a.wake_rate <= 1, "wake_rate", "must be above 0 and at most 1");
  unless(a.repeat_effect >= 0 && a.repeat_effect <= 1, "repeat_effect", "must be 0 to 1");
  unless(a.most_contacts >= 1 && a.most_contacts <= 12, "most_contacts", "must be 1 to 12");
  unless(a.contact_cost > 0 && std::isfinite(a.contact_cost), "contact_cost", "must be above 0");
  return found.empty() ? absl::OkStatus() : InvalidFields(found);
}

// Goes from contact to contact, the most valuable first: for each k the customers in falling order, so that
// the best next one is the best of a few.
class ResponseCurve::Walk {
 public:
  explicit Walk(const ResponseCurve& curve) : curve_(curve), given_(curve.chances_.size(), 0) { Look(); }

  ResponsePoint Here() const { return {contacts_, static_cast<int64_t>(given_[0]), value_, next_value_}; }

  void Go() {
    value_ += next_value_;
    ++contacts_;
    ++given_[next_];
    Look();
  }

 private:
  void Look() {
    next_value_ = 0;
    for (size_t k = 0; k < given_.size(); ++k) {
      if (given_[k] == curve_.stakes_.size()) continue;
      const double value = curve_.stakes_[given_[k]] * curve_.chances_[k];
      if (value > next_value_) next_value_ = value, next_ = k;
    }
  }

  const ResponseCurve& curve_;
  std::vector<size_t> given_;  // customers who got their k-th contact
  size_t next_ = 0;
  int64_t contacts_ = 0;
  double value_ = 0, next_value_ = 0;
};

ResponseCurve::ResponseCurve(std::vector<double> stakes, const ResponseAssumptions& assumptions)
    : stakes_(std::move(stakes)), chances_(ChancesOf(assumptions)), cost_(assumptions.contact_cost) {
  std::erase_if(stakes_, [](double stake) { return !(stake > 0); });
  std::sort(stakes_.begin(), stakes_.end(), std::greater<>());
}

int64_t ResponseCurve::MostContacts() const { return static_cast<int64_t>(stakes_.size() * chances_.size()); }

std::vector<ResponsePoint> ResponseCurve::At(std::span<const int64_t> contacts) const {
  std::vector<ResponsePoint> points;
  Walk walk(*this);
  for (const int64_t wanted : contacts) {
    while (walk.Here().contacts < wanted && walk.Here().next_value > 0) walk.Go();
    points.push_back(walk.Here());
  }
  return points;
}

ResponsePoint ResponseCurve::Best() const {
  Walk walk(*this);
  while (walk.Here().next_value > cost_) walk.Go();
  return walk.Here();
}

}  // namespace bestand::scoring
