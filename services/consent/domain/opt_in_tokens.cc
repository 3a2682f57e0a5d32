#include "services/consent/domain/opt_in_tokens.h"

#include "common/error/error.h"
#include "common/id/digest.h"

namespace bestand::consent {
namespace {

absl::Status UnknownToken() {
  return Failure(absl::StatusCode::kNotFound, "CONFIRMATION_UNKNOWN",
                 "No request belongs to this token; ask the person to sign up again.");
}

absl::Status UsedToken() {
  return Failure(absl::StatusCode::kFailedPrecondition, "CONFIRMATION_USED",
                 "This token was used before; who confirmed can withdraw.");
}

}  // namespace

absl::StatusOr<RequestView> OptInTokens::LookUp(std::string_view token) {
  ASSIGN_OR_RETURN(const auto view, store_.LookUpRequest(Sha256(token)));
  if (!view.has_value()) return UnknownToken();
  return *view;
}

absl::StatusOr<int64_t> OptInTokens::Disown(std::string_view token, const Circumstances& circumstances) {
  return store_.InLog([&](LogWriter& log) { return Disown(log, token, circumstances); });
}

absl::Status OptInTokens::Disown(LogWriter& log, std::string_view token,
                                 const Circumstances& circumstances) const {
  ASSIGN_OR_RETURN(const std::optional<TokenState> state, log.FindToken(Sha256(token)));
  if (!state.has_value()) return UnknownToken();
  if (state->used) return UsedToken();
  return EndDisowned(log, state->use, circumstances);
}

// Recorded when it changes anything: another request of the same address may have been disowned before.
absl::Status OptInTokens::EndDisowned(LogWriter& log, const TokenUse& use,
                                      const Circumstances& circumstances) const {
  ASSIGN_OR_RETURN(const EndedRequest ended, log.EndRequest(use));
  if (ended.purposes.empty()) return UnknownToken();
  ASSIGN_OR_RETURN(const std::string digest, DigestOfAddress(address_key_, ended.purposes.front().address));
  ASSIGN_OR_RETURN(const bool first, log.SuppressAddress(digest));
  if (!first && !ended.was_open) return absl::OkStatus();
  std::vector<NewEvent> events;
  for (const OptIn& opt_in : ended.purposes) {
    PayloadFields fields = FieldsOf(circumstances);
    fields.insert(fields.begin(), {"opt_in", opt_in.id});
    events.push_back({EventKind::kDisowned, opt_in.key.customer, opt_in.key.channel, opt_in.key.purpose,
                      opt_in.wording, opt_in.wording_hash, EncodePayload(fields)});
  }
  return log.Append(events);
}

absl::Status OptInTokens::LiftSuppression(std::string_view address) {
  ASSIGN_OR_RETURN(const std::string digest, DigestOfAddress(address_key_, address));
  ASSIGN_OR_RETURN(const bool lifted, store_.LiftSuppression(digest));
  if (lifted) return absl::OkStatus();
  return Failure(absl::StatusCode::kNotFound, "SUPPRESSION_UNKNOWN",
                 "Confirmation mails to this address are not suppressed; nothing needs to be done.");
}

}  // namespace bestand::consent
