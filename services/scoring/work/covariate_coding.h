#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "services/scoring/work/traits.h"

namespace bestand::scoring {

// A column of covariates: 1 for customers with this level of a trait, 0 for others.
struct CovariateColumn {
  std::string trait;      // "kind" or "country"
  std::string value;      // "COMPANY", "DE"; "" not known; "*" all levels without a column of their own
  int64_t customers = 0;  // with it

  bool operator==(const CovariateColumn&) const = default;
};

// How traits become covariates. The most frequent level of each trait is the one that the others are compared
// with. Up to two other kinds and five other countries with one customer in a hundred, and thirty at least,
// have a column each; rarer ones together have one ("*") if they are as many, and else count as the most
// frequent, as does a trait that is not known of too few for a column. Customers with the same levels are a
// group.
class CovariateCoding {
 public:
  // Without columns all customers are alike.
  CovariateCoding() = default;
  // Columns of one trait stand together, kinds first.
  CovariateCoding(Traits reference, std::vector<CovariateColumn> columns);

  // Returns the coding of customers by their number of each traits.
  static CovariateCoding Of(const std::map<Traits, int64_t>& customers);

  const Traits& reference() const { return reference_; }
  const std::vector<CovariateColumn>& columns() const { return columns_; }
  bool empty() const { return columns_.empty(); }

  // How many groups there are; 1 without columns. At most 21.
  size_t groups() const { return (kinds_ + 1) * (columns_.size() - kinds_ + 1); }
  uint8_t GroupOf(const Traits& traits) const;
  // Returns the covariates of a group, a number a column.
  std::vector<double> ValuesOf(size_t group) const;

  bool operator==(const CovariateCoding&) const = default;

 private:
  Traits reference_;
  std::vector<CovariateColumn> columns_;
  size_t kinds_ = 0;  // columns of the kind
};

}  // namespace bestand::scoring
