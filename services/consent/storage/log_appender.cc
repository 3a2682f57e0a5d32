#include "services/consent/storage/log_appender.h"

#include <algorithm>
#include <set>
#include <utility>

#include "common/error/error.h"
#include "common/id/digest.h"
#include "common/id/id.h"
#include "services/consent/domain/leaf.h"
#include "services/consent/storage/row_values.h"
#include "services/consent/storage/statements.h"

namespace bestand::consent {
namespace {

using storage::Bytes;

constexpr size_t kSubjectBytes = 16;
constexpr size_t kSaltBytes = 32;

std::vector<Bytes> BytesOf(const std::vector<std::string>& texts) {
  std::vector<Bytes> bytes;
  for (const std::string& text : texts) bytes.push_back({text});
  return bytes;
}

}  // namespace

// The columns of the rows to add.
struct LogAppender::Batch {
  std::vector<int64_t> indexes, kinds, channels, wordings;
  std::vector<std::string> ids, purposes, leaves, hashes, salts, payloads;
  std::set<std::pair<int, std::string>> moved;  // whose tips
};

absl::StatusOr<LogAppender> LogAppender::Hold(storage::Session& session, const Clock& clock) {
  ASSIGN_OR_RETURN(const storage::Rows head, session.Run(sql::kLockLogHead));
  if (head.empty()) return absl::InternalError("the log has no head");
  // Never back and never equal, whatever the machine's clock does.
  const absl::Time next = head[0].Time(1) + absl::Microseconds(1);
  return LogAppender(session, head[0].Int(0), std::max(clock.Now(), next), head[0].Bool(2));
}

absl::Status LogAppender::Append(std::span<const NewEvent> events) {
  if (events.empty()) return absl::OkStatus();
  ASSIGN_OR_RETURN(Chain chain, ChainOf(events.front().customer));
  Batch batch;
  for (const NewEvent& event : events) AddTo(batch, chain, event);
  return Write(batch, chain);
}

void LogAppender::AddTo(Batch& batch, Chain& chain, const NewEvent& event) const {
  const std::pair<int, std::string> key(NumberOf(event.channel), event.purpose);
  const std::string salt = RandomBytes(kSaltBytes);
  std::string& tip = chain.tips[key];
  const std::string id = NewUuid();
  const std::string leaf = EncodeLeaf({id, now_, chain.subject, Commitment(salt, event.payload), tip}, event);
  tip = LeafHash(leaf);
  batch.indexes.push_back(size_ + static_cast<int64_t>(batch.indexes.size()));
  batch.kinds.push_back(static_cast<int64_t>(event.kind));
  batch.channels.push_back(key.first);
  batch.wordings.push_back(event.wording);
  batch.ids.push_back(id);
  batch.purposes.push_back(event.purpose);
  batch.leaves.push_back(leaf);
  batch.hashes.push_back(tip);
  batch.salts.push_back(salt);
  batch.payloads.push_back(event.payload);
  batch.moved.insert(key);
}

absl::Status LogAppender::Write(const Batch& batch, const Chain& chain) {
  RETURN_IF_ERROR(session_
                      ->Run(sql::kAddEvents, {{"event_time", now_},
                                              {"subject", Bytes{chain.subject}},
                                              {"log_indexes", batch.indexes},
                                              {"event_ids", batch.ids},
                                              {"kinds", batch.kinds},
                                              {"channels", batch.channels},
                                              {"purpose_ids", batch.purposes},
                                              {"wordings", batch.wordings},
                                              {"leaves", BytesOf(batch.leaves)},
                                              {"leaf_hashes", BytesOf(batch.hashes)}})
                      .status());
  RETURN_IF_ERROR(session_
                      ->Run(sql::kAddPayloads, {{"customer_id", chain.customer},
                                                {"log_indexes", batch.indexes},
                                                {"salts", BytesOf(batch.salts)},
                                                {"payloads", BytesOf(batch.payloads)}})
                      .status());
  RETURN_IF_ERROR(WriteTips(batch, chain));
  size_ += static_cast<int64_t>(batch.indexes.size());
  // While another version of the service wrote events without a note, it may have been anybody.
  const std::string_view changed = std::exchange(noted_, true) ? std::string_view(chain.customer) : "";
  return session_->Run(sql::kMoveLogHead, {{"size", size_}, {"last_time", now_}, {"customer_id", changed}})
      .status();
}

absl::Status LogAppender::WriteTips(const Batch& batch, const Chain& chain) {
  std::vector<int> channels;
  std::vector<std::string> purposes, tips;
  for (const auto& key : batch.moved) {
    channels.push_back(key.first);
    purposes.push_back(key.second);
    tips.push_back(chain.tips.at(key));
  }
  return session_
      ->Run(sql::kSetChainTips, {{"customer_id", chain.customer},
                                 {"channels", channels},
                                 {"purpose_ids", purposes},
                                 {"leaf_hashes", BytesOf(tips)}})
      .status();
}

absl::StatusOr<LogAppender::Chain> LogAppender::ChainOf(const std::string& customer) {
  Chain chain;
  chain.customer = customer;
  ASSIGN_OR_RETURN(chain.subject, SubjectOf(customer));
  ASSIGN_OR_RETURN(const storage::Rows tips, session_->Run(sql::kListChainTips, {{"customer_id", customer}}));
  for (const storage::Row tip : tips) {
    chain.tips[{static_cast<int>(tip.Int(0)), std::string(tip.Text(1))}] = tip.Bytes(2);
  }
  return chain;
}

absl::StatusOr<std::string> LogAppender::SubjectOf(const std::string& customer) {
  ASSIGN_OR_RETURN(const storage::Rows known,
                   session_->Run(sql::kFindPseudonym, {{"customer_id", customer}}));
  if (!known.empty()) return known[0].Bytes(0);
  const std::string subject = RandomBytes(kSubjectBytes);
  RETURN_IF_ERROR(
      session_->Run(sql::kAddPseudonym, {{"customer_id", customer}, {"subject", Bytes{subject}}}).status());
  return subject;
}

}  // namespace bestand::consent
