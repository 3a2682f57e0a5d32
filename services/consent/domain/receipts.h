#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "services/consent/domain/person_link.h"

namespace bestand::consent {

// Whether people get a mail after their confirmation, and with what.
struct ReceiptRules {
  bool send = false;
  std::string base_url;  // of the pages that its links lead to
  LinkKeys link_keys;
  std::string log_key;  // the log's public key
};

// Puts one mail about what was just confirmed by one request into the outbox; nothing when none are to be
// sent.
absl::Status QueueReceipt(LogWriter& log, const ReceiptRules& rules, const std::vector<OptIn>& confirmed);

}  // namespace bestand::consent
