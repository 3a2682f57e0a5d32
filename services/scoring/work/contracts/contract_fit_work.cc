#include "services/scoring/work/contracts/contract_fit_work.h"

#include <charconv>
#include <map>

#include "common/error/error.h"

namespace bestand::scoring {
namespace {

absl::Status Stopped() { return absl::CancelledError("The job was stopped."); }

absl::Status NoContracts() {
  return Failure(absl::StatusCode::kFailedPrecondition, "TOO_FEW_CUSTOMERS",
                 "No contract had begun by the day asked for; record contracts or choose a later day.",
                 {{"have", "0"}, {"need", "1"}, {"of", "contracts"}});
}

int32_t Today(const Clock& clock) {
  return static_cast<int32_t>(absl::ToCivilDay(clock.Now(), absl::UTCTimeZone()) -
                              absl::CivilDay(1970, 1, 1));
}

using ByPeriod = std::map<int, Renewals>;

// What all contracts did up to and on a day, by length of period.
absl::StatusOr<ByPeriod> Collect(ContractSource& source, int32_t day, jobs::JobContext& job) {
  ByPeriod by_period;
  int64_t seen = 0;
  RETURN_IF_ERROR(source.StreamTerms([&](std::span<const ContractTerm> terms) -> absl::Status {
    if (job.Cancelled()) return Stopped();
    for (const ContractTerm& term : terms) {
      const auto course = CourseUntil(term, day);
      if (course) RETURN_IF_ERROR(AddContract(*course, by_period[term.period_months]));
    }
    seen += static_cast<int64_t>(terms.size());
    job.Report({.done = seen, .unit = "contracts", .activity = "Reading contracts"});
    return absl::OkStatus();
  }));
  return by_period;
}

// Too few contracts are no failure: then there is no fit.
absl::StatusOr<PeriodFit> FitOne(int period_months, const Renewals& renewals, jobs::JobContext& job) {
  PeriodFit period{.period_months = period_months,
                   .contracts = renewals.contracts,
                   .renewed = renewals.TotalRenewed(),
                   .left = renewals.TotalLeft()};
  auto fit = FitSbg(renewals, {.keep_going = [&](const FitProgress&) { return !job.Cancelled(); }});
  if (fit.ok()) {
    period.fit = *std::move(fit);
  } else if (ReasonOf(fit.status()) != "TOO_FEW_CUSTOMERS") {
    return fit.status();
  }
  return period;
}

}  // namespace

const PeriodFit* ContractModel::Find(int period_months) const {
  for (const PeriodFit& period : periods) {
    if (period.period_months == period_months) return &period;
  }
  return nullptr;
}

std::string Encode(const ContractFitRequest& request) {
  return request.as_of_day ? std::to_string(*request.as_of_day) : "-";
}

absl::StatusOr<ContractFitRequest> DecodeContractFitRequest(std::string_view bytes) {
  if (bytes == "-") return ContractFitRequest{};
  int32_t day = 0;
  const auto end = std::from_chars(bytes.data(), bytes.data() + bytes.size(), day);
  if (end.ec == std::errc() && end.ptr == bytes.data() + bytes.size()) return ContractFitRequest{day};
  return Failure(absl::StatusCode::kInternal, "INTERNAL_ERROR",
                 "A job's own record cannot be read; start a new job.");
}

absl::StatusOr<std::string> ContractFitWork::operator()(jobs::JobContext& job) const {
  ASSIGN_OR_RETURN(const ContractFitRequest request, DecodeContractFitRequest(job.job().parameters));
  ContractModel model{.id = job.job().id, .as_of_day = request.as_of_day.value_or(Today(clock_))};
  ASSIGN_OR_RETURN(const ByPeriod by_period, Collect(source_, model.as_of_day, job));
  if (by_period.empty()) return NoContracts();
  for (const auto& [period_months, renewals] : by_period) {
    ASSIGN_OR_RETURN(PeriodFit period, FitOne(period_months, renewals, job));
    model.periods.push_back(std::move(period));
  }
  if (job.Cancelled()) return Stopped();
  model.create_time = clock_.Now();
  RETURN_IF_ERROR(models_.Keep(model));
  return model.id;
}

}  // namespace bestand::scoring
