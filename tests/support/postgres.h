#pragma once

#include <sys/types.h>

#include <cstdlib>
#include <map>
#include <mutex>
#include <span>
#include <string>
#include <vector>

#include "common/storage/database.h"
#include "common/storage/statement.h"

namespace bestand {

// A private PostgreSQL for this test program, made on first use in a folder under /tmp and gone with
// the program: unix socket only, nothing flushed to disk. As root it runs as the user postgres.
// First used in the main thread, since the server ends with the thread that started it.
// With BESTAND_STATEMENTS_RUN set to a folder, a file there names all statements that the server ran, for
// tests/statements.
class TestPostgres {
 public:
  // The one cluster of this program. Ends the program with the reason when it can't be started.
  static TestPostgres& Get();

  ~TestPostgres();

  // Connection string of a fresh database that Migrate() has brought to `migrations`. Migrated once
  // per list, then copied by TEMPLATE: milliseconds.
  std::string FreshConninfo(std::span<const storage::Migration> migrations);

  // Connection string of a fresh database without any table.
  std::string EmptyConninfo();

  // Removes a database that FreshConninfo or EmptyConninfo made.
  void Drop(const std::string& conninfo);

  // Stops the server as a power cut would, and starts it again.
  void StopImmediately();
  void Start();

 private:
  TestPostgres();
  std::string TemplateOf(std::span<const storage::Migration> migrations);
  std::string Create(const std::string& pattern);
  pid_t Launch(const std::vector<std::string>& command) const;
  void Admin(const std::string& text);
  void NoteStatements();
  std::string ConninfoOf(const std::string& name) const;

  const std::string folder_;
  pid_t server_ = 0;
  std::mutex mutex_;
  int databases_ = 0;
  const char* const statements_folder_ = std::getenv("BESTAND_STATEMENTS_RUN");
  std::map<std::string, std::string> templates_;  // name of the database by its migrations' text
};

// A fresh migrated database of its own, for one test:
//   TestDatabase database(kMigrations);
//   SqlConsentStore store(*database);
class TestDatabase {
 public:
  explicit TestDatabase(std::span<const storage::Migration> migrations = {}, int sessions = 4);
  ~TestDatabase();
  storage::Database& operator*() { return *database_; }
  storage::Database* operator->() { return database_.get(); }
  const std::string& conninfo() const { return conninfo_; }

 private:
  const std::string conninfo_;
  std::unique_ptr<storage::Database> database_;
};

}  // namespace bestand
