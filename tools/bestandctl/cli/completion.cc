#include "tools/bestandctl/cli/completion.h"

#include <iostream>

namespace bestand::ctl {
namespace {

std::vector<CLI::App*> Children(CLI::App& parent) {
  return parent.get_subcommands([](CLI::App*) { return true; });
}

std::string Names(CLI::App& parent) {
  std::string names;
  for (CLI::App* child : Children(parent)) names += child->get_name() + " ";
  return names;
}

std::string Flags(CLI::App& command) {
  std::string flags;
  for (const CLI::Option* option : command.get_options())
    for (const std::string& name : option->get_lnames()) flags += "--" + name + " ";
  return flags;
}

// Bash, and zsh through bashcompinit: word 1 is the noun, word 2 the verb, the rest are flags.
void WriteBash(CLI::App& cli, std::ostream& out) {
  out << "_bestandctl() {\n  local words=\n  case \"$COMP_CWORD\" in\n    1) words='" << Names(cli)
      << "' ;;\n    2) case \"${COMP_WORDS[1]}\" in\n";
  for (CLI::App* noun : Children(cli))
    out << "      " << noun->get_name() << ") words='" << Names(*noun) << "' ;;\n";
  out << "    esac ;;\n    *) case \"${COMP_WORDS[1]} ${COMP_WORDS[2]}\" in\n";
  for (CLI::App* noun : Children(cli))
    for (CLI::App* verb : Children(*noun))
      out << "      '" << noun->get_name() << " " << verb->get_name() << "') words='" << Flags(*verb)
          << "' ;;\n";
  out << "    esac ;;\n  esac\n  COMPREPLY=($(compgen -W \"$words\" -- \"${COMP_WORDS[COMP_CWORD]}\"))\n}\n"
      << "complete -o default -F _bestandctl bestandctl\n";
}

void WriteFish(CLI::App& cli, std::ostream& out) {
  out << "complete -c bestandctl -n __fish_use_subcommand -f -a '" << Names(cli) << "'\n";
  for (CLI::App* noun : Children(cli))
    out << "complete -c bestandctl -n '__fish_seen_subcommand_from " << noun->get_name() << "' -f -a '"
        << Names(*noun) << "'\n";
}

absl::Status Write(CLI::App& cli, const std::string& shell) {
  if (shell == "zsh") std::cout << "autoload -U +X bashcompinit && bashcompinit\n";
  shell == "fish" ? WriteFish(cli, std::cout) : WriteBash(cli, std::cout);
  return absl::OkStatus();
}

}  // namespace

void AddCompletion(App& app) {
  for (const std::string shell : {"bash", "zsh", "fish"}) {
    CLI::App& verb =
        AddVerb(app, "completion", {shell, "Writes the script for " + shell + ".", "completion " + shell});
    verb.callback([&app, shell] { app.chosen = [&app, shell] { return Write(app.cli, shell); }; });
  }
}

}  // namespace bestand::ctl
