// consent: may this person be contacted, and the proof. Wires; nothing else.

#include <string>

#include "common/auth/gate.h"
#include "common/config/sources.h"
#include "common/error/error.h"
#include "common/rpc/serve.h"
#include "common/rpc/service_main.h"
#include "common/storage/cleaner.h"
#include "common/storage/database.h"
#include "common/storage/migrate.h"
#include "common/storage/sql_replays.h"
#include "services/consent/api/campaigns/collection_apis.h"
#include "services/consent/api/consent_api.h"
#include "services/consent/api/decision_apis.h"
#include "services/consent/api/evidence_api.h"
#include "services/consent/api/person_apis.h"
#include "services/consent/api/purpose_api.h"
#include "services/consent/clients/profile_client.h"
#include "services/consent/clients/score_client.h"
#include "services/consent/domain/memory/memory_checks.h"
#include "services/consent/domain/rules/rule_book.h"
#include "services/consent/domain/subject_feed.h"
#include "services/consent/mail/mail_settings.h"
#include "services/consent/storage/campaigns/sql_campaign_store.h"
#include "services/consent/storage/evidence/sql_evidence_store.h"
#include "services/consent/storage/imports/sql_import_store.h"
#include "services/consent/storage/migrations.h"
#include "services/consent/storage/reports/sql_report_store.h"
#include "services/consent/storage/sql_consent_store.h"
#include "services/consent/storage/sql_contact_store.h"
#include "services/consent/storage/sql_ground_store.h"
#include "services/consent/storage/sql_log_queue.h"
#include "services/consent/storage/sql_mail_queue.h"
#include "services/consent/storage/sql_purpose_store.h"
#include "services/consent/storage/sql_service_key.h"
#include "services/consent/storage/sql_slot_store.h"
#include "services/consent/storage/sql_state_log.h"
#include "services/consent/storage/sql_subject_store.h"
#include "services/consent/work/decision_settings.h"
#include "services/consent/work/opt_in_settings.h"

namespace bestand::consent {

struct Config {
  config::ServerSettings server;
  config::DatabaseSettings database;
  config::UpstreamSettings customer_profile;
  ReportSettings reports;
  MailSettings mail;
  OptInSettings opt_in;
  DecisionSettings decisions;
};

void Describe(config::Fields& fields, Config& config) {
  Describe(fields, config.server);
  Describe(fields, config.database);
  Describe(fields, "clients.customer_profile", config.customer_profile);
  Describe(fields, config.reports);
  Describe(fields, config.mail);
  Describe(fields, config.opt_in);
  Describe(fields, config.decisions);
}

absl::StatusOr<storage::Options> DatabaseOptions(const Config& config) {
  storage::Options options;
  ASSIGN_OR_RETURN(options.conninfo, config::ConnectionString(config.database));
  options.application = "consent";
  // Besides the executor: gRPC's own threads for short reads, the mail worker, the feed, the log.
  const int threads = config::ThreadsOf(config.server);
  options.sessions = config.database.sessions > 0 ? config.database.sessions : 2 * threads + 3;
  options.statement_timeout = config.database.statement_timeout;
  return options;
}

// One session of its own for the question that all checks from memory wait for: nothing else stands before
// it, and it waits no longer than callers do.
storage::Options OneSession(storage::Options options) {
  options.sessions = 1;
  options.statement_timeout = absl::Seconds(2);
  return options;
}

absl::StatusOr<tlog::Signer> ReadSigner(const Config& config) {
  ASSIGN_OR_RETURN(const std::string key, config::ReadSecret(config.decisions.signing_key_file));
  return tlog::Signer::FromText(key);
}

// Counts and logs what becomes of mails; never to whom they went.
MailWorker::Tell TellOf(const log::Logger& logger, metrics::Metrics& metrics) {
  return [&](const absl::Status& outcome) {
    const std::string reason = outcome.ok() ? "SENT" : ReasonOf(outcome);
    metrics
        .CounterOf({"consent_mails_total", "Attempts to send a confirmation mail, by outcome."},
                   {{"outcome", reason}})
        .Increment();
    if (!outcome.ok()) logger.Warning("A mail was not sent.", {{"reason", reason}});
  };
}

// Everything of one process; members in the order in which they need each other.
struct Process {
  Process(const Config& config, tlog::Signer signer, const storage::Options& options, const auth::Gate& gate,
          rpc::PageTokens tokens, const rpc::Remote& customer_profile)
      : logger("consent", log::LevelOf(config.server.log_level)),
        signer(std::move(signer)),
        database(options),
        head_database(OneSession(options)),
        runtime({gate, logger, metrics, &replays, rpc::SizesOf(config.server)}),
        page_tokens(std::move(tokens)),
        profile(customer_profile) {}

  log::Logger logger;
  metrics::Metrics metrics;
  const tlog::Signer signer;
  storage::Database database;
  storage::Database head_database;
  storage::SqlReplays replays{database};
  rpc::Runtime runtime;
  rpc::PageTokens page_tokens;
  ProfileClient profile;
  std::unique_ptr<Scores> scores = std::make_unique<NoScores>();
  const LogMeans means{SystemClock(), signer};
  SqlConsentStore consents{database, means};
  SqlContactStore contacts{database};
  SqlPurposeStore purposes{database, SystemClock()};
  SqlSubjectStore subjects{database, SystemClock()};
  SqlMailQueue mails{database, means};
  SqlLogQueue log{database, means};
  SqlEvidenceStore evidence{database, means};
  SqlCampaignStore campaigns{database, SystemClock()};
  SqlReportStore reports{database};
  SqlImportStore imports{database, means};
  SqlServiceKey address_key{database, "address"};
  SqlServiceKey link_key{database, "link"};
  SqlGroundStore grounds{database, means};
  SqlSlotStore slots{database, means};
  SqlStateLog states{head_database};
};

storage::Cleaner::Parts CleanerParts(Process& p) {
  const auto tell_failure = [&p](const absl::Status& status) {
    p.logger.Warning("cleaning failed", {{"reason", ReasonOf(status)}});
  };
  const auto also = [&p]() -> absl::Status {
    RETURN_IF_ERROR(RemoveOldChanges(p.database));
    // As far as the limits on mails look back.
    return p.mails.RemoveBefore(absl::Now() - absl::Hours(30 * 24));
  };
  return {nullptr, p.replays, absl::InfiniteDuration(), tell_failure, also};
}

// Checks that are answered from memory where it is as fresh as the database.
struct Checks {
  Checks(const Config& config, const RuleBook& rules, Process& p)
      : cache(static_cast<size_t>(config.decisions.memory_megabytes) << 20, SystemClock()),
        contacts(p.contacts, cache),
        checks({contacts, p.subjects, p.profile, SystemClock(), config.opt_in.rules.limits,
                config.opt_in.rules.address_key, rules, config.decisions.read_through}),
        barrier(p.states, cache) {}

  ContactCache cache;
  RememberingStore contacts;
  ContactChecks checks;
  StateBarrier barrier;
  MemoryChecks memory{{checks, cache, barrier}};
};

CollectionApis::Parts CollectionParts(const Config& config, const RuleBook& rules, OptIns& opt_ins,
                                      SignUps& sign_ups, ContactChecks& checks, Process& p) {
  return {p.campaigns,
          sign_ups,
          config.opt_in.rules.base_url,
          p.page_tokens,
          {p.contacts, p.purposes, rules, SystemClock(), p.runtime},
          {p.reports, p.contacts, p.subjects, p.purposes, checks, *p.scores, rules, SystemClock()},
          p.imports,
          opt_ins};
}

absl::Status Run(const Config& config, Process& p) {
  ASSIGN_OR_RETURN(const auto rules, RuleBook::Open(config.decisions.rules_elsewhere));
  OptIns opt_ins(p.consents, config.opt_in.rules);
  Refusals refusals(p.consents);
  Checks judge(config, *rules, p);
  ConsentApi consent_api({opt_ins, refusals, judge.checks, judge.memory, p.log, p.consents, p.contacts,
                          p.purposes, *rules, p.page_tokens, SystemClock(), p.runtime});
  PurposeApi purpose_api(p.purposes, p.runtime);
  EvidenceApi evidence_api({p.evidence, SystemClock(), p.runtime});
  DecisionApis others(
      {judge.checks, *rules, p.grounds, p.slots, config.opt_in.rules.address_key, SystemClock(), p.runtime});
  PersonApis people({opt_ins, p.log, p.consents, p.contacts, p.purposes, config.opt_in.rules,
                     config.opt_in.link_keys, SystemClock(), p.runtime});
  CollectionApis collection(CollectionParts(config, *rules, opt_ins, people.sign_ups, judge.checks, p));
  SmtpSender sender(config.mail.smtp);
  const MailWorker worker(p.mails, sender, config.mail.worker, TellOf(p.logger, p.metrics));
  const storage::Cleaner cleaner(CleanerParts(p));
  SubjectFeed feed(p.profile, p.subjects);
  feed.Start();
  judge.barrier.Start();
  std::vector<rpc::Hosted> hosted = collection.Hosted();
  for (const rpc::Hosted& other :
       {rpc::Host<v1::ConsentService>(consent_api), rpc::Host<v1::PurposeService>(purpose_api),
        rpc::Host<v1::EvidenceService>(evidence_api), rpc::Host<v1::RuleService>(others.rule_api),
        rpc::Host<v1::GroundService>(others.ground_api),
        rpc::Host<v1::FrequencyService>(others.frequency_api), rpc::Host<v1::SelfService>(people.self_api)})
    hosted.push_back(other);
  const auto ready = [&] { return storage::CheckSchema(p.database, kMigrations).ok(); };
  return rpc::Serve(config.server, p.runtime, hosted, ready);
}

absl::Status Serve(const Config& given) {
  Config config = given;
  RETURN_IF_ERROR(ReadSecrets(config.mail));
  RETURN_IF_ERROR(ReadSecrets(config.opt_in));
  ASSIGN_OR_RETURN(const auto gate,
                   auth::OpenGate(config.server.policy_file, config.server.insecure_loopback));
  ASSIGN_OR_RETURN(const storage::Options options, DatabaseOptions(config));
  ASSIGN_OR_RETURN(auto tokens, rpc::PageTokens::FromKeyFile(config.server.page_token_key_file));
  ASSIGN_OR_RETURN(const auto remote, rpc::Connect(config.customer_profile, "customer-profile", "consent"));
  ASSIGN_OR_RETURN(tlog::Signer signer, ReadSigner(config));
  Process process(config, std::move(signer), options, *gate, std::move(tokens), remote);
  if (config.reports.ask_scoring) {
    ASSIGN_OR_RETURN(const auto scoring, rpc::Connect(config.reports.scoring, "scoring", "consent"));
    process.scores = std::make_unique<ScoreClient>(scoring);
  }
  LinkKeys& link_keys = config.opt_in.link_keys;
  AddressKey& address_key = config.opt_in.rules.address_key;
  if (!address_key) address_key = [&] { return process.address_key.Get(); };
  link_keys = WithDatabaseKey(link_keys, process.link_key);
  return Run(config, process);
}

absl::Status Migrate(const Config& config) {
  ASSIGN_OR_RETURN(const storage::Options options, DatabaseOptions(config));
  storage::Database database(options);
  return storage::Migrate(database, kMigrations).status();
}

}  // namespace bestand::consent

int main(int argc, char** argv) {
  using bestand::consent::Config;
  return bestand::rpc::ServiceMain<Config>(argc, argv,
                                           {"consent", "Knows who may be addressed, and proves it.",
                                            bestand::consent::Serve, bestand::consent::Migrate});
}
