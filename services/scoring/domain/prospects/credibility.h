#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace bestand::scoring {

// Observations of one cell: values y_i, each seen over an exposure e_i >= 0 (1 for a plain mean). The cell's
// own estimate is sum y / sum e.
struct Cell {
  size_t parent = 0;  // which coarser cell it belongs to
  int64_t observations = 0;
  double exposure = 0;                                        // sum e
  double value = 0;                                           // sum y
  double value_squares = 0, cross = 0, exposure_squares = 0;  // sum y^2, y e, e^2

  void Add(double y, double e);
};

inline constexpr int64_t kObservationsToCompare = 10;

struct Estimate {
  double mean = 0;         // y for one e
  double variance = 0;     // of the mean
  double credibility = 1;  // weight of the cell's own data, [0, 1]; the rest is its parent's
};

// Returns the estimate of all observations together, to be the parent of all others; 0 without exposure.
Estimate EstimateOfAll(const Cell& all);

// Returns the estimates of cells: their own mean and that of their parent, mixed in proportion exposure : s^2
// / a, with s^2 the variance within cells and a that between the cells of one parent. Where a is not above
// what chance makes, everybody gets the parent's. Cells with less than kObservationsToCompare have no say in
// a: one large order in a cell of one customer would make all cells look different. `parents` are the
// estimates of the coarser cells. Source: Buehlmann, Straub, Bulletin of the Swiss Association of Actuaries
// 70 (1970); the estimator of a: Buehlmann, Gisler, "A Course in Credibility Theory" (2005) 4.8, within each
// parent.
std::vector<Estimate> EstimateCells(std::span<const Cell> cells, std::span<const Estimate> parents);

}  // namespace bestand::scoring
