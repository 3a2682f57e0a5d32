#include "services/scoring/domain/prospects/credibility.h"

#include <algorithm>

namespace bestand::scoring {
namespace {

double MeanOf(const Cell& cell) { return cell.exposure > 0 ? cell.value / cell.exposure : 0; }

// Squared distances of the observations from what the cell's mean lets expect.
double SquaresWithin(const Cell& cell) {
  const double mean = MeanOf(cell);
  return std::max(cell.value_squares - 2 * mean * cell.cross + mean * mean * cell.exposure_squares, 0.);
}

// Variance of an observation of exposure 1 around its cell.
double VarianceWithin(std::span<const Cell> cells) {
  double squares = 0, exposure = 0;
  for (const Cell& cell : cells) {
    squares += SquaresWithin(cell);
    exposure += cell.exposure;
  }
  return exposure > 0 ? squares / exposure : 0;
}

bool HasASay(const Cell& cell) { return cell.exposure > 0 && cell.observations >= kObservationsToCompare; }

// The comparable cells of one parent, added up.
struct Family {
  double exposure = 0, value = 0, exposure_squares = 0;
};

std::vector<Family> FamiliesOf(std::span<const Cell> cells) {
  std::vector<Family> families;
  for (const Cell& cell : cells) {
    if (!HasASay(cell)) continue;
    if (cell.parent >= families.size()) families.resize(cell.parent + 1);
    families[cell.parent].exposure += cell.exposure;
    families[cell.parent].value += cell.value;
    families[cell.parent].exposure_squares += cell.exposure * cell.exposure;
  }
  return families;
}

// Variance of the cells of one parent around their mean, beyond what the variance within makes by chance.
double VarianceBetween(std::span<const Cell> cells, double within) {
  const std::vector<Family> families = FamiliesOf(cells);
  double squares = 0, exposure = 0;
  for (const Cell& cell : cells) {
    if (!HasASay(cell)) continue;
    const Family& family = families[cell.parent];
    const double distance = MeanOf(cell) - family.value / family.exposure;
    squares += cell.exposure * distance * distance - within;
  }
  for (const Family& family : families) {
    if (family.exposure == 0) continue;
    squares += within;
    exposure += family.exposure - family.exposure_squares / family.exposure;
  }
  return exposure > 0 ? std::max(squares / exposure, 0.) : 0;
}

}  // namespace

void Cell::Add(double y, double e) {
  ++observations;
  exposure += e;
  value += y;
  value_squares += y * y;
  cross += y * e;
  exposure_squares += e * e;
}

Estimate EstimateOfAll(const Cell& all) {
  const double variance = VarianceWithin({&all, 1});
  return {.mean = MeanOf(all), .variance = all.exposure > 0 ? variance / all.exposure : 0};
}

std::vector<Estimate> EstimateCells(std::span<const Cell> cells, std::span<const Estimate> parents) {
  const double within = VarianceWithin(cells);
  const double between = VarianceBetween(cells, within);
  std::vector<Estimate> estimates;
  for (const Cell& cell : cells) {
    const Estimate& parent = parents[cell.parent];
    const double own = cell.exposure * between;
    const double weight = own > 0 ? own / (own + within) : 0;
    estimates.push_back({.mean = weight * MeanOf(cell) + (1 - weight) * parent.mean,
                         .variance = between * (1 - weight) + (1 - weight) * (1 - weight) * parent.variance,
                         .credibility = weight});
  }
  return estimates;
}

}  // namespace bestand::scoring
