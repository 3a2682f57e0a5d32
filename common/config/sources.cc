#include "common/config/sources.h"

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <sstream>

#include "absl/strings/str_cat.h"
#include "common/error/error.h"
#include "toml++/toml.h"

namespace bestand::config {
namespace {

constexpr size_t kMaxSecretBytes = 64 * 1024;
constexpr char kDatabaseUrl[] = "BESTAND_DATABASE_URL";

absl::Status Wrong(const std::string& message) {
  return Failure(absl::StatusCode::kInvalidArgument, "SETTING_INVALID", message);
}

std::string TextOf(const toml::node& node) {
  if (const auto text = node.value<std::string>()) return *text;
  if (node.is_boolean()) return node.value_or(false) ? "true" : "false";
  if (node.is_integer()) return std::to_string(node.value_or(int64_t{0}));
  if (node.is_floating_point()) return absl::StrCat(node.value_or(0.0));
  std::string joined;
  if (const toml::array* array = node.as_array()) {
    for (const toml::node& item : *array) absl::StrAppend(&joined, joined.empty() ? "" : ",", TextOf(item));
  }
  return joined;
}

void Flatten(const toml::table& table, const std::string& prefix, GivenSettings& given) {
  for (const auto& [key, node] : table) {
    const std::string full = prefix + std::string(key.str());
    if (const toml::table* inner = node.as_table()) {
      Flatten(*inner, full + ".", given);
    } else {
      given[full] = TextOf(node);
    }
  }
}

absl::Status TakeFile(const std::string& path, GivenSettings& given) {
  std::ifstream file(path);
  if (!file) return Wrong("The settings file " + path + " cannot be read.");
  std::stringstream text;
  text << file.rdbuf();
  try {
    Flatten(toml::parse(text.str()), "", given);
  } catch (const toml::parse_error& error) {
    return Wrong(absl::StrCat("The settings file ", path, " is not TOML: line ", error.source().begin.line,
                              ": ", std::string(error.description()), "."));
  }
  return absl::OkStatus();
}

absl::Status TakeSet(const std::string& set, GivenSettings& given) {
  const size_t equals = set.find('=');
  if (equals == std::string::npos || equals == 0) return Wrong("--set " + set + " is not key=value.");
  given[set.substr(0, equals)] = set.substr(equals + 1);
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<GivenSettings> Gather(const Sources& sources) {
  GivenSettings given;
  if (!sources.file.empty()) RETURN_IF_ERROR(TakeFile(sources.file, given));
  if (const char* url = std::getenv(kDatabaseUrl)) given["database.url"] = url;
  for (const std::string& set : sources.sets) RETURN_IF_ERROR(TakeSet(set, given));
  return given;
}

absl::StatusOr<std::string> ReadSecret(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::string secret(kMaxSecretBytes + 1, '\0');
  file.read(secret.data(), static_cast<std::streamsize>(secret.size()));
  secret.resize(static_cast<size_t>(file.gcount()));
  while (!secret.empty() && (secret.back() == '\n' || secret.back() == '\r')) secret.pop_back();
  if (secret.empty()) return Wrong("The secret's file " + path + " is empty or cannot be read.");
  if (secret.size() > kMaxSecretBytes) return Wrong("The secret's file " + path + " is larger than 64 KiB.");
  return secret;
}

// Rather hides too much than too little: up to the last "@", and all that follows "password=".
std::string WithoutPassword(std::string_view address) {
  std::string text(address);
  if (const size_t word = text.find("password="); word != std::string::npos) {
    const size_t end = std::min(text.find('&', word), text.size());
    text.replace(word + 9, end - word - 9, "[redacted]");
  }
  const size_t scheme = text.find("://");
  const size_t at = text.rfind('@');
  if (scheme == std::string::npos || at == std::string::npos) return text;
  const size_t colon = text.find(':', scheme + 3);
  if (colon < at) text.replace(colon + 1, at - colon - 1, "[redacted]");
  return text;
}

}  // namespace bestand::config
