// Records objections in a consent log: many in one transaction, and one after the other, each in its own.
// consent_log_bench CONNINFO KEYS_CONNINFO KEYS_FOLDER [EVENTS]; with EVENTS it only fills the log with so
// many. Prints one JSON line a figure.
#include <atomic>
#include <chrono>
#include <cstdio>
#include <iostream>
#include <semaphore>
#include <string>

#include "common/config/sources.h"
#include "common/error/error.h"
#include "common/id/id.h"
#include "common/storage/migrate.h"
#include "services/consent/domain/refusals.h"
#include "services/consent/storage/keys/migrations.h"
#include "services/consent/storage/keys/sql_subject_keys.h"
#include "services/consent/storage/migrations.h"
#include "services/consent/storage/sql_consent_store.h"
#include "services/consent/storage/sql_log_queue.h"

namespace {

using namespace bestand;
using namespace bestand::consent;

constexpr double kSeconds = 5;
constexpr int kCustomers = 100'000;
constexpr int kInFlight = 512;

double SecondsSince(const std::chrono::steady_clock::time_point begin) {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

std::string SomeCustomer(int64_t number) { return "c" + std::to_string(number * 7919 % kCustomers); }

void Tell(const char* name, double value) {
  std::printf("{\"name\": \"%s\", \"value\": %.0f}\n", name, value);
}

LogWork Objection(int64_t number, const std::function<void(bool)>& done) {
  LogWork work;
  const std::string customer = SomeCustomer(number);
  work.needs.customers = {customer};
  work.replay = idempotency::ReplayKey{NewUuid(), "/RecordObjection", "bench", std::string(32, 'f')};
  work.run = [customer](LogWriter& log) {
    return Refusals::Object(log, customer, Channel::kEmail, {"bench", "192.0.2.1", "Mozilla/5.0"});
  };
  work.answer = [](int64_t log_size) { return std::to_string(log_size); };
  work.done = [done](const absl::StatusOr<std::string>& answer) { done(answer.ok()); };
  return work;
}

// Work that was acknowledged, a second, with always so many waiting; until so many were done, or for some
// time.
double Together(SqlLogQueue& queue, int64_t events) {
  std::counting_semaphore<kInFlight> free(kInFlight);
  std::atomic<int64_t> done = 0, failed = 0;
  const auto end = [&](bool ok) {
    ++(ok ? done : failed);
    free.release();
  };
  const auto begin = std::chrono::steady_clock::now();
  for (int64_t number = 0; events > 0 ? number < events : SecondsSince(begin) < kSeconds; ++number) {
    free.acquire();
    queue.Add(Objection(number, end));
  }
  const double rate = static_cast<double>(done) / SecondsSince(begin);
  for (int i = 0; i < kInFlight; ++i) free.acquire();
  return failed > 0 ? 0 : rate;
}

double OneByOne(Refusals& refusals) {
  const auto begin = std::chrono::steady_clock::now();
  int64_t done = 0;
  for (; SecondsSince(begin) < kSeconds; ++done) {
    if (!refusals.Object(SomeCustomer(done), Channel::kEmail, {"bench", "192.0.2.1", "Mozilla/5.0"}).ok())
      return 0;
  }
  return static_cast<double>(done) / SecondsSince(begin);
}

}  // namespace

int main(int count, char** argv) {
  storage::Database database({.conninfo = argv[1], .application = "bench"});
  storage::Database keys_database({.conninfo = argv[2], .application = "bench"});
  // The service's own keys: a log that goes on under others would not be sound.
  const std::string folder = argv[3];
  const auto signer = tlog::Signer::FromText(config::ReadSecret(folder + "/consent_log").value_or(""));
  const auto master_keys = MasterKeys::Of(config::ReadSecret(folder + "/consent_master").value_or(""));
  for (const absl::Status& status :
       {signer.status(), master_keys.status(), storage::Migrate(database, kMigrations).status(),
        storage::Migrate(keys_database, keys::kMigrations, storage::CommonTables::kNo).status()}) {
    if (status.ok()) continue;
    std::cerr << MessageOf(status) << "\n";
    return 1;
  }
  SqlSubjectKeys subject_keys(keys_database, *master_keys, SystemClock());
  const PayloadVault vault(subject_keys);
  const LogMeans means{SystemClock(), *signer, vault};
  SqlConsentStore store(database, means);
  Refusals refusals(store);
  SqlLogQueue queue(database, means);
  const int64_t events = count > 4 ? std::stoll(argv[4]) : 0;
  Tell("events_together", Together(queue, events));
  if (events == 0) Tell("events_one_by_one", OneByOne(refusals));
  return 0;
}
