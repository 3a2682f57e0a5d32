#include "tools/bestandctl/commands/command.h"

namespace bestand::ctl {

std::vector<Command> AllCommands() {
  std::vector<Command> all = CustomerProfileCommands();
  for (auto part :
       {FeedbackCommands(), ScoringCommands(), SegmentCommands(), ContractCommands(), DormancyCommands(),
        NextProductCommands(), ConsentCommands(), CampaignCommands(), GroundCommands(), ErasureCommands(),
        ReportCommands(), FrequencyCommands(), SubjectCommands(), RewardCatalogCommands()})
    all.insert(all.end(), part.begin(), part.end());
  return all;
}

}  // namespace bestand::ctl
