#pragma once

#include <string>

#include "absl/status/status.h"
#include "tools/bestandctl/commands/command.h"

namespace bestand::ctl {

// Commands that are more than one call. Each writes its answer to standard output and progress to
// standard error.

// How `purchases import` reads a file.
struct SalesListOptions {
  std::string file;  // CSV, or gzip of it; "-" is standard input
  std::string source;
  std::string currency;
  std::string time_zone;
  std::map<std::string, std::string> columns;  // field -> column of the file
  std::string rejected_file;  // where rejected rows are written; "" keeps them in the service
  bool dry_run = false;
};

// Imports a sales list and writes the report.
absl::Status ImportSalesList(const SalesListOptions& options, const Session& session);

// Writes the rejected rows of an import as CSV to standard output.
absl::Status WriteRejectedRows(const std::string& import, const Session& session);

// Writes all answers of the consent decision table as CSV to standard output.
absl::Status WriteDecisionTable(const std::string& rule_set, const Session& session);

// How `consent request-all` asks.
struct OptInListOptions {
  std::string file;  // CSV with the columns customer_id and email_address
  std::string purpose;
  std::string language = "en";
  std::string origin;
};

// Asks everybody in the list for an opt-in, and writes how many were asked and how many requests
// failed, by reason. One failure does not stop the others.
absl::Status RequestOptIns(const OptInListOptions& options, const Session& session);

// How `consents import` reads a list.
struct ConsentImportOptions {
  std::string
      file;  // CSV whose columns are the fields of ImportedConsent, at most 64 MiB; "-" is standard input
  std::string source;
  std::string rejected_file;  // where rejected rows are written with their reasons; "" only counts them
};

// Imports consents that were collected elsewhere, and writes what became of them.
absl::Status ImportConsents(const ConsentImportOptions& options, const Session& session);

// Confirms every token of a file (one a line, "-" is standard input), and writes how many went well.
absl::Status ConfirmOptIns(const std::string& file, const Session& session);

// How `consent make-key` makes one.
struct LogKeyOptions {
  std::string file;
  std::string name = "consent.localhost/log";  // of the log, or of the witness
  bool witness = false;                        // for cosignatures
};

// Writes a new private key to a file that is not there yet, and its public key to standard output.
absl::Status MakeLogKey(const LogKeyOptions& options);

// Writes the public key of a private key's file to standard output.
absl::Status WritePublicKey(const std::string& file);

// Writes the whole consent log to a file that `consent verify` takes without us.
absl::Status ExportLog(const std::string& file, const Session& session);

// How `consent verify` looks at a log.
struct VerifyOptions {
  std::string file;           // of ExportLog; "" asks the service
  std::string evidence_file;  // of WriteEvidence: only that one consent is checked, without a service
  std::string mail_file;      // where the confirmation mail of the evidence is written to
  std::string public_key;
  std::vector<std::string> checkpoint_files;  // signed notes kept elsewhere
  std::string receipt_file;                   // of a receipt mail: only that one event is checked, likewise
  std::vector<std::string> witness_keys;      // of who must have cosigned, or their files
  std::string time_stamp_ca_file;             // who must vouch for the time stamp
};

// Checks a whole consent log and writes the verdict. Fails with EVIDENCE_FAULTY, naming the first fault.
absl::Status VerifyLog(const VerifyOptions& options, const Session& session);

// How `consent cosign` bears witness.
struct WitnessOptions {
  std::string key_file;    // of make-key --witness
  std::string public_key;  // of the log, or its file
  std::string state_file;  // the last checkpoint that was seen; made the first time
};

// Cosigns the log's newest checkpoint when the log only grew since the last one, which a file remembers;
// writes it with the cosignature to standard output and to that file.
absl::Status CosignCheckpoint(const WitnessOptions& options, const Session& session);

// How `consent evidence` writes it for people.
struct EvidencePageOptions {
  std::string consent;  // "customers/…/consents/…"
  std::string file;     // of the page, ends in .html; the evidence is written beside it, ending in .json
  std::string language = "en";
};

// Writes the evidence of a consent as a page and as a file that `consent verify --evidence` takes, and says
// so.
absl::Status WriteEvidence(const EvidencePageOptions& options, const Session& session);

// Records a report about a mail, a bounce or a complaint, from the file of the mail it came by ("-" is
// standard input), and writes what it did.
absl::Status RecordMailReport(const std::string& file, const Session& session);

// How `subjects export` writes what is held about a customer.
struct SubjectExportOptions {
  std::string customer;
  std::string file;  // a record a line, as JSON; "" is standard output
  std::string page;  // the same as a page for people; "" writes none
  std::string language = "en";
};

// Writes all that consent holds about a customer.
absl::Status ExportSubject(const SubjectExportOptions& options, const Session& session);

// Creates or updates the rewards of a CSV with the columns id, display_name, kind, worth, currency,
// attributes, stock, minimum_age, alcohol, moments, broadly_usable, for_companies.
absl::Status ImportRewards(const std::string& file, const Session& session);

// How `models show` draws its charts.
struct ModelChartsOptions {
  std::string model;  // "active", an id, or "models/…"
  std::string file;   // written whole or not at all
};

// Writes a model's report as one page of HTML to a file, and says so.
absl::Status WriteModelCharts(const ModelChartsOptions& options, const Session& session);

// How `campaigns card` makes a card.
struct CardOptions {
  std::string campaign;   // an id, or "campaigns/…"
  std::string file;       // the page, written whole or not at all
  std::string code_file;  // the code alone as SVG; "" for none
  std::string company = "Bestand";
  std::string title;
  std::string language;  // "" for that of the campaign
};

// Writes the printable card of a campaign, and says so.
absl::Status WriteCard(const CardOptions& options, const Session& session);

// Asks each service for its health and writes a table; fails when one is not ready.
absl::Status WriteStatus(const Session& session);

}  // namespace bestand::ctl
