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
  fields.Number(
      "consent.keep_years_after_ground", rules.years_after_ground, {0, 100},
      "Years for which a ground that ended, or whose customer left, is kept, to the end of the year");
  fields.Duration("consent.keep_unproven", rules.unproven,
                  "How long imported consents are kept that lack their proof and were never asked for here");
}

}  // namespace bestand::consent
