#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "services/consent/domain/campaigns/campaign.h"
#include "services/consent/domain/contact_store.h"
#include "services/consent/domain/past/replay.h"

namespace bestand::consent {

// How one customer stands, for counting.
struct Standing {
  std::string customer;
  bool active = false;
  Recipient recipient = Recipient::kB2c;
  bool confirmed = false;            // can be addressed: as in count_customers
  std::string campaign;              // by which the consent came that counts; empty for none
  int64_t requests = 0;              // that were mailed
  std::vector<double> confirm_days;  // from request to confirmation, of those confirmed; in days
};

// Requests that came by one campaign; "" for those without one.
struct CampaignRequests {
  std::string campaign;
  int64_t requests = 0;
  int64_t confirmed = 0;
  std::optional<absl::Duration> median_to_confirm;
};

// How a customer stood from a moment on, until the next of these.
struct PastSubject {
  absl::Time from;
  bool active = false;
  bool contract_active = false;
  std::string country;  // empty where the customer was not known
};

// All that is known of one customer's past, oldest first.
struct CustomerPast {
  std::vector<PastSubject> subject;
  std::vector<PastEvent> events;
};

// Refusals of one month.
struct RefusalMonth {
  absl::CivilMonth month;
  int64_t withdrawals = 0;
  int64_t objections = 0;
};

// What became of the consents of one campaign; "" for those without one.
struct RefusalsByCampaign {
  std::string campaign;
  int64_t confirmed = 0;
  int64_t withdrawals = 0;
};

// What became of the printed cards of a campaign.
struct PrintedCampaign {
  CaptureChannel capture_channel = CaptureChannel::kCard;
  int64_t printed = 0;
  int64_t confirmed = 0;  // people
};

// Reads for reports, at most 1,000 customers at a time, so that neither memory nor a session is held for
// long. Threads may share it. Every call fails with DATABASE_AWAY when the database cannot be reached.
class ReportStore {
 public:
  virtual ~ReportStore() = default;

  // Returns how these customers stand; those that are not known are left out.
  virtual absl::StatusOr<std::vector<Standing>> Standings(std::span<const std::string> customers,
                                                          const OptInsAsked& asked, absl::Time now) = 0;
  // Returns what decides about a marketing contact with each, but for the frequency policy; as above.
  virtual absl::StatusOr<std::vector<ContactRecord>> Records(std::span<const std::string> customers,
                                                             const ContactQuery& query) = 0;
  // Of all requests on a channel, for a purpose or for any.
  virtual absl::StatusOr<std::vector<CampaignRequests>> RequestsByCampaign(const OptInsAsked& asked) = 0;

  // Returns the next 1,000 customers of whom anything was ever known, by id; "" for the first.
  virtual absl::StatusOr<std::vector<std::string>> EverKnownAfter(std::string_view customer) = 0;
  // Returns the past of each of these customers on one channel.
  virtual absl::StatusOr<std::map<std::string, CustomerPast>> Pasts(std::span<const std::string> customers,
                                                                    Channel channel) = 0;

  // Months with any refusal, from one on.
  virtual absl::StatusOr<std::vector<RefusalMonth>> RefusalsByMonth(absl::Time from) = 0;
  virtual absl::StatusOr<std::vector<RefusalsByCampaign>> RefusalsByCampaignFrom(absl::Time from) = 0;

  // Campaigns of which cards were printed.
  virtual absl::StatusOr<std::vector<PrintedCampaign>> PrintedCampaigns() = 0;
};

}  // namespace bestand::consent
