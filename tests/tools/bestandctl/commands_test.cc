#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tools/bestandctl/cli/app.h"
#include "tools/bestandctl/commands/linked_protos.h"
#include "tools/bestandctl/commands/run.h"
#include "tools/bestandctl/message/descriptions.h"
#include "tools/bestandctl/message/path.h"

namespace bestand::ctl {
namespace {

using google::protobuf::DescriptorPool;

std::vector<CLI::App*> Children(CLI::App& parent) {
  return parent.get_subcommands([](CLI::App*) { return true; });
}

// Splits an example as a shell would: words apart by spaces, '…' kept whole.
std::vector<std::string> Words(const std::string& line) {
  std::vector<std::string> words(1);
  bool quoted = false;
  for (const char letter : line) {
    if (letter == '\'')
      quoted = !quoted;
    else if (letter == ' ' && !quoted)
      words.emplace_back();
    else
      words.back() += letter;
  }
  return words;
}

TEST(Commands, NameMethodsAndFieldsThatExist) {
  for (const Command& command : AllCommands()) {
    LinkProtos();
    const auto* method = DescriptorPool::generated_pool()->FindMethodByName("bestand." + command.method);
    ASSERT_NE(method, nullptr) << command.method;
    for (const Positional& positional : command.positionals)
      EXPECT_FALSE(FindPath(*method->input_type(), positional.field).empty())
          << command.method << " " << positional.field;
    if (command.layout.rows.empty()) continue;
    const FieldPath rows = FindPath(*method->output_type(), command.layout.rows);
    ASSERT_FALSE(rows.empty()) << command.method << " " << command.layout.rows;
    for (const std::string& column : command.layout.columns)
      EXPECT_FALSE(FindPath(*rows.back()->message_type(), column).empty()) << command.method << " " << column;
  }
}

TEST(Commands, CoverEveryMethodOfTheSuite) {
  std::set<std::string> covered = {
      "customer_profile.v1.PurchaseService.ImportPurchases",  // for programs: typed rows
      "customer_profile.v1.PurchaseService.ImportSalesList",
      "customer_profile.v1.PurchaseService.ExportRejectedRows",
      "customer_profile.v1.PurchaseService.BatchGetPurchaseSummaries",  // for programs
      "customer_profile.v1.PurchaseService.StreamPurchaseSummaries",    // for programs
      "customer_profile.v1.CustomerService.BatchGetCustomers",          // for programs
      "customer_profile.v1.ContractService.StreamContracts",            // for programs
      "consent.v1.ConsentService.BatchCheckContacts",                   // for programs
      "consent.v1.ConsentImportService.ImportConsents",
      "consent.v1.CodeService.ConfirmByCode",        // for pages
      "consent.v1.CampaignService.GetCampaignForm",  // for pages
      "consent.v1.CampaignService.CountPageViews",   // for pages
      "consent.v1.OwnDataService.ExportOwnData",     // for pages
      "consent.v1.ConsentService.ExportDecisionTable",
      "consent.v1.EvidenceService.ExportLog",            // consent export and verify
      "consent.v1.SubjectRightsService.ExportSubject"};  // subjects export
  for (const Command& command : AllCommands()) {
    covered.insert(command.method);
    if (!command.watch.empty()) covered.insert(command.watch);
  }
  for (const Command& command : AllCommands()) {
    const auto* file = MethodOf(command).file();
    for (int s = 0; s < file->service_count(); ++s)
      for (int m = 0; m < file->service(s)->method_count(); ++m) {
        const std::string name =
            file->service(s)->method(m)->full_name().substr(std::string("bestand.").size());
        EXPECT_TRUE(covered.contains(name)) << name << " has no command";
      }
  }
}

TEST(Commands, EachHasHelpAndAnExampleThatParses) {
  const auto app = MakeApp();
  for (CLI::App* noun : Children(app->cli))
    for (CLI::App* verb : Children(*noun)) {
      const std::string what = noun->get_name() + " " + verb->get_name();
      EXPECT_FALSE(verb->get_description().empty()) << what;
      const std::string footer = verb->get_footer();
      const std::string begin = "Example:\n  bestandctl ";
      ASSERT_EQ(footer.rfind(begin, 0), 0u) << what;
      const auto fresh = MakeApp();
      std::vector<std::string> words = Words(footer.substr(begin.size()));
      std::reverse(words.begin(), words.end());
      EXPECT_NO_THROW(fresh->cli.parse(words)) << footer;
      EXPECT_TRUE(fresh->chosen) << footer;
      EXPECT_EQ(footer.find(what), begin.size()) << footer;
    }
}

TEST(Commands, SayWhatEachNounIsAboutWithAnExampleOfIt) {
  const auto app = MakeApp();
  for (CLI::App* noun : Children(app->cli)) {
    EXPECT_FALSE(noun->get_description().empty()) << noun->get_name();
    EXPECT_THAT(noun->get_footer(), testing::HasSubstr("bestandctl " + noun->get_name() + " "));
  }
}

TEST(Commands, NameAWordThatIsNoCommand) {
  for (const auto& [typed, name] :
       {std::pair<std::string, std::string>{"products suggest 12347", "products suggest"},
        {"produkte", "produkte"}}) {
    const auto app = MakeApp();
    std::vector<std::string> words = Words(typed);
    std::reverse(words.begin(), words.end());
    std::ostringstream told, errors;
    try {
      app->cli.parse(words);
      FAIL() << typed;
    } catch (const CLI::ParseError& error) {
      EXPECT_NE(app->cli.exit(error, told, errors), 0);
    }
    EXPECT_THAT(errors.str(), testing::StartsWith("There is no command " + name + ";"));
  }
}

TEST(Commands, DrawAModelWithoutNamingOne) {
  for (const std::string typed : {"models show --charts x.html", "models show active --charts x.html"}) {
    const auto app = MakeApp();
    std::vector<std::string> words = Words(typed);
    std::reverse(words.begin(), words.end());
    EXPECT_NO_THROW(app->cli.parse(words)) << typed;
    EXPECT_TRUE(app->chosen) << typed;
  }
}

TEST(Commands, RefuseAnUnknownFlag) {
  const auto app = MakeApp();
  std::vector<std::string> words = {"--colour", "12347", "get", "scores"};
  EXPECT_THROW(app->cli.parse(words), CLI::ParseError);
}

TEST(Descriptions, ComeFromTheProtos) {
  const auto* method =
      DescriptorPool::generated_pool()->FindMethodByName("bestand.scoring.v1.ScoreService.GetScore");
  EXPECT_EQ(DescriptionOf(*method), "Returns the score of one customer.");
  EXPECT_EQ(WhatToDo("NO_ACTIVE_MODEL"), "Create a fit job first.");
  EXPECT_EQ(WhatToDo("NO_SUCH_REASON"), "");
}

}  // namespace
}  // namespace bestand::ctl
