#include "tools/bestandctl/cli/app.h"
#include "tools/bestandctl/special/special.h"

namespace bestand::ctl {
namespace {

// Adds a command whose options are kept in an Options struct.
template <class Options>
struct Made {
  CLI::App& verb;
  std::shared_ptr<Options> options;
};

template <class Options, class Run>
Made<Options> Add(App& app, const std::string& noun, const std::string& verb, const std::string& help,
                  const std::string& example, Run run) {
  CLI::App& made = AddVerb(app, noun, {verb, help, example});
  const auto options = std::make_shared<Options>();
  made.callback(
      [&app, options, run] { app.chosen = [&app, options, run] { return run(*options, app.session); }; });
  return {made, options};
}

struct Nothing {};

void AddPurchaseImport(App& app) {
  const auto made = Add<SalesListOptions>(
      app, "purchases", "import",
      "Imports a sales list (CSV, or gzip of it). The same list twice changes nothing.",
      "purchases import data/online_retail/online_retail.csv.gz --source shop --currency GBP --time-zone "
      "Europe/London",
      ImportSalesList);
  auto& [verb, options] = made;
  verb.add_option("FILE", options->file, "The file; - is standard input.")->required();
  verb.add_option("--source", options->source, "Where the rows come from.")->required();
  verb.add_option("--currency", options->currency, "Currency of all amounts, as EUR.")->required();
  verb.add_option("--time-zone", options->time_zone, "Time zone of the dates, as Europe/Berlin.");
  verb.add_option("--column", options->columns, "A field and its column: --column customer_id Kundennr")
      ->type_name("FIELD COLUMN");
  verb.add_option("--rejected", options->rejected_file, "File for the rejected rows.");
  verb.add_flag("--dry-run", options->dry_run, "Only checks and reports.");
}

void AddConsentLists(App& app) {
  const auto list = Add<OptInListOptions>(
      app, "consent", "request-all", "Asks everybody in a CSV (customer_id,email_address) for an opt-in.",
      "consent request-all list.csv --purpose purposes/newsletter", RequestOptIns);
  list.verb.add_option("FILE", list.options->file, "The list; - is standard input.")->required();
  list.verb.add_option("--purpose", list.options->purpose, "For what, as purposes/newsletter.")->required();
  list.verb.add_option("--language", list.options->language, "Language of the mails: de or en.");
  list.verb.add_option("--origin", list.options->origin, "Where the people asked for it, kept as proof.");
  const auto tokens = Add<std::string>(app, "consent", "confirm-all",
                                       "Confirms opt-ins with the tokens of a file, one a line.",
                                       "consent confirm-all tokens.txt", ConfirmOptIns);
  tokens.verb.add_option("FILE", *tokens.options, "The tokens; - is standard input.")->required();
}

void AddLogKeys(App& app) {
  const auto make = Add<LogKeyOptions>(
      app, "consent", "make-key", "Makes the key that signs the consent log; writes its public key.",
      "consent make-key signing.key --name consent.example.com/log",
      [](const LogKeyOptions& options, const Session&) { return MakeLogKey(options); });
  make.verb.add_option("FILE", make.options->file, "A new file for the private key.")->required();
  make.verb.add_option("--name", make.options->name, "Name of the log: unique in the world, for good.");
  make.verb.add_flag("--witness", make.options->witness, "A key for cosignatures of others' checkpoints.");
  const auto show =
      Add<std::string>(app, "consent", "public-key", "Writes the public key of a private key's file.",
                       "consent public-key signing.key",
                       [](const std::string& file, const Session&) { return WritePublicKey(file); });
  show.verb.add_option("FILE", *show.options, "The file that make-key wrote.")->required();
}

void AddWitness(App& app) {
  const auto made = Add<WitnessOptions>(
      app, "consent", "cosign",
      "Bears witness: cosigns the newest checkpoint if the log only grew since the last.",
      "consent cosign --key witness.key --log-key log.pub --state last.txt", CosignCheckpoint);
  auto& [verb, options] = made;
  verb.add_option("--key", options->key_file, "The witness's key, of make-key --witness.")->required();
  verb.add_option("--log-key", options->public_key, "The log's public key, or its file.")->required();
  verb.add_option("--state", options->state_file, "Remembers the last checkpoint seen.")->required();
}

void AddLogChecks(App& app) {
  const auto exported = Add<std::string>(app, "consent", "export", "Writes the whole consent log to a file.",
                                         "consent export consent.log", ExportLog);
  exported.verb.add_option("FILE", *exported.options, "The file; it holds personal data.")->required();
  const auto verify =
      Add<VerifyOptions>(app, "consent", "verify",
                         "Checks the whole consent log: of the service, or of a file without any service.",
                         "consent verify --export consent.log --checkpoint kept.txt", VerifyLog);
  verify.verb.add_option("--export", verify.options->file, "The file that export wrote.");
  verify.verb.add_option("--evidence", verify.options->evidence_file,
                         "The file that evidence wrote: checks that one consent, without any service.");
  verify.verb.add_option("--receipt", verify.options->receipt_file,
                         "A file of a receipt mail: checks that one confirmation, without any service.");
  verify.verb.add_option("--mail", verify.options->mail_file,
                         "Writes the confirmation mail of the evidence to this file, as it was sent.");
  verify.verb.add_option("--public-key", verify.options->public_key, "The log's public key, or its file.");
  verify.verb.add_option(
      "--checkpoint", verify.options->checkpoint_files,
      "A file with a checkpoint of an earlier moment, kept elsewhere; may be given again.");
  verify.verb.add_option("--witness-key", verify.options->witness_keys,
                         "The key of a witness who must have cosigned, or its file; may be given again.");
  verify.verb.add_option("--time-stamp-ca", verify.options->time_stamp_ca_file,
                         "Certificates in PEM that must vouch for a time stamp of the log.");
}

void AddSubjectExport(App& app) {
  const auto made = Add<SubjectExportOptions>(
      app, "subjects", "export", "Writes all that consent holds about a customer: JSON, a record a line.",
      "subjects export 12347 --file 12347.jsonl --page 12347.html --language de", ExportSubject);
  auto& [verb, options] = made;
  verb.add_option("CUSTOMER", options->customer, "Whose, as 12347.")->required();
  verb.add_option("--file", options->file, "The file; standard output unless given.");
  verb.add_option("--page", options->page, "A file for the same as a page for people.");
  verb.add_option("--language", options->language, "Language of the page: de or en.");
}

// `consent evidence` can write a page, likewise.
void AddEvidencePage(App& app) {
  CLI::App& consent = NounOf(app, "consent");
  CLI::App* evidence = consent.get_subcommand("evidence");
  const auto options = std::make_shared<EvidencePageOptions>();
  evidence
      ->add_option("--page", options->file,
                   "Writes a page for people to this file, ending in .html, and the evidence beside it.")
      ->type_name("FILE");
  evidence->add_option("--language", options->language, "Language of the page: de or en.");
  consent.callback([&app, evidence, options] {
    if (options->file.empty()) return;
    const auto typed = evidence->get_option("CUSTOMER")->results();
    options->consent = typed.empty() ? "" : typed.front();
    app.chosen = [&app, options] { return WriteEvidence(*options, app.session); };
  });
}

// `models show` can draw: with --charts it writes a page instead of a table. What a noun is told to do runs
// after what its verb is, so it may replace it.
void AddModelCharts(App& app) {
  CLI::App& models = NounOf(app, "models");
  CLI::App* show = models.get_subcommand("show");
  const auto options = std::make_shared<ModelChartsOptions>();
  show->add_option("--charts", options->file,
                   "Writes the model's charts to this file, as one page of HTML that needs nothing else.")
      ->type_name("FILE");
  models.callback([&app, show, options] {
    if (options->file.empty()) return;
    const auto typed = show->get_option("MODEL")->results();
    options->model = typed.empty() ? "active" : typed.front();
    app.chosen = [&app, options] { return WriteModelCharts(*options, app.session); };
  });
}

void AddConsentImport(App& app) {
  const auto made = Add<ConsentImportOptions>(
      app, "consents", "import",
      "Imports consents that were collected elsewhere (CSV). The same list twice changes nothing.",
      "consents import old.csv --source old-shop --rejected rejected.csv", ImportConsents);
  made.verb.add_option("FILE", made.options->file, "The list; - is standard input.")->required();
  made.verb.add_option("--source", made.options->source, "Where the rows come from.")->required();
  made.verb.add_option("--rejected", made.options->rejected_file,
                       "File for the rejected rows and their reasons.");
}

void AddCampaignCard(App& app) {
  const auto card =
      Add<CardOptions>(app, "campaigns", "card",
                       "Writes a card of the size A6 with the campaign's code, as one page of HTML to print.",
                       "campaigns card fair-2026 fair.html --company 'Muster GmbH'", WriteCard);
  card.verb.add_option("CAMPAIGN", card.options->campaign, "The campaign's id.")->required();
  card.verb.add_option("FILE", card.options->file, "The page to write.")->required();
  card.verb.add_option("--code", card.options->code_file, "A file for the code alone, as SVG.");
  card.verb.add_option("--company", card.options->company, "What people call the company.");
  card.verb.add_option("--title", card.options->title, "What the card says in large letters.");
  card.verb.add_option("--language", card.options->language, "Language of the card: de or en.");
}

}  // namespace

void AddSpecialCommands(App& app) {
  AddPurchaseImport(app);
  AddConsentLists(app);
  AddLogKeys(app);
  AddLogChecks(app);
  AddWitness(app);
  AddModelCharts(app);
  AddEvidencePage(app);
  AddCampaignCard(app);
  AddSubjectExport(app);
  AddConsentImport(app);
  const auto rejected =
      Add<std::string>(app, "purchases", "rejected", "Writes the rejected rows of an import as CSV.",
                       "purchases rejected 3f0c5a8e-9f4e-4a57-8b19-0c3f6a1d2e3f", WriteRejectedRows);
  rejected.verb.add_option("IMPORT", *rejected.options, "The import, as its report names it.")->required();
  const auto rewards = Add<std::string>(app, "rewards", "import", "Creates or updates the rewards of a CSV.",
                                        "rewards import data/rewards/giftware_rewards.csv", ImportRewards);
  rewards.verb.add_option("FILE", *rewards.options, "The list; - is standard input.")->required();
  const auto report = Add<std::string>(app, "mails", "record-report",
                                       "Records a bounce or a complaint, from the file of its mail.",
                                       "mails record-report bounce.eml", RecordMailReport);
  report.verb.add_option("FILE", *report.options, "The mail as it came; - is standard input.")->required();
  const auto table =
      Add<std::string>(app, "consent", "decision-table", "Writes every answer of a rule set as CSV.",
                       "consent decision-table --rule-set at-v1", WriteDecisionTable);
  table.verb.add_option("--rule-set", *table.options, "The rule set; de-v1 unless given.");
  Add<Nothing>(app, "services", "status", "Says which services answer.", "services status",
               [](const Nothing&, const Session& session) { return WriteStatus(session); });
}

}  // namespace bestand::ctl
