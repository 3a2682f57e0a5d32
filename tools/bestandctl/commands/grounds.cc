#include "tools/bestandctl/commands/command.h"

namespace bestand::ctl {
namespace {

const std::string kService = "consent.v1.GroundService.";
const std::vector<Positional> kCustomer = {{"customer", "customers/"}};

// What a contact may rest on besides a confirmed consent.
const std::vector<Command> kGrounds = {
    {"grounds", "record-existing-customer", kService + "RecordExistingCustomerBasis", kCustomer,
     "grounds record-existing-customer 12347 --channel email --sale-reference 'order 4711' "
     "--address-origin "
     "'given at the checkout' --notice 'You may object at any time.' --goods-category garden"},
    {"grounds", "record-presumed-consent", kService + "RecordPresumedConsent", kCustomer,
     "grounds record-presumed-consent 12347 --purpose purposes/machines --reason 'asked for a price list' "
     "--author "
     "'A. Muster' --reason-date 2026-03-02"},
    {"grounds", "record-address-notice", kService + "RecordAddressNotice", kCustomer,
     "grounds record-address-notice 12347 --address-source 'order 4711' --notice 'privacy notice, version "
     "3'"},
    {"grounds", "record-number-verification", kService + "RecordNumberVerification", kCustomer,
     "grounds record-number-verification 12347 --phone-number '+49 30 901820' --method 'code by text "
     "message'"},
    {"grounds", "record-list-check", kService + "RecordListCheck", kCustomer,
     "grounds record-list-check 12347 --channel email --list ECG"},
    {"grounds", "record-offline-consent", kService + "RecordOfflineConsent", kCustomer,
     "grounds record-offline-consent 12347 --channel phone --wording purposes/newsletter/wordings/1 "
     "--document "
     "'box 12, card 4711'"},
    {"grounds", "record-phone-use", kService + "RecordPhoneUse", kCustomer,
     "grounds record-phone-use 12347 --purpose purposes/newsletter"},
    {"grounds",
     "end",
     kService + "EndGround",
     {{"name", "customers/"}},
     "grounds end customers/12347/grounds/3f0c5a8e-9f4e-4a57-8b19-0c3f6a1d2e3f --reason 'another "
     "customer'"},
    {"grounds",
     "list",
     kService + "ListGrounds",
     {{"parent", "customers/"}},
     "grounds list 12347",
     {"grounds", {}}},
};

}  // namespace

std::vector<Command> GroundCommands() { return kGrounds; }

}  // namespace bestand::ctl
