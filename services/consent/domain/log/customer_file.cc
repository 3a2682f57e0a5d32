#include "services/consent/domain/log/customer_file.h"

#include <algorithm>

#include "common/id/id.h"

namespace bestand::consent {
namespace {

bool Concerns(const ConsentKey& key, std::optional<Channel> channel, std::string_view purpose) {
  return (!channel.has_value() || key.channel == *channel) && (purpose.empty() || key.purpose == purpose);
}

bool IsOpen(const KeptOptIn& kept, absl::Time now) {
  return !kept.confirm_time.has_value() && kept.opt_in.expire_time > now;
}

}  // namespace

CustomerFile::CustomerFile(StoredFile stored)
    : opt_ins_(std::move(stored.opt_ins)), objections_(std::move(stored.objections)) {
  for (Consent& consent : stored.consents) {
    consents_.emplace(Place(consent.key.channel, consent.key.purpose), std::move(consent));
  }
}

std::optional<Consent> CustomerFile::Find(const ConsentKey& key) const {
  const auto found = consents_.find({key.channel, key.purpose});
  return found == consents_.end() ? std::nullopt : std::optional(found->second);
}

std::vector<Consent> CustomerFile::Consents() const {
  std::vector<Consent> consents;
  for (const auto& [place, consent] : consents_) consents.push_back(consent);
  return consents;
}

Consent* CustomerFile::Change(const Place& place) {
  const auto found = consents_.find(place);
  if (found == consents_.end()) return nullptr;
  changed_consents_.insert(place);
  return &found->second;
}

Consent& CustomerFile::ChangeOrMake(const ConsentKey& key) {
  const Place place(key.channel, key.purpose);
  if (!consents_.contains(place)) consents_[place] = {.id = NewUuid(), .key = key};
  return *Change(place);
}

Consent CustomerFile::Request(const OptIn& opt_in) {
  changed_opt_ins_.insert(opt_ins_.size());
  opt_ins_.push_back({opt_in, std::nullopt});
  Consent& consent = ChangeOrMake(opt_in.key);
  consent.times.request = opt_in.request_time;
  consent.times.expire = opt_in.expire_time;
  if (!consent.times.confirm.has_value()) {
    consent.address = opt_in.address;
    consent.wording = opt_in.wording;
  }
  return consent;
}

std::vector<OptIn> CustomerFile::ConfirmRequests(std::string_view opt_in, absl::Time now) {
  std::vector<OptIn> confirmed;
  for (size_t i = 0; i < opt_ins_.size(); ++i) {
    KeptOptIn& kept = opt_ins_[i];
    if (kept.opt_in.id != opt_in || !IsOpen(kept, now)) continue;
    kept.confirm_time = now;
    changed_opt_ins_.insert(i);
    confirmed.push_back(kept.opt_in);
  }
  return confirmed;
}

std::optional<Consent> CustomerFile::Confirm(const OptIn& opt_in, absl::Time now) {
  Consent* consent = Change({opt_in.key.channel, opt_in.key.purpose});
  if (consent == nullptr) return std::nullopt;
  consent->times.confirm = now;
  consent->address = opt_in.address;
  consent->wording = opt_in.wording;
  return *consent;
}

Consent CustomerFile::Withdraw(const ConsentKey& key, absl::Time now) {
  Consent& consent = ChangeOrMake(key);
  consent.times.withdraw = now;
  return consent;
}

std::vector<Consent> CustomerFile::WithdrawOlder(Channel channel, absl::Time before) {
  std::vector<Consent> withdrawn;
  for (auto& [place, consent] : consents_) {
    ConsentTimes& times = consent.times;
    if (place.first != channel || !times.confirm.has_value() || *times.confirm >= before) continue;
    if (times.withdraw.has_value() && *times.withdraw > *times.confirm) continue;
    times.withdraw = before;
    changed_consents_.insert(place);
    withdrawn.push_back(consent);
  }
  return withdrawn;
}

void CustomerFile::EndRequests(std::optional<Channel> channel, std::string_view purpose, absl::Time now) {
  for (size_t i = 0; i < opt_ins_.size(); ++i) {
    if (!Concerns(opt_ins_[i].opt_in.key, channel, purpose) || !IsOpen(opt_ins_[i], now)) continue;
    EndOptIn(i, now);
  }
  for (auto& [place, consent] : consents_) {
    if (!Concerns(consent.key, channel, purpose)) continue;
    if (!consent.times.expire.has_value() || *consent.times.expire <= now) continue;
    consent.times.expire = now;
    changed_consents_.insert(place);
  }
}

bool CustomerFile::EndRequest(std::string_view opt_in, absl::Time now) {
  bool was_open = false;
  for (size_t i = 0; i < opt_ins_.size(); ++i) {
    if (opt_ins_[i].opt_in.id != opt_in || !IsOpen(opt_ins_[i], now)) continue;
    const OptIn& ended = opt_ins_[i].opt_in;
    const Place place(ended.key.channel, ended.key.purpose);
    const auto consent = consents_.find(place);
    if (consent != consents_.end() && consent->second.times.request == ended.request_time) {
      Change(place)->times.expire = now;
    }
    EndOptIn(i, now);
    was_open = true;
  }
  return was_open;
}

void CustomerFile::EndOptIn(size_t place, absl::Time now) {
  opt_ins_[place].opt_in.expire_time = now;
  changed_opt_ins_.insert(place);
  requests_ended_ = true;
}

void CustomerFile::Object(std::optional<Channel> channel, absl::Time now) {
  objections_[channel] = {now, {}};
  changed_objections_.insert(channel);
}

bool CustomerFile::RemoveObjection(std::optional<Channel> channel) {
  if (objections_.erase(channel) == 0) return false;
  changed_objections_.insert(channel);
  return true;
}

std::optional<absl::Time> CustomerFile::LiftObjections(Channel channel) {
  std::optional<absl::Time> newest;
  if (const auto all = objections_.find(std::nullopt); all != objections_.end()) {
    if (all->second.lifted.insert(channel).second) {
      newest = all->second.time;
      changed_objections_.insert(std::nullopt);
    }
  }
  if (const auto one = objections_.find(channel); one != objections_.end()) {
    newest = std::max(newest.value_or(absl::InfinitePast()), one->second.time);
    RemoveObjection(channel);
  }
  return newest;
}

std::vector<const Consent*> CustomerFile::ChangedConsents() const {
  std::vector<const Consent*> changed;
  for (const Place& place : changed_consents_) changed.push_back(&consents_.at(place));
  return changed;
}

std::vector<const KeptOptIn*> CustomerFile::ChangedOptIns() const {
  std::vector<const KeptOptIn*> changed;
  for (const size_t i : changed_opt_ins_) changed.push_back(&opt_ins_[i]);
  return changed;
}

}  // namespace bestand::consent
