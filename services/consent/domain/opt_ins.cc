#include "services/consent/domain/opt_ins.h"

#include <cstring>

#include "absl/strings/str_format.h"
#include "common/error/error.h"
#include "common/id/digest.h"
#include "common/id/encoding.h"
#include "common/id/id.h"
#include "services/consent/domain/confirmation_mail.h"

namespace bestand::consent {
namespace {

constexpr size_t kTokenBytes = 32;

absl::StatusOr<std::vector<Wording>> WordingsOf(LogWriter& log, const OptInRequest& request) {
  std::vector<Wording> wordings;
  for (const std::string& purpose : request.purposes) {
    ASSIGN_OR_RETURN(wordings.emplace_back(), log.NewestWording(purpose, request.language));
  }
  return wordings;
}

std::vector<OptIn> OptInsOf(const OptInRequest& request, const std::vector<Wording>& wordings) {
  const std::string id = NewUuid();
  std::vector<OptIn> opt_ins;
  for (const Wording& wording : wordings) {
    OptIn& opt_in = opt_ins.emplace_back();
    opt_in.id = id;
    opt_in.key = {request.customer, request.channel, wording.purpose};
    opt_in.address = request.address;
    opt_in.wording = wording.version;
    opt_in.wording_hash = wording.text_hash;
    opt_in.campaign = CampaignIdOf(request.circumstances);
  }
  return opt_ins;
}

NewEvent EventOf(EventKind kind, const OptIn& opt_in, const PayloadFields& fields) {
  return {kind,           opt_in.key.customer, opt_in.key.channel,   opt_in.key.purpose,
          opt_in.wording, opt_in.wording_hash, EncodePayload(fields)};
}

// With all that the state can be worked out from again.
NewEvent RequestedEvent(const OptIn& opt_in, const Consent& consent, const Circumstances& circumstances) {
  const std::string expire_time =
      absl::FormatTime(absl::RFC3339_full, opt_in.expire_time, absl::UTCTimeZone());
  PayloadFields fields = FieldsOf(circumstances);
  fields.insert(fields.begin(), {{"opt_in", opt_in.id},
                                 {"consent", consent.id},
                                 {"address", opt_in.address},
                                 {"expire_time", expire_time},
                                 {"mail", opt_in.mailed ? "queued" : "held back by the limits"}});
  return EventOf(EventKind::kRequested, opt_in, fields);
}

// The request's own view, the same whatever was known before.
void ShowAsPending(Consent& consent, const OptIn& opt_in) {
  consent.times = {.request = opt_in.request_time, .expire = opt_in.expire_time};
  consent.address = opt_in.address;
  consent.wording = opt_in.wording;
}

absl::Status WhyUnusable(const std::optional<TokenState>& token) {
  if (!token.has_value()) {
    return Failure(absl::StatusCode::kNotFound, "CONFIRMATION_UNKNOWN",
                   "No request belongs to this token; ask the person to sign up again.");
  }
  if (token->used) {
    return Failure(absl::StatusCode::kFailedPrecondition, "CONFIRMATION_USED",
                   "This token was used before; nothing needs to be done.");
  }
  return Failure(absl::StatusCode::kFailedPrecondition, "CONFIRMATION_EXPIRED",
                 "This token is no longer valid; ask the person to sign up again.");
}

// Six digits, each equally likely.
std::string NewCode() {
  constexpr uint32_t kCodes = 1'000'000;
  uint32_t number;
  do {
    const std::string bytes = RandomBytes(sizeof(number));
    std::memcpy(&number, bytes.data(), sizeof(number));
  } while (number >= UINT32_MAX / kCodes * kCodes);
  return absl::StrFormat("%06d", number % kCodes);
}

absl::StatusOr<std::vector<OptIn>> UseToken(LogWriter& log, const std::string& hash) {
  ASSIGN_OR_RETURN(const auto use, log.UseToken(hash));
  if (!use.has_value()) {
    ASSIGN_OR_RETURN(const auto state, log.FindToken(hash));
    return WhyUnusable(state);
  }
  ASSIGN_OR_RETURN(std::vector<OptIn> opt_ins, log.ConfirmRequests(*use));
  if (opt_ins.empty()) return WhyUnusable(TokenState{});
  return opt_ins;
}

// Does the work in a transaction of its own.
absl::StatusOr<Recorded> RecordInLog(
    ConsentStore& store, absl::FunctionRef<absl::StatusOr<std::vector<Consent>>(LogWriter&)> work) {
  Recorded recorded;
  ASSIGN_OR_RETURN(recorded.log_size, store.InLog([&](LogWriter& log) -> absl::Status {
    ASSIGN_OR_RETURN(recorded.consents, work(log));
    return absl::OkStatus();
  }));
  return recorded;
}

}  // namespace

absl::StatusOr<std::vector<std::string>> OptIns::DigestsOf(const OptInRequest& request) const {
  std::vector<std::string> digests;
  ASSIGN_OR_RETURN(digests.emplace_back(), DigestOfAddress(rules_.address_key, request.address));
  if (request.ip_prefix.empty()) return digests;
  ASSIGN_OR_RETURN(digests.emplace_back(), DigestOfNetwork(rules_.address_key, request.ip_prefix));
  return digests;
}

std::string OptIns::HashOfToken(std::string_view token) { return Sha256(token); }

absl::StatusOr<Recorded> OptIns::Request(const OptInRequest& request) {
  return RecordInLog(store_, [&](LogWriter& log) { return Request(log, request); });
}

absl::StatusOr<Recorded> OptIns::Confirm(std::string_view token, const Circumstances& circumstances) {
  return RecordInLog(store_, [&](LogWriter& log) { return Confirm(log, token, circumstances); });
}

absl::StatusOr<std::vector<Consent>> OptIns::Request(LogWriter& log, const OptInRequest& request) const {
  ASSIGN_OR_RETURN(const std::vector<Wording> wordings, WordingsOf(log, request));
  ASSIGN_OR_RETURN(const std::vector<std::string> digests, DigestsOf(request));
  ASSIGN_OR_RETURN(const bool mailed, HasRoomFor(log, digests));
  const absl::Time expire_time = log.now() + rules_.confirm_within;

  std::vector<OptIn> opt_ins = OptInsOf(request, wordings);
  std::vector<Consent> consents;
  std::vector<NewEvent> events;
  for (OptIn& opt_in : opt_ins) {
    opt_in.request_time = log.now();
    opt_in.expire_time = expire_time;
    opt_in.mailed = mailed;
    ASSIGN_OR_RETURN(consents.emplace_back(), log.StoreRequest(opt_in));
    ShowAsPending(consents.back(), opt_in);
    events.push_back(RequestedEvent(opt_in, consents.back(), request.circumstances));
  }
  RETURN_IF_ERROR(log.Append(events));
  RETURN_IF_ERROR(SendMail(log, request, {opt_ins.front().id, wordings, expire_time, mailed, digests}));
  return consents;
}

// Made and rendered in any case: whoever measures the time learns nothing about the limits.
absl::Status OptIns::SendMail(LogWriter& log, const OptInRequest& request, const Sending& sending) const {
  const std::string code = request.code_handle.empty() ? "" : NewCode();
  const ConfirmationMail mail{request.language,    sending.wordings,
                              rules_.base_url,     ToBase64Url(RandomBytes(kTokenBytes)),
                              sending.expire_time, code};
  const OutgoingMail outgoing{NewUuid(),       request.customer,    sending.opt_in,
                              request.address, SubjectOf(mail),     TextOf(mail),
                              log.now(),       sending.expire_time, 0,
                              HtmlOf(mail)};
  ASSIGN_OR_RETURN(ConfirmationCode kept, CodeOf(request.code_handle, code));
  if (!sending.mailed) return absl::OkStatus();
  const std::string token_hash = HashOfToken(mail.token);
  RETURN_IF_ERROR(log.QueueMail(outgoing, token_hash, sending.digests));
  if (code.empty()) return absl::OkStatus();
  kept.token_hash = token_hash;
  kept.expire_time = sending.expire_time;
  return log.KeepCode(kept);
}

// The network's limits may be reached while the address has room.
absl::StatusOr<bool> OptIns::HasRoomFor(LogWriter& log, const std::vector<std::string>& digests) const {
  ASSIGN_OR_RETURN(const MailCounts to_address, log.CountMails(digests[0]));
  bool room = HasRoom(rules_.limits, to_address);
  if (digests.size() > 1) {
    ASSIGN_OR_RETURN(const MailCounts from_network, log.CountMails(digests[1]));
    room = room && HasRoom(rules_.prefix_limits, from_network);
  }
  return room;
}

absl::StatusOr<std::vector<Consent>> OptIns::Confirm(LogWriter& log, std::string_view token,
                                                     const Circumstances& circumstances) const {
  return ConfirmToken(log, HashOfToken(token), "link", circumstances);
}

absl::StatusOr<std::vector<Consent>> OptIns::ConfirmToken(LogWriter& log, const std::string& token_hash,
                                                          std::string_view by,
                                                          const Circumstances& circumstances) const {
  ASSIGN_OR_RETURN(const std::vector<OptIn> opt_ins, UseToken(log, token_hash));
  std::vector<Consent> consents;
  std::vector<NewEvent> events;
  RETURN_IF_ERROR(LiftObjections(log, opt_ins.front(), events));
  for (const OptIn& opt_in : opt_ins) {
    ASSIGN_OR_RETURN(consents.emplace_back(), log.StoreConfirmed(opt_in));
    PayloadFields fields = FieldsOf(circumstances);
    fields.insert(fields.begin(), {{"opt_in", opt_in.id}, {"confirmed_by", by}});
    events.push_back(EventOf(EventKind::kConfirmed, opt_in, fields));
  }
  RETURN_IF_ERROR(log.Append(events));
  return consents;
}

absl::StatusOr<ConfirmationCode> OptIns::CodeOf(std::string_view code_handle, std::string_view code) const {
  ASSIGN_OR_RETURN(const std::string key, rules_.address_key());
  const std::string handle(code_handle);
  return ConfirmationCode{HmacSha256(key, "code handle\n" + handle),
                          HmacSha256(key, "code\n" + handle + "\n" + std::string(code)),
                          "",
                          {}};
}

absl::StatusOr<bool> OptIns::ConfirmByCode(std::string_view code_handle, std::string_view code,
                                           const Circumstances& circumstances) {
  ASSIGN_OR_RETURN(const ConfirmationCode tried, CodeOf(code_handle, code));
  ASSIGN_OR_RETURN(const auto token_hash, store_.TryCode(tried.handle_hash, tried.code_hash));
  if (!token_hash.has_value()) return false;
  const absl::Status confirmed = RecordInLog(store_, [&](LogWriter& log) {
                                   return ConfirmToken(log, *token_hash, "code", circumstances);
                                 }).status();
  const std::string reason = ReasonOf(confirmed);
  if (confirmed.ok() || reason == "CONFIRMATION_USED") return true;
  if (reason == "CONFIRMATION_EXPIRED" || reason == "CONFIRMATION_UNKNOWN") return false;
  return confirmed;
}

absl::Status OptIns::LiftObjections(LogWriter& log, const OptIn& opt_in,
                                    std::vector<NewEvent>& events) const {
  const auto& [customer, channel, purpose] = opt_in.key;
  ASSIGN_OR_RETURN(const std::optional<absl::Time> objected, log.LiftObjections(customer, channel));
  if (!objected.has_value()) return absl::OkStatus();
  ASSIGN_OR_RETURN(const std::vector<Consent> older, log.WithdrawOlder(customer, channel, *objected));
  for (const Consent& consent : older) {
    events.push_back({EventKind::kWithdrawn, customer, channel, consent.key.purpose, 0, "",
                      EncodePayload({{"reason", "objected after its confirmation"}})});
  }
  events.push_back({EventKind::kObjectionLifted, customer, channel, "", 0, "",
                    EncodePayload({{"reason", "newer opt-in"}, {"opt_in", opt_in.id}})});
  return absl::OkStatus();
}

}  // namespace bestand::consent
