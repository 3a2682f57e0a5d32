#include "services/scoring/domain/segments/product_groups.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <tuple>

#include "Eigen/Core"
#include "services/scoring/domain/segments/matching.h"
#include "services/scoring/domain/segments/points.h"

namespace bestand::scoring {
namespace {

constexpr double kRarePair = 5;  // baskets at which a pair counts half
constexpr int kSeedings = 3;
constexpr int kMostSearchRounds = 100;

using Matrix = Eigen::MatrixXf;

struct Grouping {
  std::vector<uint8_t> of;
  double fit = -1;  // similarity of the products to their groups, added up
};

std::vector<size_t> ProductsToGroup(const CoPurchases& purchases) {
  std::vector<size_t> rows;
  for (size_t i = 0; i < purchases.products(); ++i) {
    if (purchases.baskets_of(i) >= kBasketsToGroup) rows.push_back(i);
  }
  return rows;
}

// One column a product, of length 1 unless it is never bought together with another.
Matrix Associations(const CoPurchases& purchases, const std::vector<size_t>& rows) {
  const auto n = static_cast<Eigen::Index>(rows.size());
  Matrix columns = Matrix::Zero(n, n);
  for (Eigen::Index i = 0; i < n; ++i) {
    for (Eigen::Index j = 0; j < n; ++j) {
      const auto both = static_cast<double>(purchases.together(rows[i], rows[j]));
      if (both == 0) continue;
      const double chance = static_cast<double>(purchases.baskets_of(rows[i])) *
                            static_cast<double>(purchases.baskets_of(rows[j])) /
                            static_cast<double>(purchases.baskets());
      const double association = std::log(both / chance) * both / (both + kRarePair);
      columns(i, j) = static_cast<float>(std::max(association, 0.));
    }
  }
  for (Eigen::Index j = 0; j < n; ++j) columns.col(j).normalize();
  return columns;
}

// Groups' directions: the products of each added up.
Matrix DirectionsOf(const Matrix& products, const std::vector<uint8_t>& of, int groups) {
  Matrix directions = Matrix::Zero(products.rows(), groups);
  for (Eigen::Index i = 0; i < products.cols(); ++i) directions.col(of[i]) += products.col(i);
  for (int g = 0; g < groups; ++g) directions.col(g).normalize();
  return directions;
}

// Puts each product into the group of the most similar direction.
Grouping Assign(const Matrix& products, const Matrix& directions) {
  const Matrix similar = products.transpose() * directions;
  Grouping grouping{.fit = 0};
  for (Eigen::Index i = 0; i < similar.rows(); ++i) {
    Eigen::Index best = 0;
    grouping.fit += similar.row(i).maxCoeff(&best);
    grouping.of.push_back(static_cast<uint8_t>(best));
  }
  return grouping;
}

// Returns the groups that the search reaches from these directions: until no product moves.
Grouping Search(const Matrix& products, Matrix directions) {
  Grouping grouping;
  for (int round = 0; round < kMostSearchRounds; ++round) {
    Grouping next = Assign(products, directions);
    const bool settled = next.of == grouping.of;
    grouping = std::move(next);
    if (settled) break;
    directions = DirectionsOf(products, grouping.of, static_cast<int>(directions.cols()));
  }
  return grouping;
}

using Keys = std::vector<uint64_t>;

// Draws a product in proportion to the distances; see SeedCentres.
Eigen::Index DrawByDistance(const Keys& keys, const Eigen::VectorXf& distances, uint64_t salt) {
  Eigen::Index first = 0;
  double earliest = std::numeric_limits<double>::infinity();
  for (Eigen::Index i = 0; i < distances.size(); ++i) {
    if (distances[i] <= 0) continue;
    const double arrival = -std::log(Draw(keys[static_cast<size_t>(i)], salt)) / distances[i];
    if (arrival < earliest) std::tie(earliest, first) = std::tuple(arrival, i);
  }
  return first;
}

// k-means++ with 1 - cosine as the squared distance.
Matrix Seed(const Matrix& products, const Keys& keys, int groups, uint64_t salt) {
  Matrix directions(products.rows(), groups);
  Eigen::VectorXf distances = Eigen::VectorXf::Ones(products.cols());
  for (int g = 0; g < groups; ++g) {
    directions.col(g) = products.col(DrawByDistance(keys, distances, salt + static_cast<uint64_t>(g)));
    const Eigen::VectorXf to_new =
        Eigen::VectorXf::Ones(products.cols()) - products.transpose() * directions.col(g);
    distances = g == 0 ? to_new : Eigen::VectorXf(distances.cwiseMin(to_new));
  }
  return directions;
}

Grouping SearchFromSeeds(const Matrix& products, const Keys& keys, int groups) {
  Grouping best;
  for (int seeding = 0; seeding < kSeedings; ++seeding) {
    Grouping found = Search(products, Seed(products, keys, groups, static_cast<uint64_t>(seeding) * 100));
    if (found.fit > best.fit) best = std::move(found);
  }
  return best;
}

// The directions of the groups that there were before; as many columns as groups.
Matrix DirectionsBefore(const Matrix& products, const std::vector<int32_t>& last) {
  std::vector<int32_t> ids(last);
  std::sort(ids.begin(), ids.end());
  ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
  std::erase(ids, 0);
  Matrix directions = Matrix::Zero(products.rows(), static_cast<Eigen::Index>(ids.size()));
  for (size_t i = 0; i < last.size(); ++i) {
    if (last[i] == 0) continue;
    const auto group = std::lower_bound(ids.begin(), ids.end(), last[i]) - ids.begin();
    directions.col(group) += products.col(static_cast<Eigen::Index>(i));
  }
  for (Eigen::Index g = 0; g < directions.cols(); ++g) directions.col(g).normalize();
  return directions;
}

Grouping FindGroups(const Matrix& products, const Keys& keys, const std::vector<int32_t>& last) {
  const auto groups = static_cast<int>(
      std::clamp<int64_t>(static_cast<int64_t>(keys.size()) / kProductsPerGroup, 1, kMostProductGroups));
  const Matrix before = DirectionsBefore(products, last);
  return before.cols() == groups ? Search(products, before) : SearchFromSeeds(products, keys, groups);
}

}  // namespace

ProductGroups GroupProducts(const CoPurchases& purchases, std::span<const std::string> product_ids,
                            std::span<const int32_t> last_of, int32_t next_id) {
  ProductGroups result{.of = std::vector<int32_t>(purchases.products()), .next_id = next_id};
  const std::vector<size_t> rows = ProductsToGroup(purchases);
  if (rows.empty()) return result;
  Keys keys;
  std::vector<int32_t> last;
  for (const size_t row : rows) {
    keys.push_back(KeyOf(product_ids[row]));
    last.push_back(row < last_of.size() ? last_of[row] : 0);
  }
  const Grouping grouping = FindGroups(Associations(purchases, rows), keys, last);
  const size_t groups = size_t{*std::max_element(grouping.of.begin(), grouping.of.end())} + 1;
  std::vector<int32_t> ids = MatchByMembers(last, grouping.of, groups);
  for (int32_t& id : ids) id = id == 0 ? result.next_id++ : id;
  for (size_t i = 0; i < rows.size(); ++i) result.of[rows[i]] = ids[grouping.of[i]];
  result.ids = ids;
  std::sort(result.ids.begin(), result.ids.end());
  return result;
}

}  // namespace bestand::scoring
