// consent: may this person be contacted, and the proof. Wires; nothing else.

#include <string>

#include "common/config/sources.h"
#include "common/rpc/service_main.h"
#include "common/storage/cleaner.h"
#include "common/storage/grant.h"
#include "common/storage/migrate.h"
#include "services/consent/anchoring.h"
#include "services/consent/apis.h"
#include "services/consent/domain/subject_feed.h"
#include "services/consent/mail/outcomes.h"
#include "services/consent/storage/erasure/retention.h"
#include "services/consent/storage/migrations.h"
#include "services/consent/storage/payloads/seal_plain_payloads.h"
#include "services/consent/storage/receipts/receipt_queue.h"
#include "services/consent/work/mail_reports/report_folder.h"

namespace bestand::consent {

absl::StatusOr<storage::Options> DatabaseOptions(const Config& config) {
  storage::Options options;
  ASSIGN_OR_RETURN(options.conninfo, config::ConnectionString(config.database));
  options.application = "consent";
  // Besides the executor: gRPC's own threads for short reads, the mail worker, the feed, the log, witnesses.
  const int threads = config::ThreadsOf(config.server);
  options.sessions = config.database.sessions > 0 ? config.database.sessions : 2 * threads + 3;
  options.statement_timeout = config.database.statement_timeout;
  return options;
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

// What works beside the calls.
struct Workers {
  Workers(const Config& config, Process& p)
      : sender(config.mail.smtp),
        receipts({p.mails, p.database, p.evidence, config.opt_in.rules.address_key}),
        mails(receipts, sender, config.mail.worker,
              TellOf(p.logger, p.metrics, "consent_mails_total", "SENT")),
        reports(config.mail.reports_maildir, p.mail_reports, absl::Seconds(5),
                TellOf(p.logger, p.metrics, "consent_mail_reports_total", "READ")),
        anchoring(config.witnesses, config.time_stamps, p),
        cleaner(CleanerParts(config, p)) {}

  SmtpSender sender;
  ReceiptQueue receipts;
  const MailWorker mails;
  const ReportFolder reports;
  const Anchoring anchoring;
  const storage::Cleaner cleaner;
};

// Answers, and does what is to be done besides, until the service is stopped.
absl::Status Work(const Config& config, Process& p, CustomerProfile& customers,
                  const std::vector<rpc::Hosted>& services) {
  const Workers workers(config, p);
  SubjectFeed feed(customers, p.subjects);
  feed.Start();
  return rpc::Serve(config.server, p.runtime, services,
                    [&] { return storage::CheckSchema(p.database, kMigrations).ok() && p.vault.Fits(); });
}

absl::Status Run(const Config& config, Process& p) {
  ASSIGN_OR_RETURN(const auto rules, RuleBook::Open(config.decisions.rules_elsewhere));
  Apis apis(config, *rules, p);
  return Work(config, p, apis.erasing.customers, apis.Hosted());
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
  if (config.reports.ask_scoring) {
    ASSIGN_OR_RETURN(const auto scoring, rpc::Connect(config.reports.scoring, "scoring", "consent"));
    process.scores = std::make_unique<ScoreClient>(scoring);
  }
  LinkKeys& link_keys = config.opt_in.link_keys;
  AddressKey& address_key = config.opt_in.rules.address_key;
  if (!address_key) address_key = [&] { return process.address_key.Get(); };
  link_keys = WithDatabaseKey(link_keys, process.link_key);
  config.opt_in.rules.receipts.link_keys = link_keys;
  config.opt_in.rules.receipts.log_key = process.signer.verifier().ToText();
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
