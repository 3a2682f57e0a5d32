#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

namespace bestand {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

constexpr const char* kGood =
    "-- Notes.\n\n-- name: find_note\n-- One note. Carried by the primary key.\n"
    "SELECT text\n  FROM notes\n WHERE id = :id;\n";

class EmbedSqlTest : public testing::Test {
 protected:
  void SetUp() override { fs::remove_all(folder_); }

  void Write(const std::string& name, const std::string& text) {
    const fs::path file = folder_ / "shop/storage" / name;
    fs::create_directories(file.parent_path());
    std::ofstream(file) << text;
  }

  // Says whether the program takes the folder.
  bool Run() {
    const std::string command = std::string(std::getenv("BESTAND_BIN")) + "/embed_sql " +
                                (folder_ / "shop/storage").string() + " " + (folder_ / "out").string() +
                                " 2> " + (folder_ / "words").string();
    return std::system(command.c_str()) == 0;
  }

  std::string Read(const std::string& name) {
    std::ostringstream text;
    text << std::ifstream(folder_ / name).rdbuf();
    return text.str();
  }

  const fs::path folder_ = fs::path(testing::TempDir()) / "embed_sql_test";
};

TEST_F(EmbedSqlTest, MakesAConstantOfEachStatement) {
  Write("sql/notes.sql", kGood);
  ASSERT_TRUE(Run()) << Read("words");
  const std::string made = Read("out/statements.h");
  EXPECT_THAT(made, HasSubstr("namespace bestand::shop::sql"));
  EXPECT_THAT(made, HasSubstr("storage::Statement kFindNote{\"find_note\", R\"sql(/* shop.find_note */ "
                              "SELECT text\n  FROM notes\n"
                              " WHERE id = :id)sql\"}"));
  EXPECT_THAT(made, HasSubstr("std::array<storage::Statement, 1> kAll{\n    kFindNote,\n}"));
}

TEST_F(EmbedSqlTest, NumbersMigrations) {
  Write("migrations/0001_notes.sql", "CREATE TABLE notes (id uuid PRIMARY KEY);\n");
  Write("migrations/0002_more.sql", "SELECT 1;\n");
  ASSERT_TRUE(Run()) << Read("words");
  const std::string made = Read("out/migrations.h");
  EXPECT_THAT(made, HasSubstr("namespace bestand::shop {"));
  EXPECT_THAT(made, HasSubstr("storage::Migration{1, \"notes\", R\"sql(CREATE TABLE notes"));
  EXPECT_THAT(made, HasSubstr("storage::Migration{2, \"more\""));
}

TEST_F(EmbedSqlTest, RefusesWhatHouseStyleForbids) {
  const std::pair<std::string, std::string> cases[] = {
      {"-- name: find_note\nSELECT text FROM notes\n", "find_note: has no comment"},
      {"-- name: find_note\n-- All of it.\nSELECT * FROM notes\n", "find_note: selects *"},
      {"-- name: find_note\n-- All of it.\nSELECT n.* FROM notes AS n\n", "find_note: selects *"},
      {"-- name: FindNote\n-- One.\nSELECT 1\n", "lower_snake"},
      {"-- name: find_note\n-- Nothing.\n", "has no SQL"},
      {"-- name: find_note\n-- Two.\nSELECT 1;\nSELECT 2;\n", "semicolon"},
      {"SELECT 1;\n", "before the first"},
      {std::string(kGood) + kGood, "second statement find_note"}};
  for (const auto& [text, words] : cases) {
    Write("sql/notes.sql", text);
    EXPECT_FALSE(Run()) << text;
    EXPECT_THAT(Read("words"), HasSubstr(words));
  }
}

TEST_F(EmbedSqlTest, RefusesTheSameNameInTwoFiles) {
  Write("sql/a.sql", kGood);
  Write("sql/b.sql", kGood);
  EXPECT_FALSE(Run());
  EXPECT_THAT(Read("words"), HasSubstr("b.sql: has a second statement find_note"));
}

TEST_F(EmbedSqlTest, RefusesMigrationsOutOfOrder) {
  Write("migrations/0002_more.sql", "SELECT 1;\n");
  EXPECT_FALSE(Run());
  EXPECT_THAT(Read("words"), HasSubstr("should have the number 1"));
  fs::remove_all(folder_);
  Write("migrations/first.sql", "SELECT 1;\n");
  EXPECT_FALSE(Run());
  EXPECT_THAT(Read("words"), HasSubstr("is not named 0001_what_it_does.sql"));
}

}  // namespace
}  // namespace bestand
