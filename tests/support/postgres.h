#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "common/storage/database.h"
#include "common/storage/statement.h"

namespace bestand {

// A private PostgreSQL for this test program, made on first use in a folder under /tmp and gone with
// the program: unix socket only, nothing flushed to disk. As root it runs as the user postgres.
class TestPostgres {
 public:
  // The one cluster of this program. Aborts with the reason when PostgreSQL can't be started.
  static TestPostgres& Get();

  ~TestPostgres();

  // Connection string of a fresh database that Migrate() has brought to `migrations`. Migrated once
  // per list, then copied by TEMPLATE: milliseconds.
  std::string FreshConninfo(std::span<const storage::Migration> migrations);

  // Connection string of a fresh database without any table.
  std::string EmptyConninfo();

  // Stops the server as a power cut would, and starts it again.
  void StopImmediately();
  void Start();

 private:
  explicit TestPostgres(std::string folder);
  void CreateDatabase(std::string_view name, std::string_view pattern);
  void RunAsServer(std::string_view command);
  std::string ConninfoOf(std::string_view name) const;

  const std::string folder_;
  struct Templates;
  std::unique_ptr<Templates> templates_;
};

// A fresh migrated database of its own, for one test:
//   TestDatabase database(kMigrations);
//   SqlConsentStore store(*database);
class TestDatabase {
 public:
  explicit TestDatabase(std::span<const storage::Migration> migrations, int sessions = 4);
  storage::Database& operator*() { return database_; }
  storage::Database* operator->() { return &database_; }
  const std::string& conninfo() const { return database_.options().conninfo; }

 private:
  storage::Database database_;
};

}  // namespace bestand
