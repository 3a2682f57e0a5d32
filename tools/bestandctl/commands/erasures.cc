#include "tools/bestandctl/commands/command.h"

namespace bestand::ctl {
namespace {

const std::string kService = "consent.v1.ErasureService.";
const std::vector<Positional> kCustomer = {{"customer", "customers/"}};
const std::vector<Positional> kName = {{"name", "erasures/"}};

// Erasing customers, and what stops it.
const std::vector<Command> kErasures = {
    {"erasures", "request", kService + "RequestErasure", kCustomer,
     "erasures request 12347 --reason 'asked for it by letter'"},
    {"erasures",
     "request-own",
     kService + "RequestOwnErasure",
     {{"token", ""}},
     "erasures request-own p.1.YzE.c2ln"},
    {"erasures", "cancel", kService + "CancelErasure", kName,
     "erasures cancel 3f0c5a8e-9f4e-4a57-8b19-0c3f6a1d2e3f"},
    {"erasures", "confirm", kService + "ConfirmErasure", kName,
     "erasures confirm 3f0c5a8e-9f4e-4a57-8b19-0c3f6a1d2e3f"},
    {"erasures", "get", kService + "GetErasure", kName, "erasures get 3f0c5a8e-9f4e-4a57-8b19-0c3f6a1d2e3f"},
    {"erasures", "list", kService + "ListErasures", {}, "erasures list", {"erasures", {}}},
    {"erasures", "hold", kService + "SetLegalHold", kCustomer,
     "erasures hold 12347 --reason 'lawsuit 7 O 12/26' --author 'A. Muster'"},
    {"erasures", "lift-hold", kService + "LiftLegalHold", kCustomer,
     "erasures lift-hold 12347 --reason 'lawsuit is over' --author 'A. Muster'"},
};

}  // namespace

std::vector<Command> ErasureCommands() { return kErasures; }

}  // namespace bestand::ctl
