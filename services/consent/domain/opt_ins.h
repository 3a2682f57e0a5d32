#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "services/consent/domain/consent_store.h"
#include "services/consent/domain/mail_limits.h"
#include "services/consent/domain/receipts.h"

namespace bestand::consent {

// What was in force when people were asked; kept as proof. Empty where it was not set.
struct Terms {
  std::string company;         // who asks
  std::string privacy_notice;  // the version of the privacy notice, or where it is
  std::string rule_sets;       // by which the law was applied, each with its hash
};

// What double opt-in goes by.
struct OptInRules {
  MailLimits limits;
  MailLimits prefix_limits{20, 100, 500};  // of one network's sign-ups
  MailLimits form_limits{1'000, 10'000,
                         100'000};  // of all sign-ups by forms, whichever networks they come from
  absl::Duration confirm_within = absl::Hours(7 * 24);
  std::string base_url;  // of the pages that the mail links to
  AddressKey address_key;
  Terms terms;
  ReceiptRules receipts;
};

// A person asks for something.
struct OptInRequest {
  std::string customer;
  std::string address;  // fit to be written to, see ProblemOfAddress
  std::vector<std::string> purposes;
  std::string language = "en";
  Circumstances circumstances;
  Channel channel = Channel::kEmail;  // on which the consent will hold
  std::string ip_prefix;  // the network that asks, with limits of its own; empty for our own applications
  bool by_form = false;   // by a form on the web, which have limits of their own all together
  std::string code_handle = {};  // by which the code of the mail may be tried; empty: the mail has none
};

// A person confirms.
struct Confirmation {
  std::string token_hash;
  std::string_view by;  // "link" (of the mail, or its token) or "code"
  const Circumstances& circumstances;
};

// What was stored, and the log's size with it.
struct Recorded {
  std::vector<Consent> consents;
  int64_t log_size = 0;
};

// Double opt-in by e-mail. Each is done on a log that somebody holds, with whatever else they do; or by
// itself in a transaction of its own. Threads may share it.
class OptIns {
 public:
  OptIns(ConsentStore& store, OptInRules rules) : store_(store), rules_(std::move(rules)) {}

  // Stores the request and puts one mail for all its purposes into the outbox, all or nothing. An
  // address over its limits gets no mail; everything else, the answer too, is the same. Each consent
  // comes back as the request sees it: pending.
  // Fails with PURPOSE_UNKNOWN, WORDING_UNKNOWN, FIELD_INVALID when the wordings come to more than 100 kB.
  absl::StatusOr<std::vector<Consent>> Request(LogWriter& log, const OptInRequest& request) const;
  absl::StatusOr<Recorded> Request(const OptInRequest& request);

  // Confirms what the token was sent for, and puts the receipt into the outbox if there is to be one; lifts
  // older objections on its channel. What was confirmed before such an objection stays ended. Who was erased
  // and confirms is known again. Fails with CONFIRMATION_UNKNOWN, CONFIRMATION_USED, CONFIRMATION_EXPIRED
  // (also when the person withdrew or objected since).
  absl::StatusOr<std::vector<Consent>> Confirm(LogWriter& log, std::string_view token,
                                               const Circumstances& circumstances) const;
  absl::StatusOr<Recorded> Confirm(std::string_view token, const Circumstances& circumstances);

  // Confirms by the code that was typed instead of the link; says whether the request is confirmed, now or
  // before. A wrong code, the sixth try, an ended request and an unknown handle are told apart by nothing.
  absl::StatusOr<bool> ConfirmByCode(std::string_view code_handle, std::string_view code,
                                     const Circumstances& circumstances);

  // Under which hashes a request's mail is counted: its address, the network that asks if it has limits, and
  // all forms if it came by one.
  absl::StatusOr<std::vector<std::string>> DigestsOf(const OptInRequest& request) const;
  // Under which hash it is remembered that a customer was erased; MailCounts tell whether one was.
  absl::StatusOr<std::string> DigestOfErased(std::string_view customer) const;
  // Under which hash a token is kept.
  static std::string HashOfToken(std::string_view token);

 private:
  // What a request's mail is made of.
  struct Sending {
    const OptIn& opt_in;  // the first of them
    const std::vector<Wording>& wordings;
    const std::vector<std::string>& digests;
  };

  absl::Status SendMail(LogWriter& log, const OptInRequest& request, const Sending& sending) const;
  absl::StatusOr<std::vector<Consent>> Confirm(LogWriter& log, const Confirmation& confirmation) const;
  // By which it is remembered that the person was erased.
  absl::StatusOr<std::vector<std::string>> PersonDigestsOf(const OptIn& opt_in) const;
  // What each of its digests may count to.
  std::vector<MailLimits> LimitsOf(const OptInRequest& request) const;
  absl::StatusOr<bool> HasRoomFor(LogWriter& log, const OptInRequest& request,
                                  const std::vector<std::string>& digests) const;
  absl::Status LiftObjections(LogWriter& log, const OptIn& opt_in, std::vector<NewEvent>& events) const;

  ConsentStore& store_;
  const OptInRules rules_;
};

}  // namespace bestand::consent
