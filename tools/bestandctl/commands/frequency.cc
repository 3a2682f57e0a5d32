#include "tools/bestandctl/commands/command.h"

namespace bestand::ctl {
namespace {

const std::string kService = "consent.v1.FrequencyService.";
const std::string kLimits = "consent.v1.OwnLimitService.";
const std::vector<Positional> kCustomer = {{"customer", "customers/"}};
const std::vector<Positional> kContact = {{"name", "customers/"}};

// How often customers are addressed.
const std::vector<Command> kFrequency = {
    {"frequency",
     "set",
     kService + "SetFrequencyPolicy",
     {},
     "frequency set --max-in-week 2 --quiet-start-minute 1320 --quiet-end-minute 420 "
     "--time-zone Europe/Berlin"},
    {"frequency", "get", kService + "GetFrequencyPolicy", {}, "frequency get"},
    {"contacts",
     "reserve",
     kService + "ReserveContact",
     {{"check.customer", "customers/"}},
     "contacts reserve 12347 --message-id autumn-12347 --channel email --message-class "
     "marketing "
     "--purpose purposes/newsletter"},
    {"contacts", "commit", kService + "CommitContact", kContact,
     "contacts commit customers/12347/contacts/autumn-12347"},
    {"contacts", "release", kService + "ReleaseContact", kContact,
     "contacts release customers/12347/contacts/autumn-12347"},
    {"contacts", "pause", kService + "PauseContacts", kCustomer,
     "contacts pause 12347 --until-time 2026-12-31T00:00:00Z"},
    {"contacts", "limit", kLimits + "SetCustomerLimit", kCustomer,
     "contacts limit 12347 --max-contacts 1 --days 30"},
    {"contacts", "show-limit", kLimits + "GetCustomerLimit", kCustomer, "contacts show-limit 12347"},
    {"contacts",
     "neglected",
     "consent.v1.NeglectedCustomerService.StreamNeglectedCustomers",
     {},
     "contacts neglected --min-silence 90d --channel email --purpose purposes/newsletter --allowed-only true",
     {"customers", {}}},
};

}  // namespace

std::vector<Command> FrequencyCommands() { return kFrequency; }

}  // namespace bestand::ctl
