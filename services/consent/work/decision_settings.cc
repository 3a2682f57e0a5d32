#include "services/consent/work/decision_settings.h"

namespace bestand::consent {

void Describe(config::Fields& fields, DecisionSettings& settings) {
  fields.Text(
      "consent.rules_elsewhere", settings.rules_elsewhere,
      "Rule set for customers without a country, or of one without rules, such as de-v1; empty refuses them");
  fields.Duration("consent.read_through", settings.read_through,
                  "How long a check waits for customer-profile about a customer not seen before");
  fields.Duration("consent.erasure_grace", settings.erasure_grace,
                  "How long an erasure can be called off; 0s erases at once");
  fields.Number("consent.memory_megabytes", settings.memory_megabytes, {0, 1'000'000},
                "What checks may keep in memory, about 2,000 customers each; 0 reads all from the database");
}

void Describe(config::Fields& fields, ReportSettings& settings) {
  fields.Flag("reports.scoring", settings.ask_scoring, "Whether reports ask scoring for values and segments");
  if (settings.ask_scoring) Describe(fields, "clients.scoring", settings.scoring);
}

}  // namespace bestand::consent
