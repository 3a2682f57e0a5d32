#include <optional>
#include <string>

#include "common/config/settings.h"
#include "common/log/logger.h"
#include "common/metrics/metrics.h"
#include "common/rpc/page_token.h"
#include "common/rpc/serve.h"
#include "common/rpc/service_main.h"
#include "common/storage/cleaner.h"
#include "common/storage/database.h"
#include "common/storage/migrate.h"
#include "common/storage/outbox.h"
#include "common/storage/sql_replays.h"
#include "services/customer_profile/api/behaviour_api.h"
#include "services/customer_profile/api/contact_point_api.h"
#include "services/customer_profile/api/contract_api.h"
#include "services/customer_profile/api/customer_api.h"
#include "services/customer_profile/api/feedback_api.h"
#include "services/customer_profile/api/history_api.h"
#include "services/customer_profile/api/preference_api.h"
#include "services/customer_profile/api/product_api.h"
#include "services/customer_profile/api/purchase_api.h"
#include "services/customer_profile/api/purchase_day_api.h"
#include "services/customer_profile/api/purchase_line_api.h"
#include "services/customer_profile/api/purchase_span_api.h"
#include "services/customer_profile/storage/changes.h"
#include "services/customer_profile/storage/migrations.h"
#include "services/customer_profile/storage/sql_behaviour_store.h"
#include "services/customer_profile/storage/sql_contact_point_store.h"
#include "services/customer_profile/storage/sql_contract_store.h"
#include "services/customer_profile/storage/sql_customer_store.h"
#include "services/customer_profile/storage/sql_feedback_store.h"
#include "services/customer_profile/storage/sql_history_store.h"
#include "services/customer_profile/storage/sql_import_store.h"
#include "services/customer_profile/storage/sql_product_store.h"
#include "services/customer_profile/storage/sql_purchase_line_store.h"
#include "services/customer_profile/storage/sql_purchase_store.h"
#include "services/customer_profile/storage/sql_repeat_day_store.h"

namespace bestand::customer_profile {

struct Config {
  config::ServerSettings server;
  config::DatabaseSettings database;
  std::string time_zone = "Europe/Berlin";
  int active_months = 24;
  std::string as_of_date;
  absl::Duration keep_changes = absl::Hours(24 * 7);
  Company company;  // made of the three
};

void Describe(config::Fields& fields, Config& config) {
  Describe(fields, config.server);
  Describe(fields, config.database);
  fields.Text("company.time_zone", config.time_zone,
              "Whose calendar says what a day is; never change it later");
  fields.Number("company.active_months", config.active_months, {1, 600},
                "Months after the last purchase until a customer counts as former");
  fields.Text(
      "company.as_of_date", config.as_of_date,
      "For demonstrations and re-runs of the past: the day taken for today where relations are judged, "
      "such as 2011-12-09; empty is today");
  fields.Duration("changes.keep", config.keep_changes,
                  "How long WatchChanges can go back; who stays away longer begins anew");
  if (!absl::LoadTimeZone(config.time_zone, &config.company.zone)) {
    fields.Wrong("company.time_zone", "is no name of the tz database, such as Europe/Berlin");
  }
  config.company.active_months = config.active_months;
  absl::CivilDay as_of;
  if (!config.as_of_date.empty() && !absl::ParseCivilTime(config.as_of_date, &as_of)) {
    fields.Wrong("company.as_of_date", "is no day such as 2011-12-09");
  }
  if (!config.as_of_date.empty()) config.company.as_of = as_of;
}

absl::StatusOr<storage::Options> DatabaseOptions(const Config& config) {
  ASSIGN_OR_RETURN(const std::string conninfo, config::ConnectionString(config.database));
  // Beside the threads of calls: imports, and calls answered on gRPC's own threads.
  const int sessions = config::ThreadsOf(config.server) + SqlImportStore::kMostAtOnce + 4;
  return storage::Options{.conninfo = conninfo,
                          .application = "customer-profile",
                          .sessions = config.database.sessions > 0 ? config.database.sessions : sessions,
                          .statement_timeout = config.database.statement_timeout};
}

// Everything of one process; members in the order in which they need each other.
struct Process {
  Process(const Config& config, const storage::Options& options, const auth::Gate& gate,
          rpc::PageTokens tokens)
      : company(config.company),
        logger("customer-profile", log::LevelOf(config.server.log_level)),
        database(options),
        runtime({gate, logger, metrics, &replays, rpc::SizesOf(config.server)}),
        page_tokens(std::move(tokens)) {}

  const Company company;
  log::Logger logger;
  metrics::Metrics metrics;
  storage::Database database;
  storage::Outbox outbox{database};
  storage::SqlReplays replays{database};
  rpc::Runtime runtime;
  rpc::PageTokens page_tokens;
  SqlCustomerStore customers{database, outbox};
  SqlContactPointStore contact_points{database, outbox};
  SqlProductStore products{database};
  SqlPurchaseStore purchases{database, outbox, company};
  SqlImportStore imports{database, outbox, company};
  SqlHistoryStore history{database, outbox, company};
  LastContactReads last_contacts{history};
  SqlBehaviourStore behaviours{database, company};
  SqlFeedbackStore feedback{database, outbox};
  SqlRepeatDayStore repeat_days{database};
  SqlPurchaseLineStore purchase_lines{database};
  SqlContractStore contracts{database, outbox};
  SqlChangeStore changes{outbox};
  CustomerApi customer_api{{customers, company, page_tokens, SystemClock(), runtime}};
  ContactPointApi contact_point_api{contact_points, runtime};
  ContractApi contract_api{contracts, runtime};
  ProductApi product_api{products, page_tokens, runtime};
  PurchaseApi purchase_api{{purchases, imports, SystemClock(), runtime}};
  PurchaseSpanApi span_api{purchases, runtime};
  PurchaseDayApi purchase_day_api{repeat_days, runtime};
  PurchaseLineApi purchase_line_api{purchase_lines, purchases, runtime};
  HistoryApi history_api{{history, last_contacts, changes, page_tokens, SystemClock(), runtime}};
  PreferenceApi preference_api{history, runtime};
  BehaviourApi behaviour_api{behaviours, runtime};
  FeedbackApi feedback_api{feedback, SystemClock(), runtime};
};

absl::Status Serve(const Config& config) {
  ASSIGN_OR_RETURN(const auto gate,
                   auth::OpenGate(config.server.policy_file, config.server.insecure_loopback));
  ASSIGN_OR_RETURN(const storage::Options options, DatabaseOptions(config));
  ASSIGN_OR_RETURN(rpc::PageTokens tokens, rpc::PageTokens::FromKeyFile(config.server.page_token_key_file));
  Process process(config, options, *gate, std::move(tokens));
  const storage::Cleaner cleaner(
      {&process.outbox, process.replays, config.keep_changes, [&](const absl::Status& status) {
         process.logger.Warning("cleaning failed", {{"reason", ReasonOf(status)}});
       }});
  return rpc::Serve(config.server, process.runtime,
                    {rpc::Host<v1::CustomerService>(process.customer_api),
                     rpc::Host<v1::ContactPointService>(process.contact_point_api),
                     rpc::Host<v1::ContractService>(process.contract_api),
                     rpc::Host<v1::ProductService>(process.product_api),
                     rpc::Host<v1::PurchaseService>(process.purchase_api),
                     rpc::Host<v1::PurchaseSpanService>(process.span_api),
                     rpc::Host<v1::PurchaseDayService>(process.purchase_day_api),
                     rpc::Host<v1::PurchaseLineService>(process.purchase_line_api),
                     rpc::Host<v1::HistoryService>(process.history_api),
                     rpc::Host<v1::PreferenceService>(process.preference_api),
                     rpc::Host<v1::BehaviourService>(process.behaviour_api),
                     rpc::Host<v1::FeedbackService>(process.feedback_api)},
                    [&] { return storage::CheckSchema(process.database, kMigrations).ok(); });
}

absl::Status Migrate(const Config& config) {
  ASSIGN_OR_RETURN(const storage::Options options, DatabaseOptions(config));
  storage::Database database(options);
  return storage::Migrate(database, kMigrations).status();
}

}  // namespace bestand::customer_profile

int main(int argc, char** argv) {
  namespace customer_profile = bestand::customer_profile;
  return bestand::rpc::ServiceMain<customer_profile::Config>(
      argc, argv,
      {"customer-profile", "Knows what the company knows about its customers and did with them.",
       customer_profile::Serve, customer_profile::Migrate});
}
