#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "services/consent/domain/opt_ins.h"
#include "services/consent/domain/purpose.h"

namespace bestand::consent {

// What somebody sent in by a form on the web, who is known by nothing but the address.
struct SignUp {
  std::string address;  // fit to be written to, see ProblemOfAddress
  std::vector<std::string> purposes;
  std::string language = "en";
  std::string ip_prefix;  // see OptInRequest
  Circumstances circumstances;
  std::string code_handle = {};  // see OptInRequest
};

// Sign-ups by strangers. Threads may share it.
class SignUps {
 public:
  SignUps(PurposeStore& purposes, AddressKey address_key)
      : purposes_(purposes), address_key_(std::move(address_key)) {}

  // Returns what a form has to show for these purposes: their newest wordings in a language.
  // Fails with PURPOSE_UNKNOWN, WORDING_UNKNOWN.
  absl::StatusOr<std::vector<RequestedPurpose>> Form(const std::vector<std::string>& purposes,
                                                     std::string_view language);

  // Returns what a sign-up asks for, for OptIns::Request: of the customer that CustomerOf gives the address.
  absl::StatusOr<OptInRequest> RequestOf(const SignUp& sign_up) const;

  // Returns under which id somebody is kept of whom only an address is known: "web-" and 32 hex digits, the
  // same for every spelling of the address, from which nobody without the key can tell it.
  absl::StatusOr<std::string> CustomerOf(std::string_view address) const;

 private:
  PurposeStore& purposes_;
  const AddressKey address_key_;
};

}  // namespace bestand::consent
