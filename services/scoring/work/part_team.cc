#include "services/scoring/work/part_team.h"

#include <iterator>
#include <thread>
#include <vector>

#include "common/error/error.h"
#include "services/scoring/work/fit_data.h"

namespace bestand::scoring {

absl::Status PartTeam::Work(const TeamOrder& order) {
  ++busy_;
  std::atomic<bool> broken = false;
  std::vector<absl::Status> ends(static_cast<size_t>(std::max(parts_.threads, 1)));
  {
    std::vector<std::jthread> threads;
    for (absl::Status& end : ends) {
      threads.emplace_back([&] {
        end = WorkAlone(order, broken);
        if (!end.ok()) broken = true;
      });
    }
  }
  --busy_;
  absl::Status first;
  for (const absl::Status& end : ends) {
    // One that was stopped because of another's failure is not the reason.
    if (first.ok() || absl::IsCancelled(first)) first = end.ok() ? first : end;
  }
  return first;
}

absl::Status PartTeam::WorkAlone(const TeamOrder& order, const std::atomic<bool>& broken) const {
  const auto stopped = [&] { return broken || order.stopped(); };
  ASSIGN_OR_RETURN(CustomerScorer scorer, CustomerScorer::Make(order.model, order.set.settings));
  while (!stopped()) {
    ASSIGN_OR_RETURN(const auto part, parts_.writer.ClaimPart(order.set.number, parts_.lease));
    if (!part) return absl::OkStatus();
    absl::Status done;
    if (const auto scores = Score(order, *part, scorer, stopped); scores.ok()) {
      done = parts_.writer.FinishPart(order.set.number, *part, *scores);
    } else {
      done = scores.status();
    }
    if (!done.ok()) parts_.writer.ReleasePart(order.set.number, *part).IgnoreError();
    RETURN_IF_ERROR(done);
    if (order.finished) order.finished();
  }
  return Stopped();
}

absl::StatusOr<std::vector<CustomerScore>> PartTeam::Score(const TeamOrder& order, const ScorePart& part,
                                                           CustomerScorer& scorer,
                                                           const std::function<bool()>& stopped) const {
  std::vector<CustomerScore> scores;
  const SummaryQuery query{.as_of_day = order.set.counted_until(),
                           .first_bucket = part.first_bucket,
                           .end_bucket = part.end_bucket,
                           .traits = order.model.UsesCovariates()};
  RETURN_IF_ERROR(parts_.source.Stream(query, [&](const SummaryChunk& chunk) -> absl::Status {
    if (stopped()) return Stopped();
    if (chunk.summaries.empty()) return absl::OkStatus();
    RETURN_IF_ERROR(CheckCurrency(chunk.currency.code, order.model.currency.code));
    ASSIGN_OR_RETURN(auto some, scorer.Score(chunk.summaries, order.set.as_of_day, parts_.clock.Now()));
    scores.insert(scores.end(), std::make_move_iterator(some.begin()), std::make_move_iterator(some.end()));
    return absl::OkStatus();
  }));
  return scores;
}

}  // namespace bestand::scoring
