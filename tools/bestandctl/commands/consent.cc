#include "tools/bestandctl/commands/command.h"

namespace bestand::ctl {
namespace {

const std::string kPackage = "consent.v1.";
const Positional kCustomer = {"customer", "customers/"};
const Positional kParent = {"parent", "customers/"};
const Positional kPurposeName = {"name", "purposes/"};
const Positional kTemplateName = {"name", "templates/"};

const std::string kConsentsService = kPackage + "ConsentService.";
const std::string kEvidenceService = kPackage + "EvidenceService.";
const std::string kSelfService = kPackage + "SelfService.";
const std::string kConsentsReport = kPackage + "OptInReportService.";
const std::vector<Command> kConsents = {
    {"consent",
     "request",
     kConsentsService + "RequestOptIn",
     {kCustomer},
     "consent request 12347 --email-address a@example.test --purposes purposes/newsletter --language-code "
     "de",
     {"consents", {}}},
    {"consent",
     "confirm",
     kConsentsService + "ConfirmOptIn",
     {{"token", ""}},
     "consent confirm TOKEN",
     {"consents", {}}},
    {"consent", "look-up", kSelfService + "LookUpOptIn", {{"token", ""}}, "consent look-up TOKEN"},
    {"consent",
     "links",
     kSelfService + "GetContactLinks",
     {kCustomer},
     "consent links 12347 --channel email --purpose purposes/newsletter"},
    {"consent", "look-up-link", kSelfService + "LookUpLink", {{"token", ""}}, "consent look-up-link TOKEN"},
    {"consent", "unsubscribe", kSelfService + "Unsubscribe", {{"token", ""}}, "consent unsubscribe TOKEN"},
    {"consent", "preferences", kSelfService + "GetPreferences", {{"token", ""}}, "consent preferences TOKEN"},
    {"consent",
     "pause",
     kPackage + "PauseService.SetPause",
     {{"token", ""}},
     "consent pause TOKEN --until-time 2027-01-31"},
    {"consent",
     "show-pause",
     kPackage + "PauseService.GetPause",
     {{"token", ""}},
     "consent show-pause TOKEN"},
    {"consent",
     "limit",
     kPackage + "OwnLimitService.SetOwnLimit",
     {{"token", ""}},
     "consent limit TOKEN --max-contacts 1 --days 7"},
    {"consent",
     "show-limit",
     kPackage + "OwnLimitService.GetOwnLimit",
     {{"token", ""}},
     "consent show-limit TOKEN"},
    {"consent",
     "request-own-data",
     kPackage + "OwnDataService.RequestOwnData",
     {{"token", ""}},
     "consent request-own-data TOKEN"},
    {"consent",
     "set-preferences",
     kSelfService + "SetPreferences",
     {{"token", ""}},
     "consent set-preferences TOKEN --object-to-all true"},
    {"consent",
     "sign-up-form",
     kSelfService + "GetSignUpForm",
     {},
     "consent sign-up-form --purposes purposes/newsletter --language-code de"},
    {"consent",
     "sign-up",
     kSelfService + "SignUp",
     {{"email_address", ""}},
     "consent sign-up a@example.test --purposes purposes/newsletter"},
    {"consent", "disown", kSelfService + "DisownOptIn", {{"token", ""}}, "consent disown TOKEN"},
    {"consent",
     "lift-suppression",
     kSelfService + "LiftSuppression",
     {{"email_address", ""}},
     "consent lift-suppression a@example.test"},
    {"consent",
     "withdraw",
     kConsentsService + "WithdrawConsent",
     {kCustomer},
     "consent withdraw 12347 --channel email --purpose purposes/newsletter"},
    {"consent",
     "object",
     kConsentsService + "RecordObjection",
     {kCustomer},
     "consent object 12347 --channel email"},
    {"consent",
     "lift-objection",
     kConsentsService + "LiftObjection",
     {kCustomer},
     "consent lift-objection 12347 --channel email --reason 'recorded for the wrong person'"},
    {"consent",
     "check",
     kConsentsService + "CheckContact",
     {kCustomer},
     "consent check 12347 --channel email --message-class marketing --purpose purposes/newsletter"},
    {"consent",
     "show",
     kConsentsService + "GetConsent",
     {{"name", "customers/"}},
     "consent show customers/12347/consents/email-newsletter"},
    {"consent", "list", kConsentsService + "ListConsents", {kParent}, "consent list 12347", {"consents", {}}},
    {"consent",
     "events",
     kConsentsService + "ListConsentEvents",
     {kParent},
     "consent events 12347",
     {"events", {"log_index", "event_time", "kind", "channel", "purpose", "leaf_hash"}}},
    {"consent",
     "addressable",
     kConsentsService + "StreamAddressableCustomers",
     {},
     "consent addressable --purpose purposes/newsletter --channel email"},
    {"consent", "checkpoint", kEvidenceService + "GetCheckpoint", {}, "consent checkpoint"},
    {"consent", "proof", kEvidenceService + "GetInclusionProof", {{"log_index", ""}}, "consent proof 17"},
    {"consent",
     "consistency",
     kEvidenceService + "GetConsistencyProof",
     {{"first_log_size", ""}},
     "consent consistency 1200"},
    {"consent",
     "evidence",
     kEvidenceService + "GetEvidence",
     {{"name", "customers/"}},
     "consent evidence customers/12347/consents/3f0c5a8e-9f4e-4a57-8b19-0c3f6a1d2e3f"},
    {"consent", "rate", kConsentsReport + "QueryOptInRate", {}, "consent rate --purpose purposes/newsletter"},
};

const std::string kRuleService = kPackage + "RuleService.";
const std::vector<Command> kRules = {
    {"rules", "list", kRuleService + "ListRuleSets", {}, "rules list", {"rule_sets", {}}},
    {"rules", "get", kRuleService + "GetRuleSet", {{"name", "ruleSets/"}}, "rules get de-v1"},
};

const std::string kPurposesService = kPackage + "PurposeService.";
const std::vector<Command> kPurposes = {
    {"purposes",
     "create",
     kPurposesService + "CreatePurpose",
     {{"purpose.name", "purposes/"}},
     "purposes create newsletter --display-name 'News and offers'"},
    {"purposes", "get", kPurposesService + "GetPurpose", {kPurposeName}, "purposes get newsletter"},
    {"purposes", "list", kPurposesService + "ListPurposes", {}, "purposes list", {"purposes", {}}},
    {"wordings",
     "create",
     kPurposesService + "CreateWording",
     {{"parent", "purposes/"}},
     "wordings create newsletter --language-code en --text 'I would like news by e-mail and can stop it "
     "any time.'"},
    {"wordings",
     "list",
     kPurposesService + "ListWordings",
     {{"parent", "purposes/"}},
     "wordings list newsletter",
     {"wordings", {}}},
    {"templates",
     "set",
     kPurposesService + "SetTemplate",
     {{"template.name", "templates/"}},
     "templates set invoice --message-class service --text 'Your invoice is attached.'"},
    {"templates",
     "approve",
     kPurposesService + "ApproveTemplate",
     {kTemplateName},
     "templates approve invoice --text-hash "
     "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"},
    {"templates", "get", kPurposesService + "GetTemplate", {kTemplateName}, "templates get invoice"},
};

}  // namespace

std::vector<Command> ConsentCommands() {
  std::vector<Command> commands = kConsents;
  for (const std::vector<Command>* more : {&kPurposes, &kRules}) {
    commands.insert(commands.end(), more->begin(), more->end());
  }
  return commands;
}

}  // namespace bestand::ctl
