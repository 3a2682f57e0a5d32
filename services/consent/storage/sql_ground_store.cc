#include "services/consent/storage/sql_ground_store.h"

#include "common/error/error.h"
#include "common/id/id.h"
#include "services/consent/storage/erased.h"
#include "services/consent/storage/log_appender.h"
#include "services/consent/storage/row_values.h"
#include "services/consent/storage/statements.h"

namespace bestand::consent {
namespace {

using storage::Bytes;
using storage::Repeat;
using storage::Row;
using storage::Rows;
using storage::Session;

// The columns in the order of list_grounds.
Ground GroundOf(const Row& row) {
  Ground ground;
  ground.id = row.Text(0);
  ground.customer = row.Text(1);
  ground.kind = static_cast<EventKind>(row.Int(2));
  ground.channel = *ChannelOf(row.Int(3));
  ground.purpose = row.Text(4);
  ground.goods_category = row.Text(5);
  ground.complete = row.Bool(6);
  ground.record_time = row.Time(7);
  ground.end_time = row.MaybeTime(8);
  return ground;
}

absl::Status UnknownGround() {
  return Failure(absl::StatusCode::kNotFound, "GROUND_UNKNOWN",
                 "The customer has no such ground, or it ended before; list the customer's grounds.");
}

absl::Status UnknownWording(const NewGround& ground) {
  const std::string name = ground.ground.purpose + "/" + std::to_string(ground.wording);
  return Failure(absl::StatusCode::kNotFound, "WORDING_UNKNOWN",
                 "Wording " + name + " does not exist; list the purpose's wordings.", {{"wording", name}});
}

absl::Status NotGranted(const ConsentKey& key) {
  return Failure(absl::StatusCode::kFailedPrecondition, "CONSENT_NOT_GRANTED",
                 "The customer has no confirmed consent to this purpose on this channel; nothing was used.",
                 {{"purpose", key.purpose}});
}

// Returns the hash of the wording that was signed; empty for none. Fails where it or the purpose is unknown.
absl::StatusOr<std::string> WordingHash(Session& session, const NewGround& ground) {
  const std::string& purpose = ground.ground.purpose;
  if (purpose.empty()) return std::string();
  ASSIGN_OR_RETURN(const Rows known, session.Run(sql::kGetPurpose, {{"purpose_id", purpose}}));
  if (known.empty()) return UnknownPurpose(purpose);
  if (ground.wording == 0) return std::string();
  ASSIGN_OR_RETURN(const Rows rows, session.Run(sql::kFindWordingHash,
                                                {{"purpose_id", purpose}, {"version", ground.wording}}));
  if (rows.empty()) return UnknownWording(ground);
  return rows[0].Bytes(0);
}

absl::Status Add(Session& session, const NewGround& added, const Ground& ground) {
  return session
      .Run(sql::kAddGround, {{"customer_id", ground.customer},
                             {"ground_id", ground.id},
                             {"kind", static_cast<int>(ground.kind)},
                             {"channel", NumberOf(ground.channel)},
                             {"purpose_id", ground.purpose},
                             {"goods_category", ground.goods_category},
                             {"complete", ground.complete},
                             {"address_digest", Bytes{added.address_digest}},
                             {"record_time", ground.record_time},
                             {"campaign", added.campaign}})
      .status();
}

absl::Status AddUnconfirmed(Session& session, const NewGround& ground) {
  return session
      .Run(sql::kAddUnconfirmed, {{"customer_id", ground.ground.customer},
                                  {"channel", NumberOf(ground.ground.channel)},
                                  {"purpose_id", ground.ground.purpose},
                                  {"consent_id", ground.consent_id},
                                  {"bucket", BucketOf(ground.ground.customer)},
                                  {"address", ground.address},
                                  {"wording", ground.wording}})
      .status();
}

absl::Status AppendOne(LogAppender& log, const NewEvent& event) { return log.Append({&event, 1}); }

}  // namespace

absl::StatusOr<RecordedGround> SqlGroundStore::Record(const NewGround& ground) {
  return database_.InTransaction([&](Session& session) -> absl::StatusOr<RecordedGround> {
    ASSIGN_OR_RETURN(LogAppender log, LogAppender::Hold(session, means_));
    RecordedGround recorded{ground.ground};
    recorded.ground.id = NewUuid();
    recorded.ground.record_time = log.now();
    const std::string digests[] = {ground.customer_digest, ground.address_digest};
    RETURN_IF_ERROR(CheckNotErased(session, digests));
    ASSIGN_OR_RETURN(const std::string wording_hash, WordingHash(session, ground));
    RETURN_IF_ERROR(Add(session, ground, recorded.ground));
    if (ground.ground.kind == EventKind::kOfflineConsent) RETURN_IF_ERROR(AddUnconfirmed(session, ground));
    RETURN_IF_ERROR(AppendOne(log, {ground.ground.kind, ground.ground.customer, ground.ground.channel,
                                    ground.ground.purpose, ground.wording, wording_hash, ground.payload}));
    recorded.log_size = log.size();
    return recorded;
  });
}

absl::StatusOr<RecordedGround> SqlGroundStore::End(std::string_view customer, std::string_view id,
                                                   std::string_view payload) {
  if (!IsUuid(id)) return UnknownGround();
  return database_.InTransaction([&](Session& session) -> absl::StatusOr<RecordedGround> {
    ASSIGN_OR_RETURN(LogAppender log, LogAppender::Hold(session, means_));
    ASSIGN_OR_RETURN(
        const Rows rows,
        session.Run(sql::kEndGround, {{"now", log.now()}, {"customer_id", customer}, {"ground_id", id}}));
    if (rows.empty()) return UnknownGround();
    RecordedGround ended{GroundOf(rows[0])};
    RETURN_IF_ERROR(AppendOne(log, {EventKind::kGroundEnded, ended.ground.customer, ended.ground.channel,
                                    ended.ground.purpose, 0, "", std::string(payload)}));
    ended.log_size = log.size();
    return ended;
  });
}

absl::StatusOr<std::vector<Ground>> SqlGroundStore::List(std::string_view customer) {
  const auto read = [&](Session& session) -> absl::StatusOr<std::vector<Ground>> {
    ASSIGN_OR_RETURN(const Rows rows, session.Run(sql::kListGrounds, {{"customer_id", customer}}));
    return AllOf(rows, GroundOf);
  };
  return database_.InSession(read, Repeat::kOnce);
}

absl::StatusOr<RecordedUse> SqlGroundStore::RecordUse(const ConsentKey& key, std::string_view payload) {
  return database_.InTransaction([&](Session& session) -> absl::StatusOr<RecordedUse> {
    ASSIGN_OR_RETURN(LogAppender log, LogAppender::Hold(session, means_));
    ASSIGN_OR_RETURN(const Rows rows, session.Run(sql::kNoteUse, {{"now", log.now()},
                                                                  {"customer_id", key.customer},
                                                                  {"channel", NumberOf(key.channel)},
                                                                  {"purpose_id", key.purpose}}));
    if (rows.empty()) return NotGranted(key);
    RETURN_IF_ERROR(AppendOne(
        log, {EventKind::kConsentUsed, key.customer, key.channel, key.purpose, 0, "", std::string(payload)}));
    return RecordedUse{log.now(), log.size()};
  });
}

}  // namespace bestand::consent
