#include "tests/support/postgres.h"

#include <fcntl.h>
#include <grp.h>
#include <libpq-fe.h>
#include <pwd.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>
#include <fstream>
#include <iostream>

#include "absl/time/clock.h"
#include "common/storage/migrate.h"

namespace bestand {
namespace {

namespace fs = std::filesystem;
using PGConnection = std::unique_ptr<PGconn, void (*)(PGconn*)>;
using PGAnswer = std::unique_ptr<PGresult, void (*)(PGresult*)>;

[[noreturn]] void GiveUp(const std::string& why) {
  std::cerr << "PostgreSQL for tests: " << why << std::endl;
  std::exit(1);
}

// The newest installed PostgreSQL's programs.
std::string Binary(const std::string& name) {
  std::string found;
  const fs::path installed = "/usr/lib/postgresql";
  if (fs::exists(installed)) {
    for (const auto& version : fs::directory_iterator(installed)) {
      const std::string binary = version.path() / "bin" / name;
      if (fs::exists(binary)) found = std::max(found, binary);
    }
  }
  if (found.empty()) GiveUp("no " + name + " below /usr/lib/postgresql; install the package postgresql");
  return found;
}

// PostgreSQL refuses to run as root.
const passwd* OtherUser() {
  if (geteuid() != 0) return nullptr;
  const passwd* user = getpwnam("postgres");
  if (user == nullptr) GiveUp("running as root needs the user postgres; install the package postgresql");
  return user;
}

// Removes what test programs left that were killed: folders whose owner is gone.
void RemoveLeftFolders() {
  std::error_code ignored;
  for (const auto& entry : fs::directory_iterator("/tmp", ignored)) {
    if (!entry.path().filename().string().starts_with("bestand-pg-")) continue;
    pid_t owner = 0;
    std::ifstream(entry.path() / "owner") >> owner;
    if (owner > 0 && kill(owner, 0) != 0 && errno == ESRCH) fs::remove_all(entry.path(), ignored);
  }
}

std::string MakeFolder() {
  RemoveLeftFolders();
  char pattern[] = "/tmp/bestand-pg-XXXXXX";  // short: socket paths end at 107 characters
  if (mkdtemp(pattern) == nullptr) GiveUp("no folder can be made in /tmp");
  std::ofstream(std::string(pattern) + "/owner") << getpid();
  const passwd* user = OtherUser();
  if (user != nullptr && chown(pattern, user->pw_uid, user->pw_gid) != 0) GiveUp("chown failed");
  return pattern;
}

// In the child: becomes the server, which ends when this program ends, however that happens.
[[noreturn]] void Become(const std::vector<std::string>& command, const std::string& log,
                         const passwd* user) {
  const int out = open(log.c_str(), O_CREAT | O_WRONLY | O_APPEND, 0666);
  dup2(out, 1);
  dup2(out, 2);
  if (user != nullptr &&
      (setgroups(0, nullptr) != 0 || setgid(user->pw_gid) != 0 || setuid(user->pw_uid) != 0)) {
    _exit(126);
  }
  prctl(PR_SET_PDEATHSIG, SIGQUIT);
  std::vector<char*> arguments;
  for (const std::string& word : command) arguments.push_back(const_cast<char*>(word.c_str()));
  arguments.push_back(nullptr);
  if (chdir("/") == 0) execv(arguments[0], arguments.data());
  _exit(127);
}

std::string NameIn(const std::string& conninfo) { return conninfo.substr(conninfo.rfind('=') + 1); }

}  // namespace

TestPostgres& TestPostgres::Get() {
  static TestPostgres postgres;
  return postgres;
}

TestPostgres::TestPostgres() : folder_(MakeFolder()) {
  int result = 0;
  waitpid(Launch({Binary("initdb"), "-D", folder_ + "/data", "-U", "bestand", "-A", "trust", "-E", "UTF8",
                  "--locale=C", "--no-sync", "--no-instructions"}),
          &result, 0);
  if (result != 0) GiveUp("initdb failed; see " + folder_ + "/log");
  Start();
}

TestPostgres::~TestPostgres() {
  StopImmediately();
  std::error_code ignored;
  fs::remove_all(folder_, ignored);
}

void TestPostgres::Start() {
  std::vector<std::string> command = {Binary("postgres"), "-D", folder_ + "/data", "-k", folder_};
  for (const char* setting : {"listen_addresses=", "fsync=off", "full_page_writes=off", "max_connections=200",
                              "shared_buffers=32MB"}) {
    command.insert(command.end(), {"-c", setting});
  }
  if (statements_folder_ != nullptr) {
    command.insert(command.end(), {"-c", "shared_preload_libraries=pg_stat_statements", "-c",
                                   "pg_stat_statements.max=50000"});
  }
  server_ = Launch(command);
  const absl::Time end = absl::Now() + absl::Seconds(60);
  while (PQping(ConninfoOf("postgres").c_str()) != PQPING_OK) {
    if (absl::Now() > end) GiveUp("it does not start; see " + folder_ + "/log");
    absl::SleepFor(absl::Milliseconds(10));
  }
}

void TestPostgres::StopImmediately() {
  if (statements_folder_ != nullptr) NoteStatements();
  kill(server_, SIGQUIT);
  waitpid(server_, nullptr, 0);
}

// Appends the names in the comments that statements begin with, one a line.
void TestPostgres::NoteStatements() {
  Admin("CREATE EXTENSION IF NOT EXISTS pg_stat_statements");
  const PGConnection connection(PQconnectdb(ConninfoOf("postgres").c_str()), PQfinish);
  const PGAnswer names(PQexec(connection.get(),
                              "SELECT DISTINCT substring(query FROM '^/[*] ([a-z_.0-9]+) [*]/')"
                              " FROM pg_stat_statements WHERE query LIKE '/* %'"),
                       PQclear);
  std::ofstream out(fs::path(statements_folder_) / std::to_string(getpid()), std::ios::app);
  for (int row = 0; row < PQntuples(names.get()); ++row) out << PQgetvalue(names.get(), row, 0) << "\n";
}

pid_t TestPostgres::Launch(const std::vector<std::string>& command) const {
  const std::string log = folder_ + "/log";
  const passwd* user = OtherUser();
  const pid_t child = fork();
  if (child == 0) Become(command, log, user);
  return child;
}

std::string TestPostgres::FreshConninfo(std::span<const storage::Migration> migrations) {
  const std::lock_guard lock(mutex_);
  return Create(TemplateOf(migrations));
}

std::string TestPostgres::EmptyConninfo() {
  const std::lock_guard lock(mutex_);
  return Create("template0");
}

void TestPostgres::Drop(const std::string& conninfo) {
  Admin("DROP DATABASE " + NameIn(conninfo) + " (FORCE)");
}

std::string TestPostgres::TemplateOf(std::span<const storage::Migration> migrations) {
  std::string text;
  for (const storage::Migration& migration : migrations) text += migration.text;
  std::string& name = templates_[text];
  if (!name.empty()) return name;
  const std::string conninfo = Create("template0");
  storage::Database database({.conninfo = conninfo});
  const auto steps = storage::Migrate(database, migrations);
  if (!steps.ok()) GiveUp("the migrations fail: " + steps.status().ToString() + "; see " + folder_ + "/log");
  return name = NameIn(conninfo);
}

std::string TestPostgres::Create(const std::string& pattern) {
  const std::string name = "test_" + std::to_string(++databases_);
  Admin("CREATE DATABASE " + name + " TEMPLATE " + pattern);
  return ConninfoOf(name);
}

void TestPostgres::Admin(const std::string& text) {
  const PGConnection connection(PQconnectdb(ConninfoOf("postgres").c_str()), PQfinish);
  const PGAnswer result(PQexec(connection.get(), text.c_str()), PQclear);
  if (PQresultStatus(result.get()) != PGRES_COMMAND_OK)
    GiveUp(text + ": " + PQerrorMessage(connection.get()));
}

std::string TestPostgres::ConninfoOf(const std::string& name) const {
  return "host=" + folder_ + " user=bestand dbname=" + name;
}

TestDatabase::TestDatabase(std::span<const storage::Migration> migrations, int sessions)
    : conninfo_(TestPostgres::Get().FreshConninfo(migrations)),
      database_(std::make_unique<storage::Database>(
          storage::Options{.conninfo = conninfo_, .sessions = sessions})) {}

TestDatabase::~TestDatabase() {
  database_.reset();
  TestPostgres::Get().Drop(conninfo_);
}

}  // namespace bestand
