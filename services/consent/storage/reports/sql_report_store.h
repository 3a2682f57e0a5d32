#pragma once

#include "common/storage/database.h"
#include "services/consent/domain/reports/report_store.h"

namespace bestand::consent {

// Reads for reports from PostgreSQL.
class SqlReportStore final : public ReportStore {
 public:
  explicit SqlReportStore(storage::Database& database) : database_(database) {}

  absl::StatusOr<std::vector<Standing>> Standings(std::span<const std::string> customers,
                                                  const OptInsAsked& asked, absl::Time now) override;
  absl::StatusOr<std::vector<ContactRecord>> Records(std::span<const std::string> customers,
                                                     const ContactQuery& query) override;
  absl::StatusOr<std::vector<CampaignRequests>> RequestsByCampaign(const OptInsAsked& asked) override;
  absl::StatusOr<std::vector<std::string>> EverKnownAfter(std::string_view customer) override;
  absl::StatusOr<std::map<std::string, CustomerPast>> Pasts(std::span<const std::string> customers,
                                                            Channel channel) override;
  absl::StatusOr<std::vector<RefusalMonth>> RefusalsByMonth(absl::Time from) override;
  absl::StatusOr<std::vector<RefusalsByCampaign>> RefusalsByCampaignFrom(absl::Time from) override;
  absl::StatusOr<std::vector<PrintedCampaign>> PrintedCampaigns() override;

 private:
  // Runs one read and returns what `of` makes of each row.
  template <typename Of>
  auto ReadAll(const storage::Statement& statement, std::initializer_list<storage::Param> params, Of of);

  storage::Database& database_;
};

}  // namespace bestand::consent
