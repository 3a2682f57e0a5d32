#include "services/consent/domain/sign_ups.h"

#include <algorithm>

#include "common/error/error.h"
#include "common/id/digest.h"
#include "common/id/encoding.h"
#include "services/consent/domain/email_address.h"

namespace bestand::consent {
namespace {

constexpr size_t kIdBytes = 16;

}  // namespace

absl::StatusOr<std::vector<RequestedPurpose>> SignUps::Form(const std::vector<std::string>& purposes,
                                                            std::string_view language) {
  std::vector<RequestedPurpose> form;
  for (const std::string& id : purposes) {
    ASSIGN_OR_RETURN(const Purpose purpose, purposes_.GetPurpose(id));
    ASSIGN_OR_RETURN(const std::vector<Wording> wordings, purposes_.ListWordings(id));
    const auto newest = std::ranges::find(wordings, language, &Wording::language);
    if (newest == wordings.end()) return UnknownWording(id, language);
    form.push_back({id, purpose.display_name, *newest});
  }
  return form;
}

absl::StatusOr<OptInRequest> SignUps::RequestOf(const SignUp& sign_up) const {
  OptInRequest request{.address = sign_up.address,
                       .purposes = sign_up.purposes,
                       .language = sign_up.language,
                       .circumstances = sign_up.circumstances,
                       .ip_prefix = sign_up.ip_prefix,
                       .by_form = true,
                       .code_handle = sign_up.code_handle};
  ASSIGN_OR_RETURN(request.customer, CustomerOf(sign_up.address));
  return request;
}

absl::StatusOr<std::string> SignUps::CustomerOf(std::string_view address) const {
  ASSIGN_OR_RETURN(const std::string key, address_key_());
  const std::string digest = HmacSha256(key, "customer\n" + Normalised(address));
  return "web-" + ToHex(digest.substr(0, kIdBytes));
}

}  // namespace bestand::consent
