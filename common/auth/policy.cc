#include "common/auth/policy.h"

#include <openssl/sha.h>

#include <fstream>
#include <set>
#include <sstream>

#include "common/error/error.h"
#include "toml++/toml.h"

namespace bestand::auth {
namespace {

// Reads the callers one by one and collects what is wrong with all of them.
class PolicyReader {
 public:
  void Take(const toml::table& table);
  absl::StatusOr<Policy> Finish();

 private:
  void TakeCaller(const toml::table& table);
  void Check(const PolicyEntry& entry);
  std::vector<std::string> Texts(const toml::table& table, std::string_view key);
  void Wrong(const std::string& problem) { problems_.push_back(problem); }

  Policy policy_;
  std::set<std::string> names_, proofs_;
  std::vector<std::string> problems_;
};

bool IsDigest(const std::string& text) {
  return text.size() == 64 && text.find_first_not_of("0123456789abcdef") == std::string::npos;
}

void PolicyReader::Take(const toml::table& table) {
  for (const auto& [key, value] : table) {
    if (key.str() != "caller") Wrong("unknown entry \"" + std::string(key.str()) + "\"");
  }
  const toml::array* callers = table["caller"].as_array();
  if (callers == nullptr) return Wrong("no [[caller]] in it; where nobody may call, caller = [] says so");
  for (const toml::node& caller : *callers) {
    if (const toml::table* entry = caller.as_table()) TakeCaller(*entry);
  }
}

void PolicyReader::TakeCaller(const toml::table& table) {
  static const std::set<std::string_view> kKnown = {"name", "key_sha256", "certificate_uri", "scopes"};
  for (const auto& [key, value] : table) {
    if (!kKnown.contains(key.str())) Wrong("unknown entry \"" + std::string(key.str()) + "\" of a caller");
  }
  PolicyEntry entry{table["name"].value_or(std::string()), Texts(table, "key_sha256"),
                    Texts(table, "certificate_uri"), Texts(table, "scopes")};
  Check(entry);
  policy_.callers.push_back(std::move(entry));
}

std::vector<std::string> PolicyReader::Texts(const toml::table& table, std::string_view key) {
  std::vector<std::string> texts;
  const auto node = table[key];
  if (!node) return texts;
  if (const auto single = node.value<std::string>()) return {*single};
  if (const toml::array* array = node.as_array()) {
    for (const toml::node& item : *array) texts.push_back(item.value_or(std::string()));
  } else {
    Wrong("\"" + std::string(key) + "\" is neither a text nor a list of texts");
  }
  return texts;
}

void PolicyReader::Check(const PolicyEntry& entry) {
  const std::string who = entry.name.empty() ? "a caller without a name" : entry.name;
  if (entry.name.empty()) Wrong("a caller has no name");
  if (!names_.insert(entry.name).second) Wrong(who + " is there twice");
  if (entry.key_digests.empty() && entry.certificate_uris.empty()) {
    Wrong(who + " has neither key_sha256 nor certificate_uri");
  }
  for (const std::string& digest : entry.key_digests) {
    if (!IsDigest(digest)) Wrong(who + ": key_sha256 must be 64 lower-case hex digits");
    if (!proofs_.insert(digest).second) Wrong(who + ": a key_sha256 is there twice");
  }
  for (const std::string& uri : entry.certificate_uris) {
    if (uri.find("://") == std::string::npos) Wrong(who + ": certificate_uri " + uri + " is no URI");
    if (!proofs_.insert(uri).second) Wrong(who + ": certificate_uri " + uri + " is there twice");
  }
  for (const std::string& scope : entry.scopes) {
    if (scope.empty() || scope.find('*') < scope.size() - 1)
      Wrong(who + ": scope \"" + scope + "\" is malformed");
  }
}

absl::StatusOr<Policy> PolicyReader::Finish() {
  if (problems_.empty()) return std::move(policy_);
  std::string message = "The policy file is wrong: ";
  for (size_t i = 0; i < problems_.size(); ++i) message += (i == 0 ? "" : "; ") + problems_[i];
  return Failure(absl::StatusCode::kInvalidArgument, "SETTING_INVALID", message + ".");
}

}  // namespace

absl::StatusOr<Policy> ParsePolicy(std::string_view toml) {
  try {
    PolicyReader reader;
    reader.Take(toml::parse(toml));
    return reader.Finish();
  } catch (const toml::parse_error& error) {
    return Failure(absl::StatusCode::kInvalidArgument, "SETTING_INVALID",
                   "The policy file is not TOML: line " + std::to_string(error.source().begin.line) + ": " +
                       std::string(error.description()) + ".");
  }
}

absl::StatusOr<Policy> ReadPolicy(const std::string& path) {
  std::ifstream file(path);
  if (!file) {
    return Failure(absl::StatusCode::kInvalidArgument, "SETTING_INVALID",
                   "The policy file " + path + " cannot be read; mend server.policy_file.");
  }
  std::stringstream text;
  text << file.rdbuf();
  return ParsePolicy(text.str());
}

std::string DigestOf(std::string_view text) {
  unsigned char digest[SHA256_DIGEST_LENGTH];
  SHA256(reinterpret_cast<const unsigned char*>(text.data()), text.size(), digest);
  static constexpr char kHex[] = "0123456789abcdef";
  std::string hex;
  for (const unsigned char byte : digest) {
    hex += kHex[byte >> 4];
    hex += kHex[byte & 15];
  }
  return hex;
}

}  // namespace bestand::auth
