#include "tools/bestandctl/commands/command.h"

namespace bestand::ctl {
namespace {

const std::string kPackage = "consent.v1.";
const Positional kCustomer = {"customer", "customers/"};
const Positional kParent = {"parent", "customers/"};
const Positional kPurposeName = {"name", "purposes/"};
const Positional kTemplateName = {"name", "templates/"};

std::vector<Command> Consents() {
  const std::string service = kPackage + "ConsentService.";
  const std::string report = kPackage + "OptInReportService.";
  return {
      {"consent",
       "request",
       service + "RequestOptIn",
       {kCustomer},
       "consent request 12347 --email-address a@example.test --purposes purposes/newsletter --language-code "
       "de",
       {"consents", {}}},
      {"consent",
       "confirm",
       service + "ConfirmOptIn",
       {{"token", ""}},
       "consent confirm TOKEN",
       {"consents", {}}},
      {"consent",
       "withdraw",
       service + "WithdrawConsent",
       {kCustomer},
       "consent withdraw 12347 --channel email --purpose purposes/newsletter"},
      {"consent", "object", service + "RecordObjection", {kCustomer}, "consent object 12347 --channel email"},
      {"consent",
       "lift-objection",
       service + "LiftObjection",
       {kCustomer},
       "consent lift-objection 12347 --channel email --reason 'recorded for the wrong person'"},
      {"consent",
       "check",
       service + "CheckContact",
       {kCustomer},
       "consent check 12347 --channel email --message-class marketing --purpose purposes/newsletter"},
      {"consent",
       "show",
       service + "GetConsent",
       {{"name", "customers/"}},
       "consent show customers/12347/consents/email-newsletter"},
      {"consent", "list", service + "ListConsents", {kParent}, "consent list 12347", {"consents", {}}},
      {"consent",
       "events",
       service + "ListConsentEvents",
       {kParent},
       "consent events 12347",
       {"events", {"log_index", "event_time", "kind", "channel", "purpose", "leaf_hash"}}},
      {"consent",
       "addressable",
       service + "StreamAddressableCustomers",
       {},
       "consent addressable --purpose purposes/newsletter --channel email"},
      {"consent", "rate", report + "QueryOptInRate", {}, "consent rate --purpose purposes/newsletter"},
  };
}

std::vector<Command> Purposes() {
  const std::string service = kPackage + "PurposeService.";
  return {
      {"purposes",
       "create",
       service + "CreatePurpose",
       {{"purpose.name", "purposes/"}},
       "purposes create newsletter --display-name 'News and offers'"},
      {"purposes", "get", service + "GetPurpose", {kPurposeName}, "purposes get newsletter"},
      {"purposes", "list", service + "ListPurposes", {}, "purposes list", {"purposes", {}}},
      {"wordings",
       "create",
       service + "CreateWording",
       {{"parent", "purposes/"}},
       "wordings create newsletter --language-code en --text 'I would like news by e-mail and can stop it "
       "any time.'"},
      {"wordings",
       "list",
       service + "ListWordings",
       {{"parent", "purposes/"}},
       "wordings list newsletter",
       {"wordings", {}}},
      {"templates",
       "set",
       service + "SetTemplate",
       {{"template.name", "templates/"}},
       "templates set invoice --message-class service --text 'Your invoice is attached.'"},
      {"templates",
       "approve",
       service + "ApproveTemplate",
       {kTemplateName},
       "templates approve invoice --text-hash "
       "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"},
      {"templates", "get", service + "GetTemplate", {kTemplateName}, "templates get invoice"},
  };
}

}  // namespace

std::vector<Command> ConsentCommands() {
  std::vector<Command> commands = Consents();
  const std::vector<Command> purposes = Purposes();
  commands.insert(commands.end(), purposes.begin(), purposes.end());
  return commands;
}

}  // namespace bestand::ctl
