#include <iostream>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "bestand/consent/v1/campaign_service.grpc.pb.h"
#include "common/error/error.h"
#include "common/rpc/client.h"
#include "tools/bestandctl/card/card.h"
#include "tools/bestandctl/card/qr_code.h"
#include "tools/bestandctl/special/special.h"
#include "tools/bestandctl/special/whole_file.h"

namespace bestand::ctl {
namespace {

namespace v1 = consent::v1;
using Stub = v1::CampaignService::Stub;

absl::StatusOr<Card> CardOf(const CardOptions& options, const Session& session) {
  ASSIGN_OR_RETURN(const rpc::Remote remote, ConnectTo(session.addresses, "consent"));
  const rpc::Client<v1::CampaignService> client(remote);
  v1::GetCampaignRequest wanted;
  const bool whole = absl::StartsWith(options.campaign, "campaigns/");
  wanted.set_name(absl::StrCat(whole ? "" : "campaigns/", options.campaign));
  ASSIGN_OR_RETURN(const auto found, client.Call(&Stub::GetCampaign, wanted));
  v1::GetCampaignFormRequest shown;
  shown.set_name(wanted.name());
  shown.set_language_code(options.language);
  ASSIGN_OR_RETURN(const auto form, client.Call(&Stub::GetCampaignForm, shown));
  Card card{form.language_code(),
            options.company,
            options.title,
            found.campaign().code_url(),
            found.campaign().form_url(),
            {}};
  for (const v1::OptInPurpose& purpose : form.purposes()) card.purposes.push_back(purpose.display_name());
  return card;
}

}  // namespace

absl::Status WriteCard(const CardOptions& options, const Session& session) {
  ASSIGN_OR_RETURN(const Card card, CardOf(options, session));
  ASSIGN_OR_RETURN(const std::string page, CardPage(card));
  RETURN_IF_ERROR(WriteWhole(options.file, page));
  if (!options.code_file.empty()) {
    ASSIGN_OR_RETURN(const std::string svg, QrCodeSvg(card.code_url));
    RETURN_IF_ERROR(WriteWhole(options.code_file, svg));
  }
  std::cout << "wrote " << options.file << ", which leads to " << card.code_url << "\n";
  return absl::OkStatus();
}

}  // namespace bestand::ctl
