#include "tools/bestandctl/commands/linked_protos.h"

#include "bestand/consent/v1/campaign_service.pb.h"
#include "bestand/consent/v1/code_service.pb.h"
#include "bestand/consent/v1/consent_import_service.pb.h"
#include "bestand/consent/v1/consent_report_service.pb.h"
#include "bestand/consent/v1/consent_service.pb.h"
#include "bestand/consent/v1/erasure_service.pb.h"
#include "bestand/consent/v1/evidence_service.pb.h"
#include "bestand/consent/v1/frequency_service.pb.h"
#include "bestand/consent/v1/ground_service.pb.h"
#include "bestand/consent/v1/mail_feedback_service.pb.h"
#include "bestand/consent/v1/neglected_customer_service.pb.h"
#include "bestand/consent/v1/opt_in_report_service.pb.h"
#include "bestand/consent/v1/own_data_service.pb.h"
#include "bestand/consent/v1/own_limit_service.pb.h"
#include "bestand/consent/v1/pause_service.pb.h"
#include "bestand/consent/v1/purpose_service.pb.h"
#include "bestand/consent/v1/rule_service.pb.h"
#include "bestand/consent/v1/self_service.pb.h"
#include "bestand/consent/v1/subject_rights_service.pb.h"
#include "bestand/customer_profile/v1/contact_point_service.pb.h"
#include "bestand/customer_profile/v1/contract_service.pb.h"
#include "bestand/customer_profile/v1/customer_service.pb.h"
#include "bestand/customer_profile/v1/feedback_service.pb.h"
#include "bestand/customer_profile/v1/history_service.pb.h"
#include "bestand/customer_profile/v1/preference_service.pb.h"
#include "bestand/customer_profile/v1/product_service.pb.h"
#include "bestand/customer_profile/v1/purchase_service.pb.h"
#include "bestand/customer_profile/v1/purchase_span_service.pb.h"
#include "bestand/reward_catalog/v1/budget_service.pb.h"
#include "bestand/reward_catalog/v1/recommendation_service.pb.h"
#include "bestand/reward_catalog/v1/reward_service.pb.h"
#include "bestand/scoring/v1/contract_value_service.pb.h"
#include "bestand/scoring/v1/dormancy_service.pb.h"
#include "bestand/scoring/v1/model_report_service.pb.h"
#include "bestand/scoring/v1/model_service.pb.h"
#include "bestand/scoring/v1/next_product_service.pb.h"
#include "bestand/scoring/v1/portfolio_service.pb.h"
#include "bestand/scoring/v1/prospect_service.pb.h"
#include "bestand/scoring/v1/score_service.pb.h"
#include "bestand/scoring/v1/score_set_service.pb.h"
#include "bestand/scoring/v1/segment_service.pb.h"

namespace bestand::ctl {

namespace {

void LinkConsent() {
  consent::v1::Campaign::descriptor();
  consent::v1::ConfirmByCodeRequest::descriptor();
  consent::v1::ImportedConsent::descriptor();
  consent::v1::RateCut::descriptor();
  consent::v1::CheckContactRequest::descriptor();
  consent::v1::FrequencyPolicy::descriptor();
  consent::v1::Ground::descriptor();
  consent::v1::Erasure::descriptor();
  consent::v1::GetEvidenceRequest::descriptor();
  consent::v1::RecordMailReportRequest::descriptor();
  consent::v1::NeglectedCustomer::descriptor();
  consent::v1::QueryOptInRateRequest::descriptor();
  consent::v1::GetOwnLimitRequest::descriptor();
  consent::v1::RequestOwnDataRequest::descriptor();
  consent::v1::GetPauseRequest::descriptor();
  consent::v1::Purpose::descriptor();
  consent::v1::RuleSet::descriptor();
  consent::v1::LookUpOptInRequest::descriptor();
  consent::v1::Disclosure::descriptor();
}

void LinkCustomerProfile() {
  customer_profile::v1::ContactPoint::descriptor();
  customer_profile::v1::Contract::descriptor();
  customer_profile::v1::Customer::descriptor();
  customer_profile::v1::Feedback::descriptor();
  customer_profile::v1::Interaction::descriptor();
  customer_profile::v1::SetPreferenceRequest::descriptor();
  customer_profile::v1::Product::descriptor();
  customer_profile::v1::Purchase::descriptor();
  customer_profile::v1::GetPurchaseSpanRequest::descriptor();
}

void LinkRewardCatalog() {
  reward_catalog::v1::Budget::descriptor();
  reward_catalog::v1::Decision::descriptor();
  reward_catalog::v1::Reward::descriptor();
}

void LinkScoring() {
  scoring::v1::GetDormancyReportRequest::descriptor();
  scoring::v1::ContractValue::descriptor();
  scoring::v1::Model::descriptor();
  scoring::v1::ModelReport::descriptor();
  scoring::v1::NextProducts::descriptor();
  scoring::v1::ProspectScore::descriptor();
  scoring::v1::Score::descriptor();
  scoring::v1::Segment::descriptor();
  scoring::v1::ScoreSet::descriptor();
  scoring::v1::GetPortfolioRequest::descriptor();
}

}  // namespace

void LinkProtos() {
  LinkConsent();
  LinkCustomerProfile();
  LinkRewardCatalog();
  LinkScoring();
}

}  // namespace bestand::ctl
