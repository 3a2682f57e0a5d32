#include "services/consent/storage/reports/sql_report_store.h"

#include "common/error/error.h"
#include "services/consent/storage/row_values.h"
#include "services/consent/storage/statements.h"

namespace bestand::consent {
namespace {

using storage::Repeat;
using storage::Row;
using storage::Rows;
using storage::Session;

Standing StandingOf(const Row& row) {
  return {std::string(row.Text(0)),
          row.Bool(1),
          static_cast<Recipient>(row.Int(2)),
          row.Bool(3),
          std::string(row.Text(4)),
          row.Int(5),
          row.Reals(6)};
}

// The purpose is there: it is joined.
ContactRecord RecordOf(const Row& row) {
  ContactRecord record;
  record.subject = Subject{std::string(row.Text(0)), static_cast<Recipient>(row.Int(1)),
                           static_cast<Relation>(row.Int(2)), row.Bool(3), std::string(row.Text(4))};
  record.purpose_known = true;
  record.times = TimesOf(row, 5);
  record.objections = {row.MaybeTime(10), row.MaybeTime(11)};
  record.grounds = {row.Bool(12), row.Bool(13), row.Bool(14), row.Bool(15), row.Bool(16), row.MaybeTime(17)};
  record.times.offline = row.MaybeTime(18);
  return record;
}

CampaignRequests RequestsOf(const Row& row) {
  CampaignRequests requests{std::string(row.Text(0)), row.Int(1), row.Int(2), std::nullopt};
  if (const auto median = row.MaybeInt(3)) requests.median_to_confirm = absl::Microseconds(*median);
  return requests;
}

RefusalMonth MonthOf(const Row& row) {
  RefusalMonth month;
  absl::ParseCivilTime(std::string(row.Text(0)), &month.month);
  month.withdrawals = row.Int(1);
  month.objections = row.Int(2);
  return month;
}

PastEvent PastEventOf(const Row& row) {
  return {static_cast<EventKind>(row.Int(1)), row.Time(2), ChannelOf(row.Int(3)), std::string(row.Text(4)),
          row.MaybeTime(6)};
}

}  // namespace

template <typename Of>
auto SqlReportStore::ReadAll(const storage::Statement& statement,
                             std::initializer_list<storage::Param> params, Of of) {
  using Found = decltype(AllOf(Rows(), of));
  const auto read = [&](Session& session) -> absl::StatusOr<Found> {
    ASSIGN_OR_RETURN(const Rows rows, session.Run(statement, params));
    return AllOf(rows, of);
  };
  return database_.InSession(read, Repeat::kOnce);
}

absl::StatusOr<std::vector<Standing>> SqlReportStore::Standings(std::span<const std::string> customers,
                                                                const OptInsAsked& asked, absl::Time now) {
  return ReadAll(sql::kListStandings,
                 {{"customer_ids", customers},
                  {"channel", NumberOf(asked.channel)},
                  {"purpose_id", asked.purpose},
                  {"countries", asked.countries.names},
                  {"elsewhere", asked.countries.elsewhere},
                  {"stale_before", StaleBefore(now)}},
                 StandingOf);
}

absl::StatusOr<std::vector<ContactRecord>> SqlReportStore::Records(std::span<const std::string> customers,
                                                                   const ContactQuery& query) {
  return ReadAll(sql::kListReportRecords,
                 {{"customer_ids", customers},
                  {"channel", NumberOf(query.channel)},
                  {"channel_bit", BitOf(query.channel)},
                  {"purpose_id", query.purpose}},
                 RecordOf);
}

absl::StatusOr<std::vector<CampaignRequests>> SqlReportStore::RequestsByCampaign(const OptInsAsked& asked) {
  return ReadAll(sql::kCountOptInsByCampaign,
                 {{"channel", NumberOf(asked.channel)}, {"purpose_id", asked.purpose}}, RequestsOf);
}

absl::StatusOr<std::vector<std::string>> SqlReportStore::EverKnownAfter(std::string_view customer) {
  return ReadAll(sql::kListEverKnown, {{"after", customer}},
                 [](const Row& row) { return std::string(row.Text(0)); });
}

absl::StatusOr<std::map<std::string, CustomerPast>> SqlReportStore::Pasts(
    std::span<const std::string> customers, Channel channel) {
  using Pasts = std::map<std::string, CustomerPast>;
  const auto read = [&](Session& session) -> absl::StatusOr<Pasts> {
    Pasts pasts;
    ASSIGN_OR_RETURN(const Rows subjects, session.Run(sql::kListPastSubjects, {{"customer_ids", customers}}));
    for (const Row row : subjects) {
      pasts[std::string(row.Text(0))].subject.push_back(
          {row.Time(1), row.Bool(2), row.Bool(3), std::string(row.Text(4))});
    }
    ASSIGN_OR_RETURN(const Rows events, session.Run(sql::kListPasts, {{"customer_ids", customers},
                                                                      {"channel", NumberOf(channel)}}));
    for (const Row row : events) pasts[std::string(row.Text(0))].events.push_back(PastEventOf(row));
    return pasts;
  };
  return database_.InSession(read, Repeat::kOnce);
}

absl::StatusOr<std::vector<RefusalMonth>> SqlReportStore::RefusalsByMonth(absl::Time from) {
  return ReadAll(sql::kCountRefusalsByMonth, {{"from", from}}, MonthOf);
}

absl::StatusOr<std::vector<RefusalsByCampaign>> SqlReportStore::RefusalsByCampaignFrom(absl::Time from) {
  const auto of = [](const Row& row) {
    return RefusalsByCampaign{std::string(row.Text(0)), row.Int(1), row.Int(2)};
  };
  return ReadAll(sql::kCountRefusalsByCampaign, {{"from", from}}, of);
}

absl::StatusOr<std::vector<PrintedCampaign>> SqlReportStore::PrintedCampaigns() {
  const auto of = [](const Row& row) {
    return PrintedCampaign{static_cast<CaptureChannel>(row.Int(0)), row.Int(1), row.Int(2)};
  };
  return ReadAll(sql::kListPrintedCampaigns, {}, of);
}

}  // namespace bestand::consent
