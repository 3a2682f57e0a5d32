// Prints the purchase days of customers who never were, as lines for COPY into purchase_days:
//     sales_world CUSTOMERS SEED
// The same arguments give the same bytes. Customers arrive evenly over 900 of 1,000 days, buy at a rate of
// their own (gamma, .8 and 80 days), drop out after each purchase with a chance of their own (beta, .8
// and 2.5), and spend around a mean of their own (gamma of gamma): the assumptions of BG/NBD and Gamma-Gamma.
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <random>

#include "common/id/id.h"

namespace bestand {
namespace {

constexpr int kFirstDay = 14'318;  // 2009-03-15
constexpr int kLastDay = kFirstDay + 1000;
constexpr int kArrivalDays = 900;

using Random = std::mt19937_64;

double Gamma(Random& random, double shape, double mean) {
  return std::gamma_distribution<double>(shape, mean / shape)(random);
}

double Beta(Random& random, double a, double b) {
  const double x = Gamma(random, a, a), y = Gamma(random, b, b);
  return x / (x + y);
}

void Print(const char* id, int bucket, int day, double value) {
  std::printf("%s\t%d\tt\t%lld\t%d\n", id, day, std::llround(100 * value) + 1, bucket);
}

void PrintCustomer(int number, Random& random) {
  char id[16];
  std::snprintf(id, sizeof id, "W%07d", number);
  const int bucket = BucketOf(id);
  const double rate = Gamma(random, .8, .8 / 80), leaving = Beta(random, .8, 2.5),
               spends = Gamma(random, 3, 40);
  std::exponential_distribution<double> wait(rate);
  std::uniform_real_distribution<double> uniform;
  double time = kFirstDay + kArrivalDays * uniform(random);
  int last_printed = -1;
  for (; time < kLastDay; time += wait(random)) {
    const int day = static_cast<int>(time);
    if (day != last_printed) Print(id, bucket, day, Gamma(random, 6, spends));
    last_printed = day;
    if (uniform(random) < leaving) return;
  }
}

}  // namespace
}  // namespace bestand

int main(int argc, char** argv) {
  if (argc != 3) return std::fputs("Usage: sales_world CUSTOMERS SEED\n", stderr), 2;
  bestand::Random random(std::strtoull(argv[2], nullptr, 10));
  for (int number = 0; number < std::atoi(argv[1]); ++number) bestand::PrintCustomer(number, random);
  return 0;
}
