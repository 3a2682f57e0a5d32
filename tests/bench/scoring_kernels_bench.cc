// Times the scoring kernels in memory and prints one JSON line a figure:
//   {"name": "score_bg_nbd", "value": 12.3, "unit": "M customers/s per core"}
#include <sys/resource.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <ctime>
#include <functional>
#include <random>
#include <string>
#include <vector>

#include "services/scoring/domain/bulk_scorer.h"
#include "services/scoring/domain/fit.h"
#include "services/scoring/domain/gamma_gamma.h"
#include "tests/services/scoring/domain/cdnow.h"

namespace bestand::scoring {
namespace {

constexpr int kCustomers = 1'000'000;

struct World {
  std::vector<int32_t> repeats, recency, age;
  std::vector<double> mean_value;

  HistoryColumns History() const { return {repeats, recency, age}; }
};

// A million customers won over two years, with rates and lifetimes as CDNOW's Pareto/NBD but twice as busy.
World MakeWorld() {
  std::mt19937_64 random(20240229);
  std::gamma_distribution<double> rate(.553, 2 / 10.578), leaving(.606, 1 / 11.669), value(6.25, 1);
  std::uniform_int_distribution<int> first_day(1, 730);
  World world;
  for (int i = 0; i < kCustomers; ++i) {
    const int age = first_day(random);
    const double a_day = rate(random) / 7 + 1e-9,
                 lifetime = std::exponential_distribution<>(leaving(random) / 7 + 1e-9)(random);
    std::exponential_distribution<double> gap(a_day);
    int repeats = 0, last = 0;
    for (double t = gap(random); t < std::min<double>(age, lifetime); t += gap(random)) {
      const int day = static_cast<int>(t) + 1;
      if (day > last && day <= age) ++repeats, last = day;
    }
    world.repeats.push_back(repeats);
    world.recency.push_back(last);
    world.age.push_back(age);
    world.mean_value.push_back(repeats == 0 ? 0 : 600 * value(random));
  }
  return world;
}

double SecondsOf(const std::function<void()>& work) {
  const auto start = std::chrono::steady_clock::now();
  work();
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

// What the work took of its core, whoever else was on it; for work on one thread.
double CoreSecondsOf(const std::function<void()>& work) {
  const std::clock_t start = std::clock();
  work();
  return static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
}

double MedianCoreSecondsOf(int times, const std::function<void()>& work) {
  std::vector<double> seconds;
  for (int i = 0; i < times; ++i) seconds.push_back(CoreSecondsOf(work));
  std::sort(seconds.begin(), seconds.end());
  return seconds[seconds.size() / 2];
}

void Print(const std::string& name, double value, const std::string& unit) {
  std::printf("{\"name\": \"%s\", \"value\": %.3f, \"unit\": \"%s\"}\n", name.c_str(), value, unit.c_str());
  std::fflush(stdout);
}

// Cold: a new scorer with empty tables each time.
void BenchScore(const PurchaseModel& model, const World& world) {
  ScoreColumns scores;
  scores.Resize(kCustomers);
  const double seconds = MedianCoreSecondsOf(5, [&] {
    auto scorer = BulkScorer::Make(model, {6.25, 3.74, 1544}, {});
    if (!scorer->Score({world.History(), world.mean_value}, scores).ok()) std::abort();
  });
  Print("score_" + std::string(NameOf(KindOf(model))), kCustomers / seconds / 1e6, "M customers/s per core");
}

void BenchFits() {
  const auto histories = *Compress(ReadCdnow().histories);
  for (const auto kind : AllModelKinds()) {
    const double seconds = MedianCoreSecondsOf(5, [&] {
      if (!FitModel(kind, histories).ok()) std::abort();
    });
    Print("fit_cdnow_" + std::string(NameOf(kind)), seconds * 1e3, "ms");
  }
  std::vector<int32_t> repeats;
  for (const auto& h : ReadCdnow().histories) repeats.push_back(h.repeats);
  const double seconds = MedianCoreSecondsOf(5, [&] {
    if (!FitGammaGamma({repeats, ReadCdnow().mean_value}).ok()) std::abort();
  });
  Print("fit_cdnow_gamma_gamma", seconds * 1e3, "ms");
}

void BenchLargeFits(const World& world) {
  for (const auto kind : AllModelKinds()) {
    const double seconds = SecondsOf([&] {
      const auto fit = FitModel(kind, *Compress(world.History()), {.threads = 2});
      if (!fit.ok() || fit->gradient > 1e-8) std::abort();
    });
    Print("fit_million_" + std::string(NameOf(kind)), seconds, "s on two threads, compression included");
  }
}

double PeakMegabytes() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return static_cast<double>(usage.ru_maxrss) / 1024;
}

void BenchAll() {
  BenchFits();
  const World world = MakeWorld();
  BenchScore(BgNbd{.242593, 4.413532, .792886, 2.425753}, world);
  BenchScore(MbgNbd{.524838, 6.182992, .891356, 1.613999}, world);
  BenchScore(ParetoNbd{.553276, 10.577613, .606213, 11.667906}, world);
  BenchScore(GgompertzNbd{.553276, 10.577613, .01, .606213, .12}, world);
  BenchScore(BgCnbdK{3, .9, 4.413532, .792886, 2.425753}, world);
  BenchScore(MbgCnbdK{2, 1.2, 6.2, .891356, 1.613999}, world);
  BenchScore(Nbd{.384768, 12.072085}, world);
  Print("score_peak_memory", PeakMegabytes(), "MB with the 1 M customers and their scores");
  BenchLargeFits(world);
  Print("peak_memory", PeakMegabytes(), "MB");
}

}  // namespace
}  // namespace bestand::scoring

int main() { bestand::scoring::BenchAll(); }
