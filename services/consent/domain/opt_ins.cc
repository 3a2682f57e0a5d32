#include "services/consent/domain/opt_ins.h"

#include "common/error/error.h"
#include "common/id/digest.h"
#include "common/id/id.h"
#include "services/consent/domain/confirmation_codes.h"
#include "services/consent/domain/confirmation_mail.h"
#include "services/consent/domain/opt_in_events.h"
#include "services/consent/domain/opt_in_mail.h"

namespace bestand::consent {
namespace {

constexpr size_t kMostWordings = 100'000;  // bytes in one mail, which is kept whole with each purpose's event

absl::StatusOr<std::vector<Wording>> WordingsOf(LogWriter& log, const OptInRequest& request) {
  std::vector<Wording> wordings;
  size_t bytes = 0;
  for (const std::string& purpose : request.purposes) {
    ASSIGN_OR_RETURN(wordings.emplace_back(), log.NewestWording(purpose, request.language));
    bytes += wordings.back().text.size();
  }
  if (bytes > kMostWordings) {
    return InvalidFields({{"purposes", "have wordings too long for one mail; ask for them by several"}});
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

OutgoingMail OutgoingOf(const ConfirmationMail& mail, const OptIn& opt_in) {
  OutgoingMail outgoing = MailTo(opt_in, mail);
  outgoing.template_version = TemplateVersionOf(mail.language);
  outgoing.create_time = opt_in.request_time;
  outgoing.expire_time = opt_in.expire_time;
  return outgoing;
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
  if (!request.ip_prefix.empty()) {
    ASSIGN_OR_RETURN(digests.emplace_back(), DigestOfNetwork(rules_.address_key, request.ip_prefix));
  }
  if (request.by_form) {
    ASSIGN_OR_RETURN(digests.emplace_back(), DigestOfForms(rules_.address_key));
  }
  return digests;
}

std::vector<MailLimits> OptIns::LimitsOf(const OptInRequest& request) const {
  std::vector<MailLimits> limits = {rules_.limits};
  if (!request.ip_prefix.empty()) limits.push_back(rules_.prefix_limits);
  if (request.by_form) limits.push_back(rules_.form_limits);
  return limits;
}

absl::StatusOr<std::vector<std::string>> OptIns::PersonDigestsOf(const OptIn& opt_in) const {
  std::vector<std::string> digests;
  ASSIGN_OR_RETURN(digests.emplace_back(), DigestOfCustomer(rules_.address_key, opt_in.key.customer));
  ASSIGN_OR_RETURN(digests.emplace_back(), DigestOfAddress(rules_.address_key, opt_in.address));
  return digests;
}

absl::StatusOr<std::string> OptIns::DigestOfErased(std::string_view customer) const {
  return DigestOfCustomer(rules_.address_key, customer);
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
  ASSIGN_OR_RETURN(const bool mailed, HasRoomFor(log, request, digests));
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
    events.push_back(RequestedEvent(opt_in, consents.back(), request, rules_.terms));
  }
  RETURN_IF_ERROR(log.Append(events));
  RETURN_IF_ERROR(SendMail(log, request, {opt_ins.front(), wordings, digests}));
  return consents;
}

// Made and rendered in any case: whoever measures the time learns nothing about the limits.
absl::Status OptIns::SendMail(LogWriter& log, const OptInRequest& request, const Sending& sending) const {
  const std::string code = request.code_handle.empty() ? "" : NewCode();
  const OptIn& opt_in = sending.opt_in;
  const ConfirmationMail mail{request.language, sending.wordings,   rules_.base_url,
                              NewToken(),       opt_in.expire_time, code};
  const OutgoingMail outgoing = OutgoingOf(mail, opt_in);
  ASSIGN_OR_RETURN(ConfirmationCode kept, CodeOf(rules_.address_key, request.code_handle, code));
  if (!opt_in.mailed) return absl::OkStatus();
  kept.token_hash = HashOfToken(mail.token);
  kept.expire_time = opt_in.expire_time;
  RETURN_IF_ERROR(log.QueueMail(outgoing, kept.token_hash, sending.digests));
  return code.empty() ? absl::OkStatus() : log.KeepCode(kept);
}

// All are counted, whichever has no room: whoever measures the time learns nothing about the limits.
absl::StatusOr<bool> OptIns::HasRoomFor(LogWriter& log, const OptInRequest& request,
                                        const std::vector<std::string>& digests) const {
  const std::vector<MailLimits> limits = LimitsOf(request);
  bool room = true;
  for (size_t i = 0; i < digests.size(); ++i) {
    ASSIGN_OR_RETURN(const MailCounts counts, log.CountMails(digests[i]));
    room = HasRoom(limits[i], counts) && room;
  }
  return room;
}

absl::StatusOr<std::vector<Consent>> OptIns::Confirm(LogWriter& log, std::string_view token,
                                                     const Circumstances& circumstances) const {
  return Confirm(log, {HashOfToken(token), "link", circumstances});
}

absl::StatusOr<std::vector<Consent>> OptIns::Confirm(LogWriter& log, const Confirmation& confirmation) const {
  ASSIGN_OR_RETURN(const std::vector<OptIn> opt_ins, UseToken(log, confirmation.token_hash));
  std::vector<Consent> consents;
  std::vector<NewEvent> events;
  RETURN_IF_ERROR(LiftObjections(log, opt_ins.front(), events));
  ASSIGN_OR_RETURN(const auto digests, PersonDigestsOf(opt_ins.front()));
  log.ForgetErased(digests);
  for (const OptIn& opt_in : opt_ins) {
    ASSIGN_OR_RETURN(consents.emplace_back(), log.StoreConfirmed(opt_in));
    events.push_back(ConfirmedEvent(opt_in, confirmation, rules_.terms));
  }
  RETURN_IF_ERROR(log.Append(events));
  RETURN_IF_ERROR(QueueReceipt(log, rules_.receipts, opt_ins));
  return consents;
}

absl::StatusOr<bool> OptIns::ConfirmByCode(std::string_view code_handle, std::string_view code,
                                           const Circumstances& circumstances) {
  ASSIGN_OR_RETURN(const ConfirmationCode tried, CodeOf(rules_.address_key, code_handle, code));
  ASSIGN_OR_RETURN(const auto token_hash, store_.TryCode(tried.handle_hash, tried.code_hash));
  if (!token_hash.has_value()) return false;
  const absl::Status confirmed = RecordInLog(store_, [&](LogWriter& log) {
                                   return Confirm(log, {*token_hash, "code", circumstances});
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
