#pragma once

#include <string>
#include <vector>

#include "services/gateway/api/web/routes.h"
#include "services/gateway/api/web/visit.h"
#include "services/gateway/domain/form_stamp.h"
#include "services/gateway/domain/pages/sign_up_pages.h"

namespace bestand::gateway {

// The registration, by its address or by that of a campaign. Threads may share it.
class SignUpHandlers {
 public:
  // `purposes` are what the form offers; without any there is no form.
  SignUpHandlers(ConsentDesk& desk, const Place& place, std::vector<std::string> purposes, FormStamp stamp)
      : desk_(desk), place_(place), purposes_(std::move(purposes)), stamp_(std::move(stamp)) {}

  std::vector<Route> Routes();

 private:
  HttpAnswer Look(const HttpRequest& request);
  // Everybody gets the same answer: who is known, who is not, whom the limits hold back, and machines.
  HttpAnswer Take(const HttpRequest& request);
  HttpAnswer ShowForm(const HttpRequest& request, SignUpForm form, int status);

  ConsentDesk& desk_;
  const Place& place_;
  const std::vector<std::string> purposes_;
  const FormStamp stamp_;
};

}  // namespace bestand::gateway
