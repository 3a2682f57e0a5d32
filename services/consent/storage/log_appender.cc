#include "services/consent/storage/log_appender.h"

#include <algorithm>
#include <set>
#include <utility>

#include "common/error/error.h"
#include "common/id/digest.h"
#include "common/id/id.h"
#include "common/tlog/checkpoint.h"
#include "services/consent/domain/leaf.h"
#include "services/consent/storage/row_values.h"
#include "services/consent/storage/statements.h"

namespace bestand::consent {
namespace {

using storage::Bytes;
using storage::Row;
using storage::Rows;

constexpr size_t kSubjectBytes = 16;
constexpr size_t kSaltBytes = 32;
constexpr int64_t kGrowth = 50'000;  // leaves in one step of an upgrade

absl::Status BeyondTheLog() { return absl::DataLossError("the log's tree holds more than the log"); }

std::vector<std::string> CustomersOf(std::span<const TimedEvent> events) {
  std::set<std::string> customers;
  for (const TimedEvent& timed : events) customers.insert(timed.event.customer);
  return {customers.begin(), customers.end()};
}

}  // namespace

// The columns of the rows to add.
struct LogAppender::Batch {
  std::vector<int64_t> indexes, kinds, channels, wordings;
  std::vector<absl::Time> times;
  std::vector<std::string> ids, purposes, subjects, leaves, hashes;
  std::vector<PlainPayload> payloads;
  std::set<Chain> moved;  // whose tips
};

absl::StatusOr<LogAppender> LogAppender::Hold(storage::Session& session, const LogMeans& means) {
  ASSIGN_OR_RETURN(const Rows head, session.Run(sql::kLockLogHead));
  if (head.empty()) return absl::InternalError("the log has no head");
  if (head[0].Int(3) > head[0].Int(0)) return BeyondTheLog();
  ASSIGN_OR_RETURN(LogTree tree, LogTree::Of(session, head[0].Int(3), head[0].Bytes(4)));
  LogAppender log(session, means, std::move(tree));
  log.size_ = head[0].Int(0);
  log.now_ = head[0].Time(1);
  log.noted_ = head[0].Bool(2);
  log.Tick();
  RETURN_IF_ERROR(log.tree_.CatchUp(log.size_));
  return log;
}

void LogAppender::Tick() {
  // Never back and never equal, whatever the machine's clock does.
  now_ = std::max(means_.clock.Now(), now_ + absl::Microseconds(1));
}

absl::Status LogAppender::Append(std::span<const NewEvent> events) {
  std::vector<TimedEvent> timed;
  for (const NewEvent& event : events) timed.push_back({event, now_});
  return Append(timed);
}

absl::Status LogAppender::Append(std::span<const TimedEvent> events) {
  if (events.empty()) return absl::OkStatus();
  const std::vector<std::string> customers = CustomersOf(events);
  RETURN_IF_ERROR(ReadSubjects(customers));
  RETURN_IF_ERROR(ReadTips(customers));
  Batch batch;
  for (const TimedEvent& timed : events) AddTo(batch, timed);
  RETURN_IF_ERROR(Write(batch));
  RETURN_IF_ERROR(tree_.Append(batch.hashes));
  size_ += static_cast<int64_t>(batch.indexes.size());
  last_ = events.back().time;
  return MoveHead(customers);
}

absl::Status LogAppender::ReadSubjects(const std::vector<std::string>& customers) {
  ASSIGN_OR_RETURN(const Rows known, session_->Run(sql::kFindPseudonyms, {{"customer_ids", customers}}));
  for (const Row row : known) subjects_[std::string(row.Text(0))] = row.Bytes(1);
  std::vector<std::string> added, names;
  for (const std::string& customer : customers) {
    if (subjects_.contains(customer)) continue;
    added.push_back(customer);
    names.push_back(subjects_[customer] = RandomBytes(kSubjectBytes));
  }
  if (added.empty()) return absl::OkStatus();
  return session_->Run(sql::kAddPseudonyms, {{"customer_ids", added}, {"subjects", AsBytes(names)}}).status();
}

absl::Status LogAppender::ReadTips(const std::vector<std::string>& customers) {
  ASSIGN_OR_RETURN(const Rows tips, session_->Run(sql::kListChainTips, {{"customer_ids", customers}}));
  for (const Row tip : tips) {
    tips_[{std::string(tip.Text(0)), static_cast<int>(tip.Int(1)), std::string(tip.Text(2))}] = tip.Bytes(3);
  }
  return absl::OkStatus();
}

void LogAppender::AddTo(Batch& batch, const TimedEvent& timed) {
  const NewEvent& event = timed.event;
  const Chain chain(event.customer, NumberOf(event.channel), event.purpose);
  const std::string& subject = subjects_.at(event.customer);
  const std::string salt = RandomBytes(kSaltBytes);
  std::string& tip = tips_[chain];
  const std::string id = NewUuid();
  const std::string leaf = EncodeLeaf({id, timed.time, subject, Commitment(salt, event.payload), tip}, event);
  tip = LeafHash(leaf);
  batch.indexes.push_back(size_ + static_cast<int64_t>(batch.indexes.size()));
  batch.kinds.push_back(static_cast<int64_t>(event.kind));
  batch.channels.push_back(NumberOf(event.channel));
  batch.wordings.push_back(event.wording);
  batch.times.push_back(timed.time);
  batch.ids.push_back(id);
  batch.purposes.push_back(event.purpose);
  batch.subjects.push_back(subject);
  batch.leaves.push_back(leaf);
  batch.hashes.push_back(tip);
  batch.payloads.push_back({{subject, batch.indexes.back()}, salt, event.payload});
  batch.moved.insert(chain);
}

absl::Status LogAppender::Write(const Batch& batch) {
  // First: new keys are durable before anything that is sealed under them.
  ASSIGN_OR_RETURN(const std::vector<std::string> sealed, means_.vault.Seal(batch.payloads));
  RETURN_IF_ERROR(session_
                      ->Run(sql::kAddEvents, {{"log_indexes", batch.indexes},
                                              {"event_ids", batch.ids},
                                              {"kinds", batch.kinds},
                                              {"event_times", batch.times},
                                              {"subjects", AsBytes(batch.subjects)},
                                              {"channels", batch.channels},
                                              {"purpose_ids", batch.purposes},
                                              {"wordings", batch.wordings},
                                              {"leaves", AsBytes(batch.leaves)},
                                              {"leaf_hashes", AsBytes(batch.hashes)}})
                      .status());
  RETURN_IF_ERROR(
      session_->Run(sql::kAddPayloads, {{"log_indexes", batch.indexes}, {"sealed", AsBytes(sealed)}})
          .status());
  return WriteTips(batch);
}

absl::Status LogAppender::WriteTips(const Batch& batch) {
  std::vector<int> channels;
  std::vector<std::string> customers, purposes;
  std::vector<Bytes> tips;
  for (const Chain& chain : batch.moved) {
    customers.push_back(std::get<0>(chain));
    channels.push_back(std::get<1>(chain));
    purposes.push_back(std::get<2>(chain));
    tips.push_back({tips_.at(chain)});
  }
  return session_
      ->Run(sql::kSetChainTips, {{"customer_ids", customers},
                                 {"channels", channels},
                                 {"purpose_ids", purposes},
                                 {"leaf_hashes", tips}})
      .status();
}

absl::Status LogAppender::MoveHead(const std::vector<std::string>& customers) {
  // While another version of the service wrote events without a note, it may have been anybody.
  const std::vector<std::string> everybody = {""};
  const bool noted = std::exchange(noted_, true);
  const tlog::Edge& edge = tree_.edge();
  return session_
      ->Run(sql::kMoveLogHead, {{"size", size_},
                                {"edge", Bytes{edge.hashes()}},
                                {"checkpoint", tlog::SignCheckpoint(means_.signer, size_, edge.Root())},
                                {"last_time", last_},
                                {"customer_ids", noted ? customers : everybody}})
      .status();
}

absl::Status GrowLogTree(storage::Database& database, const LogMeans& means) {
  const tlog::Verifier verifier = means.signer.verifier();
  // Says whether it is done.
  const auto step = [&](storage::Session& session) -> absl::StatusOr<bool> {
    ASSIGN_OR_RETURN(const Rows head, session.Run(sql::kLockLogHead));
    if (head.empty()) return absl::InternalError("the log has no head");
    const int64_t size = head[0].Int(0), grown = head[0].Int(3);
    if (grown > size) return BeyondTheLog();
    const auto signed_ = tlog::OpenCheckpoint(head[0].Text(5), verifier);
    if (grown == size && signed_.has_value() && signed_->size == size) return true;
    ASSIGN_OR_RETURN(LogTree tree, LogTree::Of(session, grown, head[0].Bytes(4)));
    RETURN_IF_ERROR(tree.CatchUp(std::min(size, grown + kGrowth)));
    const tlog::Edge& edge = tree.edge();
    RETURN_IF_ERROR(session
                        .Run(sql::kGrowLogTree,
                             {{"tree_size", edge.size()},
                              {"edge", Bytes{edge.hashes()}},
                              {"checkpoint", tlog::SignCheckpoint(means.signer, edge.size(), edge.Root())}})
                        .status());
    return edge.size() == size;
  };
  while (true) {
    ASSIGN_OR_RETURN(const bool done, database.InTransaction(step));
    if (done) return absl::OkStatus();
  }
}

}  // namespace bestand::consent
