#include "tools/bestandctl/commands/command.h"

namespace bestand::ctl {
namespace {

const std::string kService = "scoring.v1.NextProductService.";
const std::vector<Positional> kJob = {{"name", "productFitJobs/"}};

const std::vector<Command> kNextProducts = {
    {"products",
     "fit",
     kService + "CreateProductFitJob",
     {},
     "products fit --excluded-products products/POST",
     {},
     kService + "WatchProductFitJob"},
    {"products", "model", kService + "GetProductModel", {}, "products model"},
    {"products",
     "next",
     kService + "SuggestNextProducts",
     {{"customer", "customers/"}},
     "products next 12347"},
    {"products",
     "next-all",
     kService + "StreamNextProducts",
     {},
     "products next-all --new-size 3 -o json",
     {"next_products", {}}},
    {"products",
     "transitions",
     kService + "GetTransitions",
     {},
     "products transitions --first-purchase true --limit 10",
     {"transitions",
      {"display_name", "next_display_name", "support", "expected", "lift", "lift_lower_bound"}}},
    {"product-fit-jobs", "get", kService + "GetProductFitJob", kJob,
     "product-fit-jobs get 3f0c5a8e-9f4e-4a57-8b19-0c3f6a1d2e3f"},
    {"product-fit-jobs", "cancel", kService + "CancelProductFitJob", kJob,
     "product-fit-jobs cancel 3f0c5a8e-9f4e-4a57-8b19-0c3f6a1d2e3f"},
};

}  // namespace

std::vector<Command> NextProductCommands() { return kNextProducts; }

}  // namespace bestand::ctl
