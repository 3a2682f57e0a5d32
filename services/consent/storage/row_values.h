#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "common/storage/params.h"
#include "common/storage/rows.h"
#include "services/consent/domain/consent_store.h"
#include "services/consent/domain/purpose.h"

namespace bestand::consent {

// How values stand in the tables. Channels are numbered from 1, and 0 is all of them; the other enums
// from 0 in their order, which must never change.
inline int NumberOf(Channel channel) { return static_cast<int>(channel) + 1; }
inline int NumberOf(const std::optional<Channel>& channel) { return channel ? NumberOf(*channel) : 0; }
inline int BitOf(Channel channel) { return 1 << NumberOf(channel); }
std::optional<Channel> ChannelOf(int64_t number);

// Returns the texts as bytea; they must outlive it.
std::vector<storage::Bytes> AsBytes(std::span<const std::string> texts);

// Read the columns in the order of get_consent, list_opt_ins, list_events, list_wordings,
// get_template and get_purpose.
Consent ConsentOf(const storage::Row& row);
OptIn OptInOf(const storage::Row& row);
RecordedEvent EventOf(const storage::Row& row);
Wording WordingOf(const storage::Row& row);
Template TemplateOf(const storage::Row& row);
Purpose PurposeOf(const storage::Row& row);

// Reads five columns from `first` on: request, expire, confirm, withdraw, last use.
ConsentTimes TimesOf(const storage::Row& row, int first);

// Returns what `of` makes of every row.
template <typename Of>
auto AllOf(const storage::Rows& rows, Of of) {
  std::vector<decltype(of(rows[0]))> all;
  for (const storage::Row row : rows) all.push_back(of(row));
  return all;
}

// Returns CONSENT_UNKNOWN.
absl::Status UnknownConsent();

// Returns PURPOSE_UNKNOWN.
absl::Status UnknownPurpose(std::string_view purpose);

}  // namespace bestand::consent
