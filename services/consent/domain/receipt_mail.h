#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "absl/time/time.h"
#include "services/consent/domain/purpose.h"

namespace bestand::consent {

// What a receipt is made of: the mail after a confirmation.
struct ReceiptMail {
  std::string language;           // "de" or "en"
  std::vector<Wording> wordings;  // what was confirmed, at least one
  absl::Time confirm_time;
  std::string unsubscribe_url;  // ends it with one click; empty where several things were confirmed
  std::string preferences_url;
  std::string log_key;  // the log's public key, under which the proofs are checked
};

// Return the mail in German or English, UTF-8: what was confirmed, when, how to withdraw it, and what the
// proofs beside it are for. Nothing in it is advertising.
std::string SubjectOf(const ReceiptMail& mail);
std::string TextOf(const ReceiptMail& mail);
std::string HtmlOf(const ReceiptMail& mail);

// Returns which version of our text a receipt is written from: "receipt-de-1".
std::string ReceiptVersionOf(std::string_view language);

// Returns the name of the file that proves the confirmation of one purpose.
std::string ProofFileOf(std::string_view purpose);

}  // namespace bestand::consent
