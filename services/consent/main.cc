// consent: may this person be contacted, and the proof. Wires; nothing else.

#include <string>

#include "common/auth/gate.h"
#include "common/config/sources.h"
#include "common/error/error.h"
#include "common/rpc/serve.h"
#include "common/rpc/service_main.h"
#include "common/storage/cleaner.h"
#include "common/storage/database.h"
#include "common/storage/grant.h"
#include "common/storage/migrate.h"
#include "common/storage/sql_replays.h"
#include "services/consent/api/consent_api.h"
#include "services/consent/api/decision_apis.h"
#include "services/consent/api/erasure/erasing.h"
#include "services/consent/api/evidence_api.h"
#include "services/consent/api/opt_in_report_api.h"
#include "services/consent/api/person_apis.h"
#include "services/consent/api/purpose_api.h"
#include "services/consent/clients/profile_client.h"
#include "services/consent/domain/memory/remembered_checks.h"
#include "services/consent/domain/rules/rule_book.h"
#include "services/consent/domain/subject_feed.h"
#include "services/consent/mail/mail_settings.h"
#include "services/consent/storage/erasure/retention.h"
#include "services/consent/storage/erasure/sql_erasure_store.h"
#include "services/consent/storage/evidence/sql_evidence_store.h"
#include "services/consent/storage/keys/sql_vault.h"
#include "services/consent/storage/migrations.h"
#include "services/consent/storage/payloads/seal_plain_payloads.h"
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
#include "services/consent/work/opt_in_settings.h"

namespace bestand::consent {

struct Config {
  config::ServerSettings server;
  config::DatabaseSettings database;
  KeySettings keys;
  config::UpstreamSettings customer_profile;
  absl::Duration read_through = absl::Seconds(1);
  MailSettings mail;
  OptInSettings opt_in;
  int memory_megabytes = 64;
  std::string rules_elsewhere;
  RetentionRules retention;
  absl::Duration erasure_grace = absl::Hours(7 * 24);
};

void DescribeDecisions(config::Fields& fields, Config& config) {
  fields.Text(
      "consent.rules_elsewhere", config.rules_elsewhere,
      "Rule set for customers without a country, or of one without rules, such as de-v1; empty refuses them");
  fields.Duration("consent.read_through", config.read_through,
                  "How long a check waits for customer-profile about a customer not seen before");
  fields.Duration("consent.erasure_grace", config.erasure_grace,
                  "How long an erasure can be called off; 0s erases at once");
  fields.Number("consent.memory_megabytes", config.memory_megabytes, {0, 1'000'000},
                "What checks may keep in memory, about 1,000 customers each; 0 reads all from the database");
}

void Describe(config::Fields& fields, Config& config) {
  Describe(fields, config.server);
  Describe(fields, config.database);
  config::DescribeServiceRole(fields, "database", config.database);
  Describe(fields, config.keys);
  Describe(fields, "clients.customer_profile", config.customer_profile);
  Describe(fields, config.mail);
  Describe(fields, config.opt_in);
  Describe(fields, config.retention);
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

// One session of its own for the question that all checks from memory wait for: nothing else stands before
// it, and it waits no longer than callers do.
storage::Options OneSession(storage::Options options) {
  options.sessions = 1;
  options.statement_timeout = absl::Seconds(2);
  return options;
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
  Process(const Config& config, tlog::Signer signer, const storage::Options& options, SqlVault& vault,
          const auth::Gate& gate, rpc::PageTokens tokens, const rpc::Remote& customer_profile)
      : logger("consent", log::LevelOf(config.server.log_level)),
        signer(std::move(signer)),
        database(options),
        head_database(OneSession(options)),
        vault(vault),
        runtime({gate, logger, metrics, &replays, rpc::SizesOf(config.server)}),
        page_tokens(std::move(tokens)),
        profile(customer_profile) {}

  log::Logger logger;
  metrics::Metrics metrics;
  const tlog::Signer signer;
  storage::Database database;
  storage::Database head_database;
  SqlVault& vault;
  storage::SqlReplays replays{database};
  rpc::Runtime runtime;
  rpc::PageTokens page_tokens;
  ProfileClient profile;
  const LogMeans means{SystemClock(), signer, vault.payloads()};
  SqlConsentStore consents{database, means};
  SqlContactStore contacts{database};
  SqlPurposeStore purposes{database, SystemClock()};
  SqlSubjectStore subjects{database, SystemClock()};
  SqlMailQueue mails{database, means};
  SqlLogQueue log{database, means};
  SqlEvidenceStore evidence{database, means};
  SqlServiceKey address_key{database, "address"};
  SqlServiceKey link_key{database, "link"};
  SqlGroundStore grounds{database, means};
  SqlSlotStore slots{database, means};
  SqlStateLog states{head_database};
};

std::function<void(const absl::Status&)> Warn(Process& p, const char* what) {
  return [&p, what](const absl::Status& status) { p.logger.Warning(what, {{"reason", ReasonOf(status)}}); };
}

storage::Cleaner::Parts CleanerParts(const Config& config, Process& p) {
  const auto also = [&config, &p]() -> absl::Status {
    RETURN_IF_ERROR(ExpireConsents(p.database, p.means, config.retention).status());
    RETURN_IF_ERROR(RemoveOldChanges(p.database));
    // As far as the limits on mails look back.
    return p.mails.RemoveBefore(absl::Now() - absl::Hours(30 * 24));
  };
  return {nullptr, p.replays, absl::InfiniteDuration(), Warn(p, "cleaning failed"), also};
}

// Answers, and does what is to be done besides, until the service is stopped.
absl::Status Work(const Config& config, Process& p, CustomerProfile& customers,
                  const std::vector<rpc::Hosted>& services) {
  SmtpSender sender(config.mail.smtp);
  const MailWorker worker(p.mails, sender, config.mail.worker, TellOf(p.logger, p.metrics));
  const storage::Cleaner cleaner(CleanerParts(config, p));
  SubjectFeed feed(customers, p.subjects);
  feed.Start();
  return rpc::Serve(config.server, p.runtime, services,
                    [&] { return storage::CheckSchema(p.database, kMigrations).ok() && p.vault.Fits(); });
}

absl::Status Run(const Config& config, Process& p) {
  ASSIGN_OR_RETURN(const auto rules, RuleBook::Open(config.rules_elsewhere));
  OptIns opt_ins(p.consents, config.opt_in.rules);
  Refusals refusals(p.consents);
  SqlErasureStore erasures({p.database, p.means, p.vault.keys(), config.opt_in.rules.address_key});
  Erasing erasing(
      {p.profile,
       {erasures, p.evidence, PersonLinks(config.opt_in.link_keys), config.erasure_grace, p.runtime},
       Warn(p, "an erasure failed")});
  RememberedChecks judge(
      {p.contacts, p.subjects, erasing.customers, SystemClock(), config.opt_in.rules.limits,
       config.opt_in.rules.address_key, *rules, config.read_through},
      p.states, static_cast<size_t>(config.memory_megabytes) << 20);
  ConsentApi consent_api({opt_ins, refusals, judge.checks, judge.memory, p.log, p.consents, p.contacts,
                          p.purposes, *rules, p.page_tokens, SystemClock(), p.runtime});
  PurposeApi purpose_api(p.purposes, p.runtime);
  OptInReportApi report_api({p.contacts, p.purposes, *rules, SystemClock(), p.runtime});
  EvidenceApi evidence_api({p.evidence, SystemClock(), p.runtime});
  DecisionApis others(
      {judge.checks, *rules, p.grounds, p.slots, config.opt_in.rules.address_key, SystemClock(), p.runtime});
  PersonApis people({opt_ins, p.log, p.consents, p.contacts, p.purposes, config.opt_in.rules,
                     config.opt_in.link_keys, SystemClock(), p.runtime});
  return Work(
      config, p, erasing.customers,
      {rpc::Host<v1::ConsentService>(consent_api), rpc::Host<v1::PurposeService>(purpose_api),
       rpc::Host<v1::OptInReportService>(report_api), rpc::Host<v1::EvidenceService>(evidence_api),
       rpc::Host<v1::ErasureService>(erasing.api), rpc::Host<v1::RuleService>(others.rule_api),
       rpc::Host<v1::GroundService>(others.ground_api), rpc::Host<v1::FrequencyService>(others.frequency_api),
       rpc::Host<v1::SelfService>(people.self_api)});
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
  ASSIGN_OR_RETURN(tlog::Signer signer, ReadSigner(config.keys));
  ASSIGN_OR_RETURN(const auto vault, SqlVault::Open(config.keys, config::ThreadsOf(config.server)));
  Process process(config, std::move(signer), options, *vault, *gate, std::move(tokens), remote);
  LinkKeys& link_keys = config.opt_in.link_keys;
  AddressKey& address_key = config.opt_in.rules.address_key;
  if (!address_key) address_key = [&] { return process.address_key.Get(); };
  link_keys = WithDatabaseKey(link_keys, process.link_key);
  return Run(config, process);
}

absl::Status Migrate(const Config& config) {
  ASSIGN_OR_RETURN(const storage::Options options, DatabaseOptions(config));
  storage::Database database(options);
  ASSIGN_OR_RETURN(const auto vault, SqlVault::Open(config.keys, 2));
  RETURN_IF_ERROR(vault->Migrate(config.keys.database.service_role));
  RETURN_IF_ERROR(storage::Migrate(database, kMigrations).status());
  RETURN_IF_ERROR(storage::Grant(database, kGrants, config.database.service_role));
  return SealPlainPayloads(database, vault->payloads());
}

}  // namespace bestand::consent

int main(int argc, char** argv) {
  using bestand::consent::Config;
  return bestand::rpc::ServiceMain<Config>(argc, argv,
                                           {"consent",
                                            "Knows who may be addressed, and proves it.",
                                            bestand::consent::Serve,
                                            bestand::consent::Migrate,
                                            {"database.", "keys_database.", "consent.master_key_file"}});
}
