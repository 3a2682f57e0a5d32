#include "services/consent/work/anchors/witness_settings.h"

#include <set>

namespace bestand::consent {
namespace {

constexpr std::string_view kKey = "consent.witnesses";

// Reads "https://witness.example.com name+id+key"; an empty URL when it is none.
Witness WitnessOf(const std::string& text) {
  const size_t space = text.find(' ');
  if (space == std::string::npos || !text.starts_with("http")) return {};
  const auto key = tlog::Verifier::FromText(text.substr(space + 1));
  if (!key.ok() || key->kind != tlog::KeyKind::kCosignature) return {};
  Witness witness{text.substr(0, space), *key};
  while (witness.url.ends_with('/')) witness.url.pop_back();
  return witness;
}

}  // namespace

std::vector<tlog::Verifier> KeysOf(const std::vector<Witness>& witnesses) {
  std::vector<tlog::Verifier> keys;
  for (const Witness& witness : witnesses) keys.push_back(witness.key);
  return keys;
}

void Describe(config::Fields& fields, WitnessSettings& settings) {
  std::vector<std::string> given;
  fields.Texts(
      kKey, given,
      "Who cosigns the log's checkpoints, each as \"URL KEY\", the key as C2SP writes those of witnesses; "
      "none: nobody is asked");
  std::set<std::string> known;
  for (const std::string& text : given) {
    const Witness witness = WitnessOf(text);
    if (witness.url.empty()) {
      fields.Wrong(kKey, "\"" + text + "\" is not a URL, a space and the key of a witness");
    } else if (!known.insert(witness.key.ToText()).second) {
      fields.Wrong(kKey, witness.key.name + " stands there twice");
    } else {
      settings.witnesses.push_back(witness);
    }
  }
  fields.Duration("consent.witness_interval", settings.interval,
                  "How often witnesses are asked at most, when the log has grown");
  if (settings.interval < absl::Seconds(1)) fields.Wrong("consent.witness_interval", "must be at least 1s");
  fields.File("consent.witness_ca_file", settings.ca_file,
              "Who may vouch for the servers of witnesses; empty: whom this machine trusts");
}

}  // namespace bestand::consent
