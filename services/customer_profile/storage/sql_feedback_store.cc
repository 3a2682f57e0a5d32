#include "services/customer_profile/storage/sql_feedback_store.h"

#include <algorithm>

#include "common/error/error.h"
#include "services/customer_profile/storage/changes.h"
#include "services/customer_profile/storage/statements.h"

namespace bestand::customer_profile {
namespace {

using storage::Repeat;
using storage::Row;
using storage::Rows;
using storage::Session;

constexpr std::string_view kNoId = "00000000-0000-0000-0000-000000000000";

absl::StatusOr<std::vector<FeedbackReason>> ListReasons(Session& session) {
  ASSIGN_OR_RETURN(const Rows rows, session.Run(sql::kListFeedbackReasons));
  std::vector<FeedbackReason> reasons;
  for (const Row row : rows)
    reasons.push_back({std::string(row.Text(0)), std::string(row.Text(1)), row.Bool(2)});
  return reasons;
}

absl::Status CheckRoom(Session& session, const FeedbackReason& reason) {
  ASSIGN_OR_RETURN(const auto reasons, ListReasons(session));
  const bool known = std::ranges::any_of(reasons, [&](const auto& one) { return one.code == reason.code; });
  if (known || reasons.size() < kMaxFeedbackReasons) return absl::OkStatus();
  return Failure(absl::StatusCode::kFailedPrecondition, "ROW_REFUSED",
                 "There are 200 reasons already, which is the most; change one that is retired.");
}

}  // namespace

absl::Status SqlFeedbackStore::Record(std::string_view customer_id, const Feedback& feedback) {
  return database_.InTransaction([&](Session& session) -> absl::Status {
    RETURN_IF_ERROR(LockCustomer(session, customer_id));
    ASSIGN_OR_RETURN(const Rows added, session.Run(sql::kAddFeedback, {{"customer_id", customer_id},
                                                                       {"event_time", feedback.event_time},
                                                                       {"feedback_id", feedback.feedback_id},
                                                                       {"kind", feedback.kind},
                                                                       {"reason", feedback.reason},
                                                                       {"words", feedback.words}}));
    if (added.affected() == 0) {
      return InvalidFields({{"feedback.reason", "is not a reason in force; list the feedback reasons"}});
    }
    return Tell(outbox_, session, ChangeKind::kGiftContext, customer_id);
  });
}

absl::StatusOr<std::vector<Feedback>> SqlFeedbackStore::List(std::string_view customer_id) {
  return database_.InTransaction([&](Session& session) -> absl::StatusOr<std::vector<Feedback>> {
    RETURN_IF_ERROR(LockCustomer(session, customer_id));
    ASSIGN_OR_RETURN(const Rows rows, session.Run(sql::kListFeedback, {{"customer_id", customer_id}}));
    std::vector<Feedback> feedback;
    for (const Row row : rows) {
      feedback.push_back({std::string(row.Text(0)), static_cast<int>(row.Int(1)), std::string(row.Text(2)),
                          std::string(row.Text(3)), row.Time(4)});
    }
    return feedback;
  });
}

absl::Status SqlFeedbackStore::StreamReasons(
    absl::Time since, absl::FunctionRef<absl::Status(const std::vector<GivenReason>&)> show) {
  absl::Time after_time = absl::InfinitePast();
  std::string after_customer, after_id(kNoId);
  for (;;) {
    const auto read = [&](Session& session) {
      return session.Run(sql::kPageFeedbackReasons, {{"since", since},
                                                     {"after_time", after_time},
                                                     {"after_customer", after_customer},
                                                     {"after_id", after_id}});
    };
    ASSIGN_OR_RETURN(const Rows rows, database_.InSession(read, Repeat::kOnce));
    if (rows.empty()) return absl::OkStatus();
    std::vector<GivenReason> reasons;
    for (const Row row : rows) {
      reasons.push_back(
          {std::string(row.Text(0)), std::string(row.Text(1)), static_cast<int>(row.Int(2)), row.Bool(3)});
    }
    RETURN_IF_ERROR(show(reasons));
    const Row last = rows[rows.size() - 1];
    after_time = last.Time(4);
    after_customer = last.Text(0);
    after_id = last.Text(5);
  }
}

absl::Status SqlFeedbackStore::SetReason(const FeedbackReason& reason) {
  return database_.InTransaction([&](Session& session) -> absl::Status {
    RETURN_IF_ERROR(CheckRoom(session, reason));
    return session
        .Run(sql::kSetFeedbackReason,
             {{"code", reason.code}, {"display_name", reason.display_name}, {"retired", reason.retired}})
        .status();
  });
}

absl::StatusOr<std::vector<FeedbackReason>> SqlFeedbackStore::Reasons() {
  return database_.InSession([](Session& session) { return ListReasons(session); }, Repeat::kOnce);
}

}  // namespace bestand::customer_profile
