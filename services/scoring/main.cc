#include "bestand/scoring/v1/model_report_service.grpc.pb.h"
#include "bestand/scoring/v1/model_service.grpc.pb.h"
#include "common/config/settings.h"
#include "common/jobs/jobs.h"
#include "common/jobs/runner.h"
#include "common/log/logger.h"
#include "common/metrics/metrics.h"
#include "common/rpc/channel.h"
#include "common/rpc/page_token.h"
#include "common/rpc/serve.h"
#include "common/rpc/service_main.h"
#include "common/storage/cleaner.h"
#include "common/storage/database.h"
#include "common/storage/migrate.h"
#include "common/storage/sql_replays.h"
#include "services/scoring/api/contract_value_api.h"
#include "services/scoring/api/dormancy_api.h"
#include "services/scoring/api/model_api.h"
#include "services/scoring/api/model_report_api.h"
#include "services/scoring/api/portfolio_api.h"
#include "services/scoring/api/products/next_product_api.h"
#include "services/scoring/api/score_api.h"
#include "services/scoring/api/score_set_api.h"
#include "services/scoring/api/segments/prospect_api.h"
#include "services/scoring/api/segments/segment_api.h"
#include "services/scoring/clients/behaviour_client.h"
#include "services/scoring/clients/consent_client.h"
#include "services/scoring/clients/contract_client.h"
#include "services/scoring/clients/feedback_client.h"
#include "services/scoring/clients/products/bought_line_client.h"
#include "services/scoring/clients/profile_client.h"
#include "services/scoring/clients/repeat_day_client.h"
#include "services/scoring/clients/segments/purchase_line_client.h"
#include "services/scoring/clients/trait_client.h"
#include "services/scoring/storage/migrations.h"
#include "services/scoring/storage/products/sql_product_store.h"
#include "services/scoring/storage/segments/sql_segment_store.h"
#include "services/scoring/storage/sql_contract_model_store.h"
#include "services/scoring/storage/sql_follow_store.h"
#include "services/scoring/storage/sql_model_store.h"
#include "services/scoring/storage/sql_score_reader.h"
#include "services/scoring/storage/sql_score_writer.h"
#include "services/scoring/storage/sql_snapshot_source.h"
#include "services/scoring/work/behaving_summaries.h"
#include "services/scoring/work/contracts/contract_fit_work.h"
#include "services/scoring/work/fit_work.h"
#include "services/scoring/work/follower.h"
#include "services/scoring/work/known_summaries.h"
#include "services/scoring/work/products/product_fit_work.h"
#include "services/scoring/work/score_helper.h"
#include "services/scoring/work/score_work.h"
#include "services/scoring/work/segments/segment_work.h"
#include "services/scoring/work/snapshot/snapshot_keeper.h"
#include "services/scoring/work/snapshot/snapshot_reader.h"

namespace bestand::scoring {

struct Config {
  config::ServerSettings server;
  config::DatabaseSettings database;
  config::UpstreamSettings customer_profile;
  config::UpstreamSettings consent;
  bool follow = true;
  absl::Duration score_lifetime = absl::Hours(24 * 7);
  int kept_sets = 2;
  int snapshot_megabytes = 1024;
};

void Describe(config::Fields& fields, Config& config) {
  Describe(fields, config.server);
  Describe(fields, config.database);
  Describe(fields, "clients.customer_profile", config.customer_profile);
  Describe(fields, "clients.consent", config.consent);
  fields.Flag("scoring.follow", config.follow, "Score customers anew as soon as they buy");
  fields.Duration("scoring.score_lifetime", config.score_lifetime, "How long a score may be used");
  fields.Number("scoring.kept_sets", config.kept_sets, {1, 100},
                "Score sets kept, the published one among them; older ones are removed hourly");
  fields.Number(
      "scoring.snapshot_megabytes", config.snapshot_megabytes, {0, 1 << 20},
      "Memory for scores, about 140 MB a million customers, twice that while a set is replaced; a set "
      "that does not fit is read from the database");
}

absl::StatusOr<storage::Options> DatabaseOptions(const Config& config) {
  ASSIGN_OR_RETURN(const std::string conninfo, config::ConnectionString(config.database));
  // Beside the threads of calls: the job runners and their team, the follower, the keeper of the snapshot,
  // and calls answered on gRPC's own threads.
  const int threads = config::ThreadsOf(config.server) + config::AvailableCores() + 8;
  return storage::Options{.conninfo = conninfo,
                          .application = "scoring",
                          .sessions = config.database.sessions > 0 ? config.database.sessions : threads,
                          .statement_timeout = config.database.statement_timeout};
}

// Everything of one process; members in the order in which they need each other.
struct Process {
  Process(const Config& config, const storage::Options& options, const auth::Gate& gate,
          rpc::PageTokens tokens, const rpc::Remote& customer_profile, const rpc::Remote& consent_service)
      : logger("scoring", log::LevelOf(config.server.log_level)),
        database(options),
        runtime({gate, logger, metrics, &replays, rpc::SizesOf(config.server)}),
        page_tokens(std::move(tokens)),
        profile(customer_profile),
        traits(customer_profile),
        contracts(customer_profile),
        repeat_days(customer_profile),
        behaviours(customer_profile),
        feedback(customer_profile),
        lines(customer_profile),
        bought_lines(customer_profile),
        consents(consent_service),
        score_lifetime(config.score_lifetime),
        snapshot{.most_bytes = int64_t{config.snapshot_megabytes} << 20} {}

  log::Logger logger;
  metrics::Metrics metrics;
  storage::Database database;
  storage::SqlReplays replays{database};
  rpc::Runtime runtime;
  rpc::PageTokens page_tokens;
  ProfileClient profile;
  TraitClient traits;
  ContractClient contracts;
  RepeatDayClient repeat_days;
  BehaviourClient behaviours;
  FeedbackClient feedback;
  KnownSummaries known{profile, traits};
  BehavingSummaries summaries{known, behaviours};
  PurchaseLineClient lines;
  BoughtLineClient bought_lines;
  ConsentClient consents;
  absl::Duration score_lifetime;
  SnapshotSettings snapshot;
  jobs::Jobs jobs{database};
  SqlModelStore models{database};
  SqlContractModelStore contract_models{database};
  SqlScoreReader stored{database};
  SqlSnapshotSource changes{database, stored};
  SnapshotKeeper keeper{{stored, changes, logger, metrics, snapshot}};
  SnapshotReader scores{stored, keeper};
  SqlScoreWriter writer{database};
  SqlFollowStore follow{database};
  SqlSegmentStore segments{database};
  SqlProductStore products{database};
  ProductKeeper product_keeper{{products, logger}};
  NextProducts next_products{bought_lines, product_keeper};
  Dormancies dormancies{scores, models, behaviours};
  ModelApi model_api{{jobs, models, page_tokens, runtime}};
  ModelReportApi model_report_api{models, runtime};
  ScoreApi score_api{{jobs, models, scores, dormancies, page_tokens, runtime, score_lifetime}};
  ScoreSetApi score_set_api{scores, page_tokens, runtime};
  ContractValueApi contract_value_api{{jobs, contracts, contract_models, scores, runtime}};
  SegmentApi segment_api{{jobs, scores, segments, page_tokens, runtime}};
  ProspectApi prospect_api{segments, runtime};
  PortfolioApi portfolio_api{scores, models, consents, runtime};
  NextProductApi next_product_api{{jobs, product_keeper, next_products, runtime}};
  DormancyApi dormancy_api{{dormancies, models, scores, feedback, runtime}};
};

// Segments take minutes and hold up no score: they have a runner of their own.
std::unique_ptr<jobs::JobRunner> SegmentRunner(Process& process) {
  const SegmentWork segment({process.scores, process.models, process.lines, process.lines, process.segments,
                             SystemClock(), config::AvailableCores()});
  const std::map<std::string, jobs::Handler> handlers = {{kSegmentJob, segment}};
  return std::make_unique<jobs::JobRunner>(process.database, handlers);
}

std::vector<rpc::Hosted> HostsOf(Process& process) {
  return {rpc::Host<v1::ModelService>(process.model_api),
          rpc::Host<v1::ModelReportService>(process.model_report_api),
          rpc::Host<v1::ScoreService>(process.score_api),
          rpc::Host<v1::ScoreSetService>(process.score_set_api),
          rpc::Host<v1::ContractValueService>(process.contract_value_api),
          rpc::Host<v1::SegmentService>(process.segment_api),
          rpc::Host<v1::ProspectService>(process.prospect_api),
          rpc::Host<v1::PortfolioService>(process.portfolio_api),
          rpc::Host<v1::NextProductService>(process.next_product_api),
          rpc::Host<v1::DormancyService>(process.dormancy_api)};
}

Follower::Parts PartsOfFollower(Process& process) {
  return {process.profile, process.summaries, process.models, process.stored, process.follow,
          process.jobs,    SystemClock(),     process.logger, process.metrics};
}

absl::Status Run(const Config& config, Process& process) {
  std::optional<Follower> follower;
  if (config.follow) follower.emplace(PartsOfFollower(process));
  const FitWork fit({process.known, process.repeat_days, process.models, SystemClock(),
                     config::AvailableCores(), &process.behaviours});
  PartTeam team({process.summaries, process.writer, SystemClock(), config::AvailableCores()});
  const ScoreHelper helper({process.writer, process.models, team, process.logger});
  const ScoreWork score({process.profile, process.models, process.writer, team, SystemClock(), [&] {
                           if (follower) follower->Restart();
                         }});
  const ContractFitWork contract_fit(process.contracts, process.contract_models, SystemClock());
  const storage::Cleaner cleaner(
      {.outbox = nullptr,
       .replays = process.replays,
       .tell_failure =
           [&](const absl::Status& status) {
             process.logger.Warning("cleaning failed", {{"reason", ReasonOf(status)}});
           },
       .also = [&] { return process.writer.RemoveOldSets(config.kept_sets); }});
  const jobs::JobRunner runner(process.database,
                               {{kFitJob, fit}, {kScoringJob, score}, {kContractFitJob, contract_fit}});
  const ProductFitWork product_fit({process.bought_lines, process.products, SystemClock()});
  const auto segment_runner = SegmentRunner(process);
  const jobs::JobRunner product_runner(process.database, {{kProductFitJob, product_fit}});
  return rpc::Serve(config.server, process.runtime, HostsOf(process),
                    [&] { return storage::CheckSchema(process.database, kMigrations).ok(); });
}

absl::Status Serve(const Config& config) {
  ASSIGN_OR_RETURN(const auto gate,
                   auth::OpenGate(config.server.policy_file, config.server.insecure_loopback));
  ASSIGN_OR_RETURN(const storage::Options options, DatabaseOptions(config));
  ASSIGN_OR_RETURN(rpc::PageTokens tokens, rpc::PageTokens::FromKeyFile(config.server.page_token_key_file));
  ASSIGN_OR_RETURN(const rpc::Remote profile,
                   rpc::Connect(config.customer_profile, "customer-profile", "scoring"));
  ASSIGN_OR_RETURN(const rpc::Remote consents, rpc::Connect(config.consent, "consent", "scoring"));
  Process process(config, options, *gate, std::move(tokens), profile, consents);
  return Run(config, process);
}

absl::Status Migrate(const Config& config) {
  ASSIGN_OR_RETURN(const storage::Options options, DatabaseOptions(config));
  storage::Database database(options);
  return storage::Migrate(database, kMigrations).status();
}

}  // namespace bestand::scoring

int main(int argc, char** argv) {
  using bestand::scoring::Config;
  return bestand::rpc::ServiceMain<Config>(argc, argv,
                                           {"scoring", "Says what each customer is worth and who is asleep.",
                                            bestand::scoring::Serve, bestand::scoring::Migrate});
}
