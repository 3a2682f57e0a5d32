#include "services/consent/work/retention_settings.h"

namespace bestand::consent {

void Describe(config::Fields& fields, RetentionRules& rules) {
  fields.Duration("consent.keep_unconfirmed", rules.unconfirmed,
                  "How long what was recorded about requests that nobody confirmed is kept after their end");
  fields.Number(
      "consent.keep_years_after_withdrawal", rules.years_after_withdrawal, {0, 100},
      "Years for which what was recorded about a withdrawn consent is kept, to the end of the year");
  fields.Number("consent.keep_years_after_use", rules.years_after_use, {0, 100},
                "Years for which that of a consent to calls is kept at least after its last use");
}

}  // namespace bestand::consent
