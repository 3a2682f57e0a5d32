#include "tools/bestandctl/commands/command.h"

namespace bestand::ctl {
namespace {

const std::string kKept = "customer_profile.v1.ContractService.";
const std::string kValued = "scoring.v1.ContractValueService.";
const std::vector<Positional> kJob = {{"name", "contractFitJobs/"}};
const Positional kCustomer = {"customer", "customers/"};

const std::vector<std::string> kValueColumns = {"contract",
                                                "state",
                                                "price",
                                                "period_months",
                                                "renewal_count",
                                                "next_renewal_date",
                                                "renewal_probability",
                                                "median_renewals",
                                                "value_60_months",
                                                "value_60_months_low",
                                                "value_60_months_high",
                                                "residual_value",
                                                "evidence"};

const std::vector<Command> kContracts = {
    {"contracts",
     "record",
     kKept + "RecordContract",
     {{"contract.customer", "customers/"}},
     "contracts record 12347 --source crm --external-id C-1 --product products/service-plan "
     "--period-months 12 "
     "--price '120 GBP' --start-date 2009-03-01"},
    {"contracts",
     "end",
     kKept + "EndContract",
     {{"name", ""}},
     "contracts end customers/12347/contracts/3f0c5a8e-9f4e-4a57-8b19-0c3f6a1d2e3f --end-date 2012-03-01 "
     "--reason 'moved away'"},
    {"contracts",
     "list",
     kKept + "ListContracts",
     {kCustomer},
     "contracts list 12347",
     {"contracts",
      {"name", "external_id", "product", "period_months", "price", "start_date", "end_date", "end_reason"}}},
    {"contracts",
     "fit",
     kValued + "CreateContractFitJob",
     {},
     "contracts fit --as-of-date 2011-12-09",
     {},
     kValued + "WatchContractFitJob"},
    {"contracts",
     "models",
     kValued + "GetContractModel",
     {},
     "contracts models",
     {"periods",
      {"period_months", "contract_count", "renewal_count", "left_count", "evidence", "alpha", "alpha_error",
       "beta", "beta_error", "log_likelihood"}}},
    {"contracts",
     "value",
     kValued + "GetContractualValue",
     {kCustomer},
     "contracts value 12347",
     {"contracts", kValueColumns}},
    {"contract-fit-jobs", "get", kValued + "GetContractFitJob", kJob,
     "contract-fit-jobs get 3f0c5a8e-9f4e-4a57-8b19-0c3f6a1d2e3f"},
    {"contract-fit-jobs", "cancel", kValued + "CancelContractFitJob", kJob,
     "contract-fit-jobs cancel 3f0c5a8e-9f4e-4a57-8b19-0c3f6a1d2e3f"},
    {"customers", "value", kValued + "GetCustomerValue", {kCustomer}, "customers value 12347"},
};

}  // namespace

std::vector<Command> ContractCommands() { return kContracts; }

}  // namespace bestand::ctl
