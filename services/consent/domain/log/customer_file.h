#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "services/consent/domain/consent_store.h"

namespace bestand::consent {

// A request as it is kept.
struct KeptOptIn {
  OptIn opt_in;
  std::optional<absl::Time> confirm_time;
};

// An objection to a channel or to all; without those channels for which a newer opt-in lifted it.
struct KeptObjection {
  absl::Time time;
  std::set<Channel> lifted;
};

// What was stored about a customer; of the requests the open ones.
struct StoredFile {
  std::vector<Consent> consents;
  std::vector<KeptOptIn> opt_ins;
  std::map<std::optional<Channel>, KeptObjection> objections;
};

// What a customer's events change: consents, objections, open requests. Changes it in memory and remembers
// what changed. Copies are cheap. One thread at a time.
class CustomerFile {
 public:
  CustomerFile() = default;
  explicit CustomerFile(StoredFile stored);

  std::optional<Consent> Find(const ConsentKey& key) const;
  // By channel and purpose.
  std::vector<Consent> Consents() const;

  // Notes a request and returns its consent; a confirmed address and wording stay.
  Consent Request(const OptIn& opt_in);
  // Confirms what of a request is still open, and returns it.
  std::vector<OptIn> ConfirmRequests(std::string_view opt_in, absl::Time now);
  // Nothing when there is no such consent.
  std::optional<Consent> Confirm(const OptIn& opt_in, absl::Time now);
  // Notes a withdrawal, also of what there is no consent to yet.
  Consent Withdraw(const ConsentKey& key, absl::Time now);
  // Withdraws, as of `before`, what was confirmed on a channel before it; returns it.
  std::vector<Consent> WithdrawOlder(Channel channel, absl::Time before);
  // Ends open requests: of one purpose, or of all when it is empty; of one channel or of all.
  void EndRequests(std::optional<Channel> channel, std::string_view purpose, absl::Time now);
  // Ends what of one request is open, and nothing that was asked anew since; says whether anything was.
  bool EndRequest(std::string_view opt_in, absl::Time now);

  void Object(std::optional<Channel> channel, absl::Time now);
  // Says whether there was one.
  bool RemoveObjection(std::optional<Channel> channel);
  // Lifts what stands against a channel, for this channel alone; returns the newest one's time.
  std::optional<absl::Time> LiftObjections(Channel channel);

  // What is to be stored.
  std::vector<const Consent*> ChangedConsents() const;
  std::vector<const KeptOptIn*> ChangedOptIns() const;
  const std::set<std::optional<Channel>>& changed_objections() const { return changed_objections_; }
  const std::map<std::optional<Channel>, KeptObjection>& objections() const { return objections_; }
  // Whether open requests were ended, so that mails may wait for nothing.
  bool requests_ended() const { return requests_ended_; }

 private:
  using Place = std::pair<Channel, std::string>;  // channel and purpose

  Consent* Change(const Place& place);
  Consent& ChangeOrMake(const ConsentKey& key);
  void EndOptIn(size_t place, absl::Time now);

  std::map<Place, Consent> consents_;
  std::vector<KeptOptIn> opt_ins_;
  std::map<std::optional<Channel>, KeptObjection> objections_;
  std::set<Place> changed_consents_;
  std::set<size_t> changed_opt_ins_;
  std::set<std::optional<Channel>> changed_objections_;
  bool requests_ended_ = false;
};

}  // namespace bestand::consent
