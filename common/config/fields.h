#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/time/time.h"

namespace bestand::config {

// The settings as they were given, by full key ("database.url"), before anything is checked.
using GivenSettings = std::map<std::string, std::string, std::less<>>;

// Binds each setting to a field of a struct: fills the field when the setting was given, remembers
// what is wrong, and remembers every setting for `config` and `--help`. A service describes its
// struct once:
//
//     void Describe(config::Fields& fields, ConsentConfig& config) {
//       Describe(fields, config.server);
//       fields.Text("mail.from", config.mail_from, "Sender of confirmation mails");
//       fields.Number("mail.port", config.mail_port, {1, 65535}, "Port of the mail server");
//     }
class Fields {
 public:
  struct Range {
    int64_t least;
    int64_t most;
  };

  explicit Fields(GivenSettings given) : given_(std::move(given)) {}

  void Text(std::string_view key, std::string& target, std::string_view help);
  void Texts(std::string_view key, std::vector<std::string>& target, std::string_view help);
  void Flag(std::string_view key, bool& target, std::string_view help);
  void Number(std::string_view key, int& target, Range range, std::string_view help);
  // Finite, within [least, most].
  void Decimal(std::string_view key, double& target, Range range, std::string_view help);
  // Written as "1500ms", "30s", "24h"; not negative.
  void Duration(std::string_view key, absl::Duration& target, std::string_view help);
  // Path of a file; it must exist when given.
  void File(std::string_view key, std::string& target, std::string_view help);
  // The same, and its content is a secret: read it with ReadSecret. Only the path is ever printed.
  void SecretFile(std::string_view key, std::string& target, std::string_view help);
  // A text that may hold a password, such as a database address: printed without it.
  void Address(std::string_view key, std::string& target, std::string_view help);

  // Remembers that a setting is wrong for a reason of its own: "tls.key_file: is missing; …".
  void Wrong(std::string_view key, std::string_view problem);

  // OK, or SETTING_INVALID: "3 settings are wrong: …", unknown keys included. With a section such as
  // "database." only what is wrong there counts.
  absl::Status ToStatus(std::string_view section = "") const;

  // Returns the settings in force as TOML with a comment each, without secrets.
  std::string Print() const;

 private:
  struct Line {
    std::string key, value, help;
  };
  const std::string* Given(std::string_view key);
  void Remember(std::string_view key, std::string value, std::string_view help);

  GivenSettings given_;
  std::set<std::string, std::less<>> known_;
  std::vector<Line> lines_;
  std::vector<std::string> problems_;
};

}  // namespace bestand::config
