#pragma once

namespace bestand::scoring {

// Returns P(|T| > |t|) of Student's t with that many degrees of freedom (> 0); relative error below 1e-10.
// Source: the regularised incomplete beta function I_{df / (df + t^2)}(df / 2, 1 / 2), by Lentz's continued
// fraction: Press et al., "Numerical Recipes" (2007) 6.4.
double StudentTwoSided(double t, double degrees);

// Returns the t > 0 with P(|T| > t) = `both_tails`, in (0, 1); by bisection, to 1e-10.
double StudentQuantile(double both_tails, double degrees);

}  // namespace bestand::scoring
