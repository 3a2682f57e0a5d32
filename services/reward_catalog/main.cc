#include "common/config/settings.h"
#include "common/error/error.h"
#include "common/log/logger.h"
#include "common/metrics/metrics.h"
#include "common/rpc/channel.h"
#include "common/rpc/page_token.h"
#include "common/rpc/serve.h"
#include "common/rpc/service_main.h"
#include "common/storage/database.h"
#include "common/storage/migrate.h"
#include "common/storage/sql_replays.h"
#include "services/reward_catalog/api/budget_api.h"
#include "services/reward_catalog/api/recommendation_api.h"
#include "services/reward_catalog/api/reward_api.h"
#include "services/reward_catalog/clients/consent_client.h"
#include "services/reward_catalog/clients/profile_client.h"
#include "services/reward_catalog/clients/scoring_client.h"
#include "services/reward_catalog/domain/housekeeper.h"
#include "services/reward_catalog/storage/migrations.h"
#include "services/reward_catalog/storage/sql_decision_store.h"
#include "services/reward_catalog/storage/sql_gift_store.h"
#include "services/reward_catalog/storage/sql_reward_store.h"

namespace bestand::reward_catalog {

struct Config {
  config::ServerSettings server;
  config::DatabaseSettings database;
  config::UpstreamSettings consent;
  config::UpstreamSettings customer_profile;
  config::UpstreamSettings scoring;
  double target_share = TargetRules().share;
  int target_least = static_cast<int>(TargetRules().least);
  int target_most = static_cast<int>(TargetRules().most);
  absl::Duration hold = absl::Hours(7 * 24);
  absl::Duration housekeeping = absl::Seconds(5);
  std::string time_zone = "UTC";
};

void DescribeRewards(config::Fields& fields, Config& config) {
  fields.Decimal("rewards.target_share", config.target_share, {0, 1},
                 "Target worth of a reward, as a share of the lifetime value of the next 12 months");
  fields.Number("rewards.target_least_minor", config.target_least, {1, 1'000'000'000},
                "Least target worth in minor units of the budget; also for customers without a score");
  fields.Number("rewards.target_most_minor", config.target_most, {1, 1'000'000'000},
                "Most target worth in minor units of the budget");
  fields.Duration("rewards.hold", config.hold, "How long an open choice holds its rewards");
  fields.Duration("rewards.housekeeping", config.housekeeping,
                  "Between looks for choices that are over and gifts to write");
  fields.Text("rewards.time_zone", config.time_zone,
              "The company's calendar, such as Europe/London; for ages");
  if (config.target_most < config.target_least)
    fields.Wrong("rewards.target_most_minor", "must not be below rewards.target_least_minor");
  if (config.hold <= absl::ZeroDuration()) fields.Wrong("rewards.hold", "must be above 0");
  if (config.housekeeping < absl::Milliseconds(10))
    fields.Wrong("rewards.housekeeping", "must be at least 10ms");
  if (absl::TimeZone zone; !absl::LoadTimeZone(config.time_zone, &zone))
    fields.Wrong("rewards.time_zone", config.time_zone + " is no time zone; write it as Europe/London");
}

void Describe(config::Fields& fields, Config& config) {
  Describe(fields, config.server);
  Describe(fields, config.database);
  Describe(fields, "clients.consent", config.consent);
  Describe(fields, "clients.customer_profile", config.customer_profile);
  Describe(fields, "clients.scoring", config.scoring);
  DescribeRewards(fields, config);
}

absl::StatusOr<storage::Options> DatabaseOptions(const Config& config) {
  ASSIGN_OR_RETURN(const std::string conninfo, config::ConnectionString(config.database));
  // Beside the threads of calls: the housekeeper and the readiness check.
  const int threads = config::ThreadsOf(config.server) + 2;
  return storage::Options{.conninfo = conninfo,
                          .application = "reward-catalog",
                          .sessions = config.database.sessions > 0 ? config.database.sessions : threads,
                          .statement_timeout = config.database.statement_timeout};
}

absl::TimeZone ZoneOf(const Config& config) {
  absl::TimeZone zone;
  absl::LoadTimeZone(config.time_zone, &zone);  // Describe has seen that there is such a one
  return zone;
}

// The services that are called.
struct Remotes {
  rpc::Remote consent, customer_profile, scoring;
};

absl::StatusOr<Remotes> ConnectAll(const Config& config) {
  constexpr char kName[] = "reward-catalog";
  Remotes remotes;
  ASSIGN_OR_RETURN(remotes.consent, rpc::Connect(config.consent, "consent", kName));
  ASSIGN_OR_RETURN(remotes.customer_profile,
                   rpc::Connect(config.customer_profile, "customer-profile", kName));
  ASSIGN_OR_RETURN(remotes.scoring, rpc::Connect(config.scoring, "scoring", kName));
  return remotes;
}

// Everything of one process; members in the order in which they need each other.
struct Process {
  struct Opened {
    const auth::Gate& gate;
    storage::Options database;
    rpc::PageTokens page_tokens;
    Remotes remotes;
  };
  Process(const Config& config, const Opened& opened)
      : logger("reward-catalog", log::LevelOf(config.server.log_level)),
        database(opened.database),
        runtime({opened.gate, logger, metrics, &replays, rpc::SizesOf(config.server)}),
        consent(opened.remotes.consent),
        profile(opened.remotes.customer_profile),
        scoring(opened.remotes.scoring),
        decisions(database, SystemClock(), config.hold),
        recommendations(decisions, {consent, profile, scoring},
                        {config.target_share, config.target_least, config.target_most}, ZoneOf(config)),
        reward_api(rewards, opened.page_tokens, runtime) {}

  log::Logger logger;
  metrics::Metrics metrics;
  storage::Database database;
  storage::SqlReplays replays{database};
  rpc::Runtime runtime;
  ConsentClient consent;
  ProfileClient profile;
  ScoringClient scoring;
  SqlRewardStore rewards{database, SystemClock()};
  SqlBudgetStore budgets{database, SystemClock()};
  SqlDecisionStore decisions;
  SqlGiftStore gifts{database, SystemClock()};
  GiftDeliveries deliveries{gifts, profile};
  Recommendations recommendations;
  RewardApi reward_api;
  BudgetApi budget_api{budgets, runtime};
  RecommendationApi recommendation_api{{recommendations, decisions, deliveries}, runtime};
};

std::vector<Chore> ChoresOf(Process& process) {
  return {{"expire choices", [&] { return process.decisions.Expire().status(); }},
          {"write gifts", [&] { return process.deliveries.DeliverDue().status(); }},
          {"remove old answers",
           [&] { return process.replays.RemoveBefore(SystemClock().Now() - absl::Hours(7 * 24)).status(); }}};
}

absl::Status Run(const Config& config, Process& process) {
  const Housekeeper housekeeper(
      ChoresOf(process), config.housekeeping, [&](const Chore& chore, const absl::Status& status) {
        process.logger.Warning("a chore failed", {{"chore", chore.name}, {"reason", ReasonOf(status)}});
      });
  return rpc::Serve(
      config.server, process.runtime,
      {rpc::Host<v1::RewardService>(process.reward_api), rpc::Host<v1::BudgetService>(process.budget_api),
       rpc::Host<v1::RecommendationService>(process.recommendation_api)},
      [&] { return storage::CheckSchema(process.database, kMigrations).ok(); });
}

absl::Status Serve(const Config& config) {
  ASSIGN_OR_RETURN(const auto gate,
                   auth::OpenGate(config.server.policy_file, config.server.insecure_loopback));
  ASSIGN_OR_RETURN(const storage::Options database, DatabaseOptions(config));
  ASSIGN_OR_RETURN(const auto tokens, rpc::PageTokens::FromKeyFile(config.server.page_token_key_file));
  ASSIGN_OR_RETURN(const Remotes remotes, ConnectAll(config));
  Process process(config, {*gate, database, tokens, remotes});
  return Run(config, process);
}

absl::Status Migrate(const Config& config) {
  ASSIGN_OR_RETURN(const storage::Options options, DatabaseOptions(config));
  storage::Database database(options);
  return storage::Migrate(database, kMigrations).status();
}

}  // namespace bestand::reward_catalog

int main(int argc, char** argv) {
  using bestand::reward_catalog::Config;
  return bestand::rpc::ServiceMain<Config>(
      argc, argv,
      {"reward-catalog", "Chooses the reward that would please a customer.", bestand::reward_catalog::Serve,
       bestand::reward_catalog::Migrate});
}
