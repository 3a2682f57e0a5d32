#include "tools/bestandctl/commands/command.h"

namespace bestand::ctl {
namespace {

const std::string kPackage = "customer_profile.v1.";
const Positional kCustomer = {"customer", "customers/"};
const Positional kCustomerName = {"name", "customers/"};
const Positional kParent = {"parent", "customers/"};

const std::string kPeopleService = kPackage + "CustomerService.";
const std::string kPeoplePoints = kPackage + "ContactPointService.";
const std::vector<Command> kPeople = {
    {"customers",
     "create",
     kPeopleService + "CreateCustomer",
     {{"customer.name", "customers/"}},
     "customers create 4711 --kind person --display-name 'Erika Muster' --country DE"},
    {"customers", "get", kPeopleService + "GetCustomer", {kCustomerName}, "customers get 12347"},
    {"customers",
     "list",
     kPeopleService + "ListCustomers",
     {},
     "customers list --page-size 10",
     {"customers", {"name", "kind", "display_name", "country", "create_time"}}},
    {"customers",
     "update",
     kPeopleService + "UpdateCustomer",
     {{"customer.name", "customers/"}},
     "customers update 12347 --birth-date 1970-05-01"},
    {"customers",
     "relations",
     kPeopleService + "BatchGetRelations",
     {{"customers", "customers/"}},
     "customers relations 12347",
     {"results",
      {"relation.customer", "relation.kind", "relation.state", "relation.last_purchase_time",
       "relation.contract_active", "error.message"}}},
    {"contact-points",
     "create",
     kPeoplePoints + "CreateContactPoint",
     {kParent},
     "contact-points create 12347 --type email --address a@example.test"},
    {"contact-points",
     "list",
     kPeoplePoints + "ListContactPoints",
     {kParent},
     "contact-points list 12347",
     {"contact_points", {}}},
    {"contact-points",
     "reveal",
     kPeoplePoints + "RevealContactPoint",
     {kCustomerName},
     "contact-points reveal customers/12347/contactPoints/1"},
};

const std::string kPurchasesService = kPackage + "PurchaseService.";
const std::string kPurchasesProducts = kPackage + "ProductService.";
const std::vector<Command> kPurchases = {
    {"purchases",
     "record",
     kPurchasesService + "RecordPurchase",
     {{"purchase.customer", "customers/"}},
     "purchases record 12347 --source shop --external-id A-1 --purchase-time 2011-12-09T12:00:00Z --lines "
     "'{\"product\":\"products/"
     "22423\",\"quantity\":2,\"unit_price\":{\"currency_code\":\"GBP\",\"units\":12}}'"},
    {"purchases",
     "summary",
     kPurchasesService + "GetPurchaseSummary",
     {kCustomer},
     "purchases summary 12347"},
    {"purchases", "span", "customer_profile.v1.PurchaseSpanService.GetPurchaseSpan", {}, "purchases span"},
    {"purchases",
     "import-report",
     kPurchasesService + "GetImport",
     {{"name", "imports/"}},
     "purchases import-report 3f0c5a8e-9f4e-4a57-8b19-0c3f6a1d2e3f"},
    {"products", "get", kPurchasesProducts + "GetProduct", {{"name", "products/"}}, "products get 22423"},
    {"products",
     "list",
     kPurchasesProducts + "ListProducts",
     {},
     "products list --page-size 10",
     {"products", {}}},
    {"products",
     "upsert",
     kPurchasesProducts + "UpsertProducts",
     {},
     "products upsert --products '{\"name\":\"products/22423\",\"display_name\":\"CAKESTAND\"}'"},
};

const std::string kHistoryService = kPackage + "HistoryService.";
const std::string kHistoryPreferences = kPackage + "PreferenceService.";
const std::vector<Command> kHistory = {
    {"customers",
     "timeline",
     kHistoryService + "ListTimeline",
     {kParent},
     "customers timeline 12347 --page-size 5",
     {"entries", {"event_time", "kind", "value", "summary"}}},
    {"contacts", "last", kHistoryService + "GetLastContact", {kCustomer}, "contacts last 12347"},
    {"contacts",
     "silent",
     kHistoryService + "ListNotContactedSince",
     {},
     "contacts silent --since-time 2011-06-01 --page-size 10",
     {"customers", {}}},
    {"contacts",
     "record",
     kHistoryService + "RecordInteraction",
     {kParent},
     "contacts record 12347 --direction outbound --channel phone --subject 'service call'"},
    {"gifts",
     "record",
     kHistoryService + "RecordGift",
     {kParent},
     "gifts record 12347 --kind scented-candle --display-name 'Scented candle' --worth '9.50 GBP'"},
    {"gifts", "context", kHistoryService + "GetGiftContext", {kCustomer}, "gifts context 12347"},
    {"complaints",
     "record",
     kHistoryService + "RecordComplaint",
     {kParent},
     "complaints record 12347 --subject 'Two cups were broken'"},
    {"complaints",
     "resolve",
     kHistoryService + "ResolveComplaint",
     {kCustomerName},
     "complaints resolve customers/12347/complaints/1"},
    {"preferences",
     "set",
     kHistoryPreferences + "SetPreference",
     {kParent},
     "preferences set 12347 --attribute wine.colour --value red --attitude never --stated true"},
    {"preferences",
     "list",
     kHistoryPreferences + "ListPreferences",
     {kParent},
     "preferences list 12347",
     {"preferences", {}}},
    {"changes", "watch", kHistoryService + "WatchChanges", {}, "changes watch", {"changes", {}}},
};

}  // namespace

std::vector<Command> CustomerProfileCommands() {
  std::vector<Command> commands = kPeople;
  for (auto part : {kPurchases, kHistory}) commands.insert(commands.end(), part.begin(), part.end());
  return commands;
}

}  // namespace bestand::ctl
