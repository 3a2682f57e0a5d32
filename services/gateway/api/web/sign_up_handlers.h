#pragma once

#include <string>
#include <vector>

#include "absl/time/time.h"
#include "services/gateway/api/web/routes.h"
#include "services/gateway/api/web/visit.h"
#include "services/gateway/domain/form_stamp.h"
#include "services/gateway/domain/pages/sign_up_pages.h"

namespace bestand::gateway {

// The registration, by its address or by that of a campaign. Threads may share it.
class SignUpHandlers {
 public:
  struct Parts {
    ConsentDesk& desk;
    const Place& place;
    PageViews& views;
    std::vector<std::string> purposes;  // that the form offers; without any only campaigns have one
    FormStamp stamp;
    absl::Duration step = absl::Milliseconds(100);  // of which every answer to a form takes a whole number
  };
  explicit SignUpHandlers(Parts parts) : parts_(std::move(parts)) {}

  std::vector<Route> Routes();

 private:
  HttpAnswer Look(const HttpRequest& request);
  // Everybody gets the same answer, after the same time: who is known, who is not, whom the limits hold back,
  // and machines.
  HttpAnswer Take(const HttpRequest& request);
  // Tries the code of the mail, typed where the form was.
  HttpAnswer TakeCode(const HttpRequest& request, const CampaignForm& offer);
  // What the form at an address offers: that of a campaign, or of the house.
  absl::StatusOr<CampaignForm> OfferAt(const HttpRequest& request);
  absl::StatusOr<CampaignForm> OfferOfHouse(Language language);
  HttpAnswer ShowForm(const HttpRequest& request, const CampaignForm& offer, SignUpForm form, int status);

  const Parts parts_;
};

}  // namespace bestand::gateway
