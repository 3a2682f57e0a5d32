// embed_sql <storage folder> <out folder>
//
// Writes statements.h and migrations.h, so that SQL stays in files that read as SQL and a program
// carries them as constants. The namespace is the folder above storage: services/consent/storage
// gives bestand::consent; a folder of another name gives its own. Each statement begins with its name as a
// comment, so that whoever looks at the server (pg_stat_activity, pg_stat_statements) sees which one runs.
// Refuses what house style forbids, naming file and statement.

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <regex>
#include <set>
#include <sstream>
#include <string>
#include <vector>

namespace {

namespace fs = std::filesystem;

struct Named {
  std::string name;
  std::string text;
};

[[noreturn]] void Refuse(const std::string& where, const std::string& why) {
  std::cerr << where << ": " << why << "\n";
  std::exit(1);
}

std::vector<fs::path> SqlFiles(const fs::path& folder) {
  std::vector<fs::path> files;
  if (!fs::exists(folder)) return files;
  for (const auto& entry : fs::directory_iterator(folder)) {
    if (entry.path().extension() == ".sql") files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

std::string ReadFile(const fs::path& file) {
  std::ifstream in(file);
  std::ostringstream text;
  text << in.rdbuf();
  if (!in) Refuse(file, "cannot be read");
  return text.str();
}

// "find_consent" becomes "kFindConsent".
std::string ConstantOf(const std::string& name) {
  std::string constant = "k";
  bool upper = true;
  for (const char letter : name) {
    if (letter != '_') constant += upper ? static_cast<char>(std::toupper(letter)) : letter;
    upper = letter == '_';
  }
  return constant;
}

// Takes the comment lines off the front of a statement; it needs at least one.
std::string WithoutComment(const Named& statement, const std::string& where) {
  std::istringstream lines(statement.text);
  std::string line, sql;
  bool commented = false;
  while (std::getline(lines, line)) {
    const bool comment = line.starts_with("--");
    if (sql.empty() && comment) commented |= line.size() > 4;
    if (!comment && !(sql.empty() && line.empty())) sql += line + "\n";
  }
  sql.erase(std::min(sql.find_last_not_of(" \n;") + 1, sql.size()));
  if (!commented)
    Refuse(where, "has no comment below its name; say what it gives and which index carries it");
  if (sql.empty()) Refuse(where, "has no SQL");
  return sql;
}

void Check(const Named& statement, const std::string& where) {
  static const std::regex kName("[a-z][a-z0-9_]*");
  static const std::regex kStar("\\bSELECT\\s+([a-z_]+\\.)?\\*", std::regex::icase);
  if (!std::regex_match(statement.name, kName)) Refuse(where, "needs a name in lower_snake");
  if (std::regex_search(statement.text, kStar)) Refuse(where, "selects *; name the columns");
  if (statement.text.find(';') != std::string::npos) Refuse(where, "holds a semicolon; write one statement");
}

std::vector<Named> StatementsOf(const fs::path& file) {
  static const std::string kMark = "-- name:";
  std::istringstream lines(ReadFile(file));
  std::vector<Named> found;
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with(kMark)) {
      const size_t begin = line.find_first_not_of(' ', kMark.size());
      if (begin == std::string::npos) Refuse(file, "has a -- name: without a name");
      found.push_back({line.substr(begin, line.find_last_not_of(" \r") + 1 - begin), ""});
    } else if (!found.empty()) {
      found.back().text += line + "\n";
    } else if (!line.empty() && !line.starts_with("--")) {
      Refuse(file, "has SQL before the first -- name:");
    }
  }
  for (Named& statement : found) {
    const std::string where = file.string() + ": " + statement.name;
    statement.text = WithoutComment(statement, where);
    Check(statement, where);
  }
  return found;
}

void WriteStatements(const fs::path& folder, const std::string& space, std::ostream& out) {
  out << "#pragma once\n\n#include <array>\n\n#include \"common/storage/statement.h\"\n\n"
      << "namespace bestand::" << space << "::sql {\n\n";
  std::set<std::string> names;
  std::string all;
  for (const fs::path& file : SqlFiles(folder / "sql")) {
    for (const Named& statement : StatementsOf(file)) {
      if (!names.insert(statement.name).second) Refuse(file, "has a second statement " + statement.name);
      const std::string constant = ConstantOf(statement.name);
      out << "inline constexpr storage::Statement " << constant << "{\"" << statement.name << "\", R\"sql(/* "
          << space << "." << statement.name << " */ " << statement.text << ")sql\"};\n\n";
      all += "    " + constant + ",\n";
    }
  }
  out << "inline constexpr std::array<storage::Statement, " << names.size() << "> kAll{\n"
      << all << "};\n\n}  // namespace bestand::" << space << "::sql\n";
}

void WriteMigrations(const fs::path& folder, const std::string& space, std::ostream& out) {
  static const std::regex kName("([0-9]{4})_([a-z0-9_]+)");
  out << "#pragma once\n\n#include <array>\n\n#include \"common/storage/statement.h\"\n\n"
      << "namespace bestand::" << space << " {\n\n";
  std::string all;
  int version = 0;
  for (const fs::path& file : SqlFiles(folder / "migrations")) {
    const std::string stem = file.stem();
    std::smatch parts;
    if (!std::regex_match(stem, parts, kName)) Refuse(file, "is not named 0001_what_it_does.sql");
    if (std::stoi(parts[1]) != ++version) Refuse(file, "should have the number " + std::to_string(version));
    all += "    storage::Migration{" + std::to_string(version) + ", \"" + parts[2].str() + "\", R\"sql(" +
           ReadFile(file) + ")sql\"},\n";
  }
  out << "inline constexpr std::array<storage::Migration, " << version << "> kMigrations{\n"
      << all << "};\n\n";
  if (const fs::path grants = folder / "grants.sql"; fs::exists(grants)) {
    out << "inline constexpr const char* kGrants = R\"sql(" << ReadFile(grants) << ")sql\";\n\n";
  }
  out << "}  // namespace bestand::" << space << "\n";
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) Refuse("embed_sql", "call it as: embed_sql <storage folder> <out folder>");
  const fs::path folder = fs::path(argv[1]).lexically_normal(), out = argv[2];
  const bool is_storage = folder.filename() == "storage";
  const std::string space = (is_storage ? folder.parent_path() : folder).filename();
  std::ostringstream statements, migrations;
  WriteStatements(folder, space, statements);
  WriteMigrations(folder, space, migrations);
  fs::create_directories(out);
  std::ofstream(out / "statements.h") << statements.str();
  std::ofstream(out / "migrations.h") << migrations.str();
}
