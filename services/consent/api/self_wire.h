#pragma once

#include "absl/status/status.h"
#include "bestand/consent/v1/self_service.pb.h"
#include "services/consent/domain/preferences.h"
#include "services/consent/domain/sign_ups.h"

namespace bestand::consent {

namespace v1 = bestand::consent::v1;

// Say what is wrong with a request: FIELD_INVALID naming everything, or OK.
absl::Status CheckRequest(const v1::LookUpOptInRequest& request);
absl::Status CheckRequest(const v1::DisownOptInRequest& request);
absl::Status CheckRequest(const v1::LiftSuppressionRequest& request);
absl::Status CheckRequest(const v1::GetContactLinksRequest& request);
absl::Status CheckRequest(const v1::LookUpLinkRequest& request);
absl::Status CheckRequest(const v1::UnsubscribeRequest& request);
absl::Status CheckRequest(const v1::GetPreferencesRequest& request);
absl::Status CheckRequest(const v1::SetPreferencesRequest& request);
absl::Status CheckRequest(const v1::GetSignUpFormRequest& request);
absl::Status CheckRequest(const v1::SignUpRequest& request);

ConsentKey KeyOf(const v1::GetContactLinksRequest& request);
// Without the customer, whom the token names.
ConsentKey KeyOf(const v1::PreferenceKey& key);

SignUp SignUpOf(const v1::SignUpRequest& request);
std::vector<std::string> PurposeIdsOf(const google::protobuf::RepeatedPtrField<std::string>& names);
// Returns "en" for an empty code.
std::string LanguageOf(const std::string& language_code);
// Returns the network of an address, "192.0.2" or the first 64 bits of IPv6 in hex; "" when it is no address.
std::string IpPrefixOf(const std::string& ip_address);

v1::OptInPurpose ToWire(const RequestedPurpose& purpose);
// Translates a request as its person sees it at `now`; the address is masked.
v1::LookUpOptInResponse ToWire(const RequestView& view, absl::Time now);
// The headers only for mails.
v1::GetContactLinksResponse ToWire(const MessageTokens& tokens, const std::string& base_url,
                                   v1::Channel channel);
v1::LookUpLinkResponse ToWire(const LinkView& view, const std::string& base_url, absl::Time now);
v1::GetPreferencesResponse ToWire(const PreferenceSheet& sheet, absl::Time now);

}  // namespace bestand::consent
