#include "services/scoring/domain/prospects/cohorts.h"

#include <cmath>
#include <random>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace bestand::scoring {
namespace {

Cell CellOf(size_t parent, const std::vector<double>& values) {
  Cell cell{.parent = parent};
  for (const double value : values) cell.Add(value, 1);
  return cell;
}

std::vector<double> Repeated(int times, double a, double b) {
  std::vector<double> values;
  for (int i = 0; i < times; ++i) values.insert(values.end(), {a, b});
  return values;
}

Cell Together(const std::vector<Cell>& cells) {
  Cell all;
  for (const Cell& cell : cells) {
    all.observations += cell.observations;
    all.exposure += cell.exposure;
    all.value += cell.value;
    all.value_squares += cell.value_squares;
    all.cross += cell.cross;
    all.exposure_squares += cell.exposure_squares;
  }
  return all;
}

// Two cells of ten: means 10 and 20, s^2 = 20 / 20 = 1, a = (10 * 25 * 2 - 1) / (20 - 200 / 20) = 49.9.
TEST(EstimateCells, IsBuehlmannStraubByHand) {
  const std::vector<Cell> cells = {CellOf(0, Repeated(5, 9, 11)), CellOf(0, Repeated(5, 19, 21))};
  const std::vector<Cell> parents = {Together(cells)};
  const std::vector<Estimate> of_parents = {EstimateOfAll(parents[0])};
  EXPECT_EQ(of_parents[0].mean, 15);
  const auto estimates = EstimateCells(cells, of_parents);
  const double weight = 10 * 49.9 / (10 * 49.9 + 1);
  EXPECT_NEAR(estimates[0].credibility, weight, 1e-12);
  EXPECT_NEAR(estimates[0].mean, weight * 10 + (1 - weight) * 15, 1e-12);
  EXPECT_GT(estimates[0].variance, 0);
}

TEST(EstimateCells, GivesEverybodyTheParentsWhereOnlyChanceDiffers) {
  const std::vector<Cell> cells = {CellOf(0, Repeated(10, 0, 100)), CellOf(0, Repeated(10, 10, 94))};
  const std::vector<Cell> parents = {Together(cells)};
  const auto estimates = EstimateCells(cells, std::vector<Estimate>{EstimateOfAll(parents[0])});
  for (const Estimate& estimate : estimates) {
    EXPECT_EQ(estimate.credibility, 0);
    EXPECT_NEAR(estimate.mean, 51, 1e-12);
  }
}

// Cells whose true means differ: mixed estimates are nearer to them than the cells' own and than the common
// mean.
TEST(EstimateCells, BeatsBothItsIngredients) {
  std::mt19937 random(3);
  std::normal_distribution<double> noise;
  std::vector<double> truth;
  std::vector<Cell> cells;
  Cell all;
  for (int c = 0; c < 200; ++c) {
    truth.push_back(100 + 10 * noise(random));
    Cell cell;
    for (int i = 0; i < 1 + c % 12; ++i) {
      const double value = truth.back() + 30 * noise(random);
      cell.Add(value, 1);
      all.Add(value, 1);
    }
    cells.push_back(cell);
  }
  const std::vector<Estimate> parent = {EstimateOfAll(all)};
  const auto estimates = EstimateCells(cells, parent);
  double mixed = 0, own = 0, common = 0;
  int held = 0;
  for (size_t c = 0; c < cells.size(); ++c) {
    mixed += std::pow(estimates[c].mean - truth[c], 2);
    own += std::pow(cells[c].value / cells[c].exposure - truth[c], 2);
    common += std::pow(parent[0].mean - truth[c], 2);
    held += std::abs(estimates[c].mean - truth[c]) < 1.2816 * std::sqrt(estimates[c].variance);
  }
  EXPECT_LT(mixed, .9 * common);
  EXPECT_LT(mixed, .5 * own);
  EXPECT_NEAR(held / 200., .80, .08);
}

TEST(EstimateCells, BearsCellsWithoutExposure) {
  const std::vector<Cell> cells = {Cell{}, CellOf(0, {5})};
  const std::vector<Cell> parents = {CellOf(0, {5})};
  const auto estimates = EstimateCells(cells, std::vector<Estimate>{EstimateOfAll(parents[0])});
  EXPECT_EQ(estimates[0].mean, 5);
  EXPECT_EQ(EstimateOfAll({}).mean, 0);
}

CohortBuilder Customers() {
  CohortBuilder builder;
  for (int i = 0; i < 400; ++i) {
    const double wobble = i % 2 == 0 ? .8 : 1.2;
    builder.Add({{"COMPANY", i < 300 ? "DE" : "AT", "1"}, 10'000 * wobble, 40'000 * wobble, 2});
    builder.Add({{"PERSON", "DE", "2"}, 2'000 * wobble, 1'000 * wobble, 2});
  }
  builder.Add({{"PERSON", "FR", "2"}, 500'000, 0, 2});
  return builder;
}

TEST(CohortBuilder, ValuesNewcomersByTheirCohort) {
  const auto cohorts = Customers().Build(5);
  const Cohort* companies = FindCohort(cohorts, {"COMPANY", "", ""});
  ASSERT_NE(companies, nullptr);
  EXPECT_EQ(companies->customers, 400);
  EXPECT_NEAR(companies->value_minor, 10'000 + 5 * 20'000,
              3'000);  // 40,000 in the time of 2 expected repeats
  EXPECT_LT(companies->low_minor, companies->value_minor);
  EXPECT_GT(companies->high_minor, companies->value_minor);
  EXPECT_GT(companies->credibility, .95);
  EXPECT_EQ(cohorts[0].attributes, Attributes{});
  EXPECT_EQ(cohorts[0].customers, 801);
}

TEST(CohortBuilder, DoesNotBelieveASingleCustomer) {
  const auto cohorts = Customers().Build(5);
  const Cohort* single = FindCohort(cohorts, {"PERSON", "FR", ""});
  const Cohort* persons = FindCohort(cohorts, {"PERSON", "", ""});
  EXPECT_EQ(single->customers, 1);
  EXPECT_LT(single->value_minor, 100'000);
  EXPECT_NEAR(single->value_minor, persons->value_minor, .5 * persons->value_minor + 20'000);
}

TEST(CohortBuilder, BearsNobodyAndNewCustomersOnly) {
  EXPECT_TRUE(CohortBuilder().Build(5).empty());
  CohortBuilder today;
  today.Add({{"PERSON", "", ""}, 1'000, 0, 0});
  const auto cohorts = today.Build(5);
  EXPECT_EQ(cohorts[0].value_minor, 1'000);
}

TEST(FindCohort, GoesBackToCoarserCohorts) {
  const auto cohorts = Customers().Build(5);
  EXPECT_EQ(FindCohort(cohorts, {"COMPANY", "XX", "1"})->attributes, (Attributes{"COMPANY", "", ""}));
  EXPECT_EQ(FindCohort(cohorts, {"", "", "9"})->attributes, Attributes{});
  EXPECT_EQ(FindCohort(cohorts, {"COMPANY", "AT", "1"})->attributes, (Attributes{"COMPANY", "AT", "1"}));
  EXPECT_EQ(FindCohort({}, {}), nullptr);
}

TEST(Cohort, HasANameForPeople) {
  EXPECT_EQ(NameOf({.attributes = {"COMPANY", "DE", "1"}, .customers = 214}, "candles"),
            "companies in DE that began with candles (n = 214)");
  EXPECT_EQ(NameOf({.attributes = {"", "FR", ""}, .customers = 2}, ""), "customers in FR (n = 2)");
  EXPECT_EQ(NameOf({.customers = 9}, ""), "all customers (n = 9)");
}

}  // namespace
}  // namespace bestand::scoring
