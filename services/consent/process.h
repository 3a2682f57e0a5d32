#pragma once

#include <functional>
#include <memory>
#include <string>

#include "common/auth/gate.h"
#include "common/error/error.h"
#include "common/rpc/page_token.h"
#include "common/rpc/runtime.h"
#include "common/storage/database.h"
#include "common/storage/sql_replays.h"
#include "services/consent/clients/profile_client.h"
#include "services/consent/clients/score_client.h"
#include "services/consent/config.h"
#include "services/consent/storage/campaigns/sql_campaign_store.h"
#include "services/consent/storage/evidence/sql_evidence_store.h"
#include "services/consent/storage/keys/sql_vault.h"
#include "services/consent/storage/mail_reports/sql_mail_reports.h"
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

namespace bestand::consent {

// One session of its own for the question that all checks from memory wait for: nothing else stands before
// it, and it waits no longer than callers do.
inline storage::Options OneSession(storage::Options options) {
  options.sessions = 1;
  options.statement_timeout = absl::Seconds(2);
  return options;
}

// Everything of one process; members in the order in which they need each other.
struct Process {
  Process(const Config& config, tlog::Signer signer, const storage::Options& options, SqlVault& vault,
          const auth::Gate& gate, rpc::PageTokens tokens, const rpc::Remote& customer_profile)
      : logger("consent", log::LevelOf(config.server.log_level)),
        signer(std::move(signer)),
        witnesses(KeysOf(config.witnesses.witnesses)),
        database(options),
        head_database(OneSession(options)),
        vault(vault),
        runtime({gate, logger, metrics, &replays, rpc::SizesOf(config.server)}),
        page_tokens(std::move(tokens)),
        profile(customer_profile) {}

  log::Logger logger;
  metrics::Metrics metrics;
  const tlog::Signer signer;
  const std::vector<tlog::Verifier> witnesses;
  storage::Database database;
  storage::Database head_database;
  SqlVault& vault;
  storage::SqlReplays replays{database};
  rpc::Runtime runtime;
  rpc::PageTokens page_tokens;
  ProfileClient profile;
  std::unique_ptr<Scores> scores = std::make_unique<NoScores>();
  const LogMeans means{SystemClock(), signer, vault.payloads()};
  SqlConsentStore consents{database, means};
  SqlContactStore contacts{database};
  SqlPurposeStore purposes{database, SystemClock()};
  SqlSubjectStore subjects{database, SystemClock()};
  SqlMailQueue mails{database, means};
  SqlLogQueue log{database, means};
  SqlMailReports mail_reports{database, means};
  SqlCampaignStore campaigns{database, SystemClock()};
  SqlReportStore reports{database};
  SqlEvidenceStore evidence{database, means, witnesses};
  SqlServiceKey address_key{database, "address"};
  SqlServiceKey link_key{database, "link"};
  SqlGroundStore grounds{database, means};
  SqlSlotStore slots{database, means};
  SqlStateLog states{head_database};
};

// Says in the log what failed, and why.
inline std::function<void(const absl::Status&)> Warn(Process& p, const char* what) {
  return [&p, what](const absl::Status& status) { p.logger.Warning(what, {{"reason", ReasonOf(status)}}); };
}

}  // namespace bestand::consent
