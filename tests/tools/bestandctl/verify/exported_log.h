#pragma once

#include <string>
#include <vector>

#include "services/consent/api/export_chunks.h"
#include "services/consent/domain/opt_in_tokens.h"
#include "services/consent/storage/erasure/retention.h"
#include "services/consent/storage/erasure/sql_erasure_store.h"
#include "services/consent/storage/evidence/sql_evidence_store.h"
#include "services/consent/storage/imports/sql_import_store.h"
#include "tests/services/consent/support/consent_house.h"
#include "tools/bestandctl/verify/log_verifier.h"

namespace bestand::ctl {

using consent::Channel;
using consent::v1::ExportLogResponse;

// A small log with something of everything, and how it is exported and checked.
struct ExportedLog : consent::ConsentHouse {
  ExportedLog() {
    OptIn("c1", {"news", "birthday"});
    clock.Advance(absl::Minutes(11));
    (void)refusals.Object("c1", std::nullopt, {"letter", "", ""});
    clock.Advance(absl::Minutes(11));
    OptIn("c1");  // lifts the objection, and ends "birthday" as of it
    (void)refusals.Withdraw({"c1", Channel::kEmail, "news"}, {"page", "192.0.2.1", "Mozilla/5.0"});
    Ask("c2");
    (void)refusals.Object("c2", Channel::kEmail, {});
    (void)refusals.Lift("c2", Channel::kEmail, "a mistake");
    Ask("c3");
    for (const std::string customer :
         {"c1", "c4", "c5"}) {  // one with a consent, one who signs alone, one who
      consent::OfflineConsent card{.key = {customer, Channel::kEmail, "news"}, .document = "card 7"};
      card.address = customer + "@example.test";
      (void)grounds.Record(card);
    }
    Ask("c5");  // is asked afterwards
    const std::string strangers = Ask("c6", {"news", "birthday"}, "stranger@example.test");
    Ask("c6", {"news"}, "own@example.test");  // stays open
    (void)tokens.Disown(strangers, {"page", "192.0.2.1", "Mozilla/5.0"});
    (void)consents.InLog([](consent::LogWriter& log) {  // there was no consent
      return consent::Refusals::Unsubscribe(log, {"c7", Channel::kEmail, "news"}, {"page", "", ""});
    });
    Import();
    consent::OptInRequest by_card{"c9", "c9@example.test", {"news"}};
    by_card.circumstances.campaign = "campaigns/card";
    (void)opt_ins.Request(by_card);
  }

  // Proven and not, of places with a withdrawal, with an open request and with nothing, and two of one place.
  void Import() {
    std::vector<consent::ImportedConsent> rows;
    for (const std::string customer : {"c1", "c5", "c8", "c8", "c9"}) {
      consent::ImportedConsent& row = rows.emplace_back();
      row.external_id = "old-" + std::to_string(rows.size());
      row.key = {customer, Channel::kEmail, "news"};
      row.address = "old-" + customer + "@example.test";
      row.wording_text = "Wording of news";
      row.origin = "old shop";
      row.request_time = row.mail_time = clock.Now() - absl::Hours(24 * (10 - static_cast<int>(rows.size())));
      row.confirm_time = *row.request_time + absl::Hours(1);
      row.request_ip_address = "192.0.2.7";
      row.confirm_ip_address = customer == "c9" ? "" : "192.0.2.7";
      row.message_id = "<1@old.example.test>";
    }
    (void)imports.Import("old-shop", rows);
  }

  absl::StatusOr<std::vector<ExportLogResponse>> Export() {
    std::vector<ExportLogResponse> chunks;
    consent::ExportChunks writer(evidence.public_key(), [&](const ExportLogResponse& chunk) {
      chunks.push_back(chunk);
      return true;
    });
    RETURN_IF_ERROR(evidence.Export(writer));
    RETURN_IF_ERROR(writer.Finish());
    return chunks;
  }

  // Checks the log as it stands now, under the key that a stranger learnt elsewhere.
  absl::StatusOr<Verified> Verify(std::vector<std::string> checkpoints = {}) {
    ASSIGN_OR_RETURN(const auto chunks, Export());
    return VerifyChunks(chunks, std::move(checkpoints));
  }

  absl::StatusOr<Verified> VerifyChunks(const std::vector<ExportLogResponse>& chunks,
                                        std::vector<std::string> checkpoints = {}) {
    LogVerifier verifier({signer.verifier(), std::move(checkpoints)});
    for (const ExportLogResponse& chunk : chunks) RETURN_IF_ERROR(verifier.Take(chunk));
    return verifier.Finish();
  }

  // Checks the log that a store shows, under what is known from elsewhere; ends with the first fault.
  static absl::StatusOr<Verified> VerifyShown(consent::EvidenceStore& shown, Trust trust) {
    LogVerifier verifier(std::move(trust));
    absl::Status fault;
    consent::ExportChunks writer(shown.public_key(), [&](const ExportLogResponse& chunk) {
      fault = verifier.Take(chunk);
      return fault.ok();
    });
    if (!shown.Export(writer).ok() || !writer.Finish().ok()) return fault;
    return verifier.Finish();
  }

  void Erase(const std::string& customer) {
    const auto asked = erasures.Ask({customer, "asked for it", false, absl::ZeroDuration()});
    (void)erasures.Erase(asked->erasure.id);
  }

  std::string Checkpoint() { return evidence.ReadEnd()->checkpoint; }

  absl::Status Sql(const std::string& text) {
    return database->InSession(
        [&](storage::Session& session) { return session.RunText("test_sql", text.c_str()); });
  }

  consent::SqlImportStore imports{*database, means, Rules(key).address_key};
  consent::SqlEvidenceStore evidence{*database, means};
  consent::SqlErasureStore erasures{{*database, means, subject_keys, Rules(key).address_key}};
  consent::OptInTokens tokens{consents, Rules(key).address_key};
};

}  // namespace bestand::ctl
