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
#include "services/consent/api/evidence_api.h"
#include "services/consent/api/opt_in_report_api.h"
#include "services/consent/api/purpose_api.h"
#include "services/consent/clients/profile_client.h"
#include "services/consent/domain/memory/memory_checks.h"
#include "services/consent/domain/rules/rule_book.h"
#include "services/consent/domain/subject_feed.h"
#include "services/consent/mail/mail_worker.h"
#include "services/consent/mail/mime.h"
#include "services/consent/mail/smtp_sender.h"
#include "services/consent/storage/evidence/sql_evidence_store.h"
#include "services/consent/storage/migrations.h"
#include "services/consent/storage/sql_address_key.h"
#include "services/consent/storage/sql_consent_store.h"
#include "services/consent/storage/sql_contact_store.h"
#include "services/consent/storage/sql_ground_store.h"
#include "services/consent/storage/sql_log_queue.h"
#include "services/consent/storage/sql_mail_queue.h"
#include "services/consent/storage/sql_purpose_store.h"
#include "services/consent/storage/sql_slot_store.h"
#include "services/consent/storage/sql_state_log.h"
#include "services/consent/storage/sql_subject_store.h"

namespace bestand::consent {

struct Config {
  config::ServerSettings server;
  config::DatabaseSettings database;
  config::UpstreamSettings customer_profile;
  absl::Duration read_through = absl::Seconds(1);
  SmtpSettings smtp;
  MailWorker::Options worker;
  std::string smtp_password_file;
  std::string address_key_file;
  std::string signing_key_file;
  OptInRules rules;
  int memory_megabytes = 64;
  std::string rules_elsewhere;
};

void DescribeMail(config::Fields& fields, Config& config) {
  SmtpSettings& smtp = config.smtp;
  fields.Text("smtp.url", smtp.url, "Mail server, smtp://host:port or smtps://host:port");
  fields.Text("smtp.from", smtp.from, "Sender of confirmation mails, Name <address>");
  fields.Text("smtp.user", smtp.user, "Our name at the mail server; empty when it asks for none");
  fields.SecretFile("smtp.password_file", config.smtp_password_file, "Our password at the mail server");
  const size_t scheme = smtp.url.find("://");
  smtp.require_tls = scheme != std::string::npos && !config::IsLoopback(smtp.url.substr(scheme + 3));
  fields.Flag("smtp.require_tls", smtp.require_tls, "Send no mail without TLS; off on loopback by default");
  fields.Duration("smtp.timeout", smtp.timeout, "When one attempt to send is given up");
  config.worker.timeout = smtp.timeout;
  fields.Text("pages.base_url", config.rules.base_url, "Where people reach the confirmation page");
  if (smtp.url.empty()) fields.Wrong("smtp.url", "is missing; give the mail server");
  const std::string problem = ProblemOfSender(smtp.from);
  if (!problem.empty()) fields.Wrong("smtp.from", problem);
  const std::string problem_of_timeout = ProblemOf(config.worker);
  if (!problem_of_timeout.empty()) fields.Wrong("smtp.timeout", problem_of_timeout);
  if (!config.rules.base_url.starts_with("http")) fields.Wrong("pages.base_url", "must begin with http");
}

void DescribeRules(config::Fields& fields, Config& config) {
  MailLimits& limits = config.rules.limits;
  fields.Duration("consent.confirm_within", config.rules.confirm_within,
                  "How long a confirmation token lives");
  if (config.rules.confirm_within <= absl::ZeroDuration()) {
    fields.Wrong("consent.confirm_within", "must be longer than nothing");
  }
  fields.Number("consent.mails_in_ten_minutes", limits.in_ten_minutes, {1, 1000}, "Mails to one address");
  fields.Number("consent.mails_in_a_day", limits.in_a_day, {1, 1000}, "Mails to one address");
  fields.Number("consent.mails_in_thirty_days", limits.in_thirty_days, {1, 1000}, "Mails to one address");
  fields.SecretFile("consent.address_key_file", config.address_key_file,
                    "Key under which addresses are counted; empty keeps one in the database");
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
  DescribeMail(fields, config);
  DescribeRules(fields, config);
  while (config.rules.base_url.ends_with('/')) config.rules.base_url.pop_back();
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

absl::Status ReadSecrets(Config& config) {
  if (!config.smtp_password_file.empty()) {
    ASSIGN_OR_RETURN(config.smtp.password, config::ReadSecret(config.smtp_password_file));
  }
  if (!config.address_key_file.empty()) {
    ASSIGN_OR_RETURN(const std::string key, config::ReadSecret(config.address_key_file));
    config.rules.address_key = [key] { return key; };
  }
  return absl::OkStatus();
}

absl::StatusOr<tlog::Signer> ReadSigner(const Config& config) {
  ASSIGN_OR_RETURN(const std::string key, config::ReadSecret(config.signing_key_file));
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
  const LogMeans means{SystemClock(), signer};
  SqlConsentStore consents{database, means};
  SqlContactStore contacts{database};
  SqlPurposeStore purposes{database, SystemClock()};
  SqlSubjectStore subjects{database, SystemClock()};
  SqlMailQueue mails{database, means};
  SqlLogQueue log{database, means};
  SqlEvidenceStore evidence{database, means};
  SqlAddressKey address_key{database};
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

absl::Status Run(const Config& config, Process& p) {
  ASSIGN_OR_RETURN(const auto rules, RuleBook::Open(config.rules_elsewhere));
  OptIns opt_ins(p.consents, config.rules);
  Refusals refusals(p.consents);
  ContactCache cache(static_cast<size_t>(config.memory_megabytes) << 20, SystemClock());
  RememberingStore contacts(p.contacts, cache);
  ContactChecks checks({contacts, p.subjects, p.profile, SystemClock(), config.rules.limits,
                        config.rules.address_key, *rules, config.read_through});
  StateBarrier barrier(p.states, cache);
  MemoryChecks memory({checks, cache, barrier});
  ConsentApi consent_api({opt_ins, refusals, checks, memory, p.log, p.consents, p.contacts, p.purposes,
                          *rules, p.page_tokens, SystemClock(), p.runtime});
  PurposeApi purpose_api(p.purposes, p.runtime);
  OptInReportApi report_api({p.contacts, p.purposes, *rules, SystemClock(), p.runtime});
  EvidenceApi evidence_api({p.evidence, SystemClock(), p.runtime});
  DecisionApis others(
      {checks, *rules, p.grounds, p.slots, config.rules.address_key, SystemClock(), p.runtime});
  SmtpSender sender(config.smtp);
  const MailWorker worker(p.mails, sender, config.worker, TellOf(p.logger, p.metrics));
  const storage::Cleaner cleaner(CleanerParts(p));
  SubjectFeed feed(p.profile, p.subjects);
  feed.Start();
  barrier.Start();
  return rpc::Serve(
      config.server, p.runtime,
      {rpc::Host<v1::ConsentService>(consent_api), rpc::Host<v1::PurposeService>(purpose_api),
       rpc::Host<v1::OptInReportService>(report_api), rpc::Host<v1::EvidenceService>(evidence_api),
       rpc::Host<v1::RuleService>(others.rule_api), rpc::Host<v1::GroundService>(others.ground_api),
       rpc::Host<v1::FrequencyService>(others.frequency_api)},
      [&] { return storage::CheckSchema(p.database, kMigrations).ok(); });
}

absl::Status Serve(const Config& given) {
  Config config = given;
  RETURN_IF_ERROR(ReadSecrets(config));
  ASSIGN_OR_RETURN(const auto gate,
                   auth::OpenGate(config.server.policy_file, config.server.insecure_loopback));
  ASSIGN_OR_RETURN(const storage::Options options, DatabaseOptions(config));
  ASSIGN_OR_RETURN(auto tokens, rpc::PageTokens::FromKeyFile(config.server.page_token_key_file));
  ASSIGN_OR_RETURN(const auto remote, rpc::Connect(config.customer_profile, "customer-profile", "consent"));
  ASSIGN_OR_RETURN(tlog::Signer signer, ReadSigner(config));
  Process process(config, std::move(signer), options, *gate, std::move(tokens), remote);
  if (!config.rules.address_key) config.rules.address_key = [&] { return process.address_key.Get(); };
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
