#include "tools/bestandctl/commands/command.h"

namespace bestand::ctl {
namespace {

const std::string kService = "consent.v1.SubjectRightsService.";

}  // namespace

std::vector<Command> SubjectCommands() {
  return {
      {"subjects",
       "record-disclosure",
       kService + "RecordDisclosure",
       {{"customer", "customers/"}},
       "subjects record-disclosure 12347 --recipient 'Parcel service' --reason 'delivery, Art. 6(1)(b)' "
       "--content "
       "'name and address'"},
      {"subjects",
       "disclosures",
       kService + "ListDisclosures",
       {{"parent", "customers/"}},
       "subjects disclosures 12347",
       {"disclosures", {"log_index", "disclose_time", "recipient", "reason", "content"}}},
  };
}

}  // namespace bestand::ctl
