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
#include "services/consent/api/consent_api.h"
#include "services/consent/api/decision_apis.h"
#include "services/consent/api/opt_in_report_api.h"
#include "services/consent/api/person_apis.h"
#include "services/consent/api/purpose_api.h"
#include "services/consent/api/record_apis.h"
#include "services/consent/clients/profile_client.h"
#include "services/consent/domain/memory/remembered_checks.h"
#include "services/consent/domain/rules/rule_book.h"
#include "services/consent/domain/subject_feed.h"
#include "services/consent/mail/mail_settings.h"
#include "services/consent/storage/evidence/sql_evidence_store.h"
#include "services/consent/storage/mail_reports/sql_mail_reports.h"
#include "services/consent/storage/migrations.h"
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
#include "services/consent/work/mail_reports/report_folder.h"
#include "services/consent/work/opt_in_settings.h"

namespace bestand::consent {

struct Config {
  config::ServerSettings server;
  config::DatabaseSettings database;
  config::UpstreamSettings customer_profile;
  absl::Duration read_through = absl::Seconds(1);
  MailSettings mail;
  OptInSettings opt_in;
  std::string signing_key_file;
  int memory_megabytes = 64;
  std::string rules_elsewhere;
};

void DescribeDecisions(config::Fields& fields, Config& config) {
  fields.Text(
      "consent.rules_elsewhere", config.rules_elsewhere,
      "Rule set for customers without a country, or of one without rules, such as de-v1; empty refuses them");
  fields.SecretFile("consent.signing_key_file", config.signing_key_file,
                    "Key that signs the log, made by bestandctl consent make-key");
  if (config.signing_key_file.empty()) {
    fields.Wrong("consent.signing_key_file", "is missing; make a key with bestandctl consent make-key");
  }
  fields.Duration("consent.read_through", config.read_through,
                  "How long a check waits for customer-profile about a customer not seen before");
  fields.Number("consent.memory_megabytes", config.memory_megabytes, {0, 1'000'000},
                "What checks may keep in memory, about 1,000 customers each; 0 reads all from the database");
}

void Describe(config::Fields& fields, Config& config) {
  Describe(fields, config.server);
  Describe(fields, config.database);
  Describe(fields, "clients.customer_profile", config.customer_profile);
  Describe(fields, config.mail);
  Describe(fields, config.opt_in);
  DescribeDecisions(fields, config);
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

// One session of its own for what all checks from memory wait for; it waits no longer than callers do.
storage::Options OneSession(storage::Options options) {
  options.sessions = 1;
  options.statement_timeout = absl::Seconds(2);
  return options;
}

absl::StatusOr<tlog::Signer> ReadSigner(const Config& config) {
  ASSIGN_OR_RETURN(const std::string key, config::ReadSecret(config.signing_key_file));
  return tlog::Signer::FromText(key);
}

// Counts and logs what becomes of mails, or of reports about them; never whom they are about.
MailWorker::Tell TellOf(const log::Logger& logger, metrics::Metrics& metrics, std::string name,
                        std::string good) {
  return [&, name = std::move(name), good = std::move(good)](const absl::Status& outcome) {
    const std::string reason = outcome.ok() ? good : ReasonOf(outcome);
    metrics.CounterOf({name, "What became of mails and of reports about them."}, {{"outcome", reason}})
        .Increment();
    if (!outcome.ok()) logger.Warning("A mail or a report failed.", {{"reason", reason}});
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
  const LogMeans means{SystemClock(), signer};
  SqlConsentStore consents{database, means};
  SqlContactStore contacts{database};
  SqlPurposeStore purposes{database, SystemClock()};
  SqlSubjectStore subjects{database, SystemClock()};
  SqlMailQueue mails{database, means};
  SqlLogQueue log{database, means};
  SqlMailReports mail_reports{database, means};
  SqlEvidenceStore evidence{database, means};
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

RememberedChecks::Parts CheckParts(const Config& config, const RuleBook& rules, Process& p) {
  return {{p.contacts, p.subjects, p.profile, SystemClock(), config.opt_in.rules.limits,
           config.opt_in.rules.address_key, rules, config.read_through},
          p.states,
          static_cast<size_t>(config.memory_megabytes) << 20};
}

// What works beside the calls.
struct Workers {
  Workers(const Config& config, Process& p)
      : sender(config.mail.smtp),
        mails(p.mails, sender, config.mail.worker,
              TellOf(p.logger, p.metrics, "consent_mails_total", "SENT")),
        reports(config.mail.reports_maildir, p.mail_reports, absl::Seconds(5),
                TellOf(p.logger, p.metrics, "consent_mail_reports_total", "READ")),
        cleaner(CleanerParts(p)) {}

  SmtpSender sender;
  const MailWorker mails;
  const ReportFolder reports;
  const storage::Cleaner cleaner;
};

absl::Status Run(const Config& config, Process& p) {
  ASSIGN_OR_RETURN(const auto rules, RuleBook::Open(config.rules_elsewhere));
  OptInRules opt_in_rules = config.opt_in.rules;
  opt_in_rules.terms.rule_sets = rules->Editions();
  OptIns opt_ins(p.consents, opt_in_rules);
  Refusals refusals(p.consents);
  RememberedChecks judge(CheckParts(config, *rules, p));
  ConsentApi consent_api({opt_ins, refusals, judge.checks, judge.memory, p.log, p.consents, p.contacts,
                          p.purposes, *rules, p.page_tokens, SystemClock(), p.runtime});
  PurposeApi purpose_api(p.purposes, p.runtime);
  OptInReportApi report_api({p.contacts, p.purposes, *rules, SystemClock(), p.runtime});
  RecordApis records({p.consents, p.evidence, p.mail_reports, SystemClock(), p.runtime});
  DecisionApis others(
      {judge.checks, *rules, p.grounds, p.slots, config.opt_in.rules.address_key, SystemClock(), p.runtime});
  PersonApis people({opt_ins, p.log, p.consents, p.contacts, p.purposes, p.slots, opt_in_rules,
                     config.opt_in.link_keys, SystemClock(), p.runtime});
  const Workers workers(config, p);
  SubjectFeed feed(p.profile, p.subjects);
  feed.Start();
  return rpc::Serve(
      config.server, p.runtime,
      {rpc::Host<v1::ConsentService>(consent_api), rpc::Host<v1::PurposeService>(purpose_api),
       rpc::Host<v1::OptInReportService>(report_api), rpc::Host<v1::EvidenceService>(records.evidence_api),
       rpc::Host<v1::RuleService>(others.rule_api), rpc::Host<v1::GroundService>(others.ground_api),
       rpc::Host<v1::FrequencyService>(others.frequency_api), rpc::Host<v1::SelfService>(people.self_api),
       rpc::Host<v1::PauseService>(people.pause_api),
       rpc::Host<v1::MailFeedbackService>(records.feedback_api),
       rpc::Host<v1::SubjectRightsService>(records.rights_api)},
      [&] { return storage::CheckSchema(p.database, kMigrations).ok(); });
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
