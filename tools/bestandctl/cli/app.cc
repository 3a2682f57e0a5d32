#include "tools/bestandctl/cli/app.h"

#include <cstdlib>
#include <fstream>
#include <iostream>
#include <iterator>

#include "absl/strings/ascii.h"
#include "absl/strings/str_replace.h"
#include "common/error/error.h"
#include "tools/bestandctl/cli/completion.h"
#include "tools/bestandctl/cli/nouns.h"
#include "tools/bestandctl/commands/run.h"
#include "tools/bestandctl/message/descriptions.h"
#include "tools/bestandctl/message/set_field.h"

namespace bestand::ctl {
namespace {

using google::protobuf::FieldDescriptor;

// The flag of a field; a language has a short one too, since so many commands ask for it.
std::string FlagsOf(const std::string& name) {
  const std::string flag = "--" + absl::StrReplaceAll(name, {{"_", "-"}, {".", "-"}});
  return name == "language_code" ? flag + ",--language" : flag;
}

// The last part of a dotted field is its flag unless another field has the same.
std::string ShortestName(const FieldPath& path, const std::vector<FieldPath>& all) {
  int same = 0;
  for (const FieldPath& other : all) same += other.back()->name() == path.back()->name() ? 1 : 0;
  return same == 1 ? path.back()->name() : Dotted(path);
}

bool IsOutputOnly(const std::string& description) { return description.rfind("Output only", 0) == 0; }

std::string HelpOf(const FieldDescriptor& field) {
  return DescriptionOf(field) + " [" + TextFormOf(field) + "]";
}

bool IsPositional(const Command& command, const std::string& field) {
  for (const Positional& positional : command.positionals)
    if (positional.field == field) return true;
  return false;
}

void AddFlags(CLI::App& verb, const Command& command, Typed& typed) {
  const auto& request = *MethodOf(command).input_type();
  const std::vector<FieldPath> all = FlagFields(request);
  for (const FieldPath& path : all) {
    const std::string field = Dotted(path);
    if (IsPositional(command, field) || IsOutputOnly(DescriptionOf(*path.back()))) continue;
    CLI::Option* option =
        verb.add_option(FlagsOf(ShortestName(path, all)), typed.fields[field], HelpOf(*path.back()));
    option->type_name("")->expected(1)->allow_extra_args(false);
    if (path.back()->is_repeated())
      option->multi_option_policy(CLI::MultiOptionPolicy::TakeAll)->expected(1, 10000);
  }
  verb.add_option("--request", typed.request_json, "The whole request as JSON; flags are set on top of it.");
}

void AddPositionals(CLI::App& verb, const Command& command, Typed& typed) {
  for (const Positional& positional : command.positionals) {
    const FieldPath path = FindPath(*MethodOf(command).input_type(), positional.field);
    const std::string name = positional.prefix.empty()
                                 ? path.back()->name()
                                 : positional.prefix.substr(0, positional.prefix.size() - 2);
    CLI::Option* option = verb.add_option(absl::AsciiStrToUpper(name), typed.fields[positional.field],
                                          DescriptionOf(*path.back()));
    option->type_name("");
    if (!path.back()->is_repeated()) option->expected(1)->allow_extra_args(false);
  }
}

void AddCommand(App& app, const Command& command) {
  CLI::App* verb =
      &AddVerb(app, command.noun, {command.verb, DescriptionOf(MethodOf(command)), command.example});
  const auto typed = std::make_shared<Typed>();
  AddPositionals(*verb, command, *typed);
  AddFlags(*verb, command, *typed);
  if (!command.watch.empty())
    verb->add_flag_callback(
        "--no-wait", [typed] { typed->wait = false; }, "Returns at once instead of watching the job.");
  verb->callback([&app, command, typed] {
    app.chosen = [&app, command, typed] { return Run(command, *typed, app.session); };
  });
}

void AddAddresses(App& app) {
  AddressSettings& addresses = app.session.addresses;
  const char* file = std::getenv("BESTAND_ADDRESSES");
  addresses.addresses_file = file == nullptr ? "" : file;
  app.cli.add_option("--addresses", addresses.addresses_file,
                     "JSON file with the address of each service; BESTAND_ADDRESSES if not given.");
  app.cli
      .add_option("--address", addresses.targets, "Address of one service: --address scoring 127.0.0.1:7003")
      ->type_name("SERVICE HOST:PORT");
  app.cli.add_option("--ca-file", addresses.ca_file, "Who signs the services' certificates; turns TLS on.");
  app.cli.add_option("--certificate-file", addresses.certificate_file, "Our own certificate.");
  app.cli.add_option("--key-file", addresses.key_file, "Its key.");
  app.cli.add_option("--api-key-file", addresses.api_key_file, "A file with our API key.");
}

void AddOptions(App& app) {
  AddAddresses(app);
  const std::map<std::string, Format> formats = {
      {"table", Format::kTable}, {"json", Format::kJson}, {"csv", Format::kCsv}};
  app.cli.add_option("-o,--output", app.session.format, "How answers are written: table, json or csv.")
      ->transform(CLI::CheckedTransformer(formats).description(""))
      ->type_name("");
  app.cli
      .add_option_function<double>(
          "--timeout", [&app](double seconds) { app.session.addresses.timeout = absl::Seconds(seconds); },
          "Seconds to wait for an answer; 30 if not given.")
      ->check(CLI::Range(0.001, 3600.0));
}

// A word that is no command is named: CLI11 alone only says that a subcommand is missing.
std::string ExplainFailure(const CLI::App* cli, const CLI::Error& error) {
  const std::vector<std::string> unknown = cli->remaining(true);
  const auto nouns = cli->get_subcommands();
  if (unknown.empty() || error.get_name() != "RequiredError") return CLI::FailureMessage::simple(cli, error);
  const std::string noun = nouns.empty() ? "" : nouns[0]->get_name() + " ";
  return "There is no command " + noun + unknown[0] + "; bestandctl " + noun +
         "--help lists what there is.\n";
}

}  // namespace

CLI::App& NounOf(App& app, const std::string& noun) {
  for (CLI::App* known : app.cli.get_subcommands([](CLI::App*) { return true; }))
    if (known->get_name() == noun) return *known;
  CLI::App* made = app.cli.add_subcommand(noun, std::string(DescriptionOfNoun(noun)));
  made->require_subcommand(1)->fallthrough()->footer("");  // not its parent's
  return *made;
}

CLI::App& AddVerb(App& app, const std::string& noun, const VerbTexts& verb) {
  CLI::App& parent = NounOf(app, noun);
  if (parent.get_footer().empty()) parent.footer(ExampleText(verb.example));
  CLI::App* made = parent.add_subcommand(verb.name, verb.help);
  made->footer(ExampleText(verb.example));
  return *made;
}

std::string ExampleText(const std::string& example) { return "Example:\n  bestandctl " + example; }

std::unique_ptr<App> MakeApp() {
  auto app = std::make_unique<App>();
  app->cli.require_subcommand(1)->fallthrough();
  app->cli.footer(ExampleText("scores get 12347"));
  app->cli.failure_message(ExplainFailure);
  AddOptions(*app);
  for (const Command& command : AllCommands()) AddCommand(*app, command);
  AddSpecialCommands(*app);
  AddCompletion(*app);
  for (CLI::App* noun : app->cli.get_subcommands([](CLI::App*) { return true; }))
    for (CLI::App* verb : noun->get_subcommands([](CLI::App*) { return true; })) verb->fallthrough();
  return app;
}

}  // namespace bestand::ctl
