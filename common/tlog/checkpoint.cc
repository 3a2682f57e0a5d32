#include "common/tlog/checkpoint.h"

#include <charconv>

#include "common/id/encoding.h"

namespace bestand::tlog {
namespace {

constexpr std::string_view kProofHeader = "c2sp.org/tlog-proof@v1";
constexpr std::string_view kExtra = "extra ";
constexpr size_t kMostHashes = 63;

// Takes the next line off the text; nothing when no line ends there.
std::optional<std::string_view> TakeLine(std::string_view& text) {
  const size_t end = text.find('\n');
  if (end == std::string_view::npos) return std::nullopt;
  const std::string_view line = text.substr(0, end);
  text.remove_prefix(end + 1);
  return line;
}

// A decimal number without sign or leading zero.
std::optional<int64_t> NumberOf(std::string_view text) {
  int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || std::to_string(number) != text || number < 0) return std::nullopt;
  return number;
}

std::optional<std::string> HashOf(std::string_view text) {
  auto hash = FromBase64(text);
  if (hash.has_value() && hash->size() != kHashBytes) return std::nullopt;
  return hash;
}

}  // namespace

std::string Checkpoint::ToText() const {
  return origin + "\n" + std::to_string(size) + "\n" + ToBase64(root) + "\n";
}

std::optional<Checkpoint> Checkpoint::FromText(std::string_view text) {
  const auto origin = TakeLine(text);
  const auto size = TakeLine(text);
  const auto root = TakeLine(text);
  if (!origin || origin->empty() || !size || !root) return std::nullopt;
  const auto number = NumberOf(*size);
  const auto hash = HashOf(*root);
  if (!number || !hash) return std::nullopt;
  return Checkpoint{std::string(*origin), *number, *hash};
}

std::string SignCheckpoint(const Signer& signer, int64_t size, std::string_view root) {
  return SignNote(signer, Checkpoint{signer.name, size, std::string(root)}.ToText());
}

std::optional<Checkpoint> OpenCheckpoint(std::string_view note, const Verifier& log) {
  const auto parsed = ParseNote(note);
  if (!parsed.has_value() || !IsSignedBy(*parsed, log)) return std::nullopt;
  auto checkpoint = Checkpoint::FromText(parsed->text);
  if (checkpoint.has_value() && checkpoint->origin != log.name) return std::nullopt;
  return checkpoint;
}

std::string LogProof::ToText() const {
  std::string text = std::string(kProofHeader) + "\n";
  if (!extra.empty()) text += std::string(kExtra) + ToBase64(extra) + "\n";
  text += "index " + std::to_string(index) + "\n";
  for (const std::string& hash : hashes) text += ToBase64(hash) + "\n";
  return text + "\n" + checkpoint;
}

std::optional<LogProof> LogProof::FromText(std::string_view text) {
  if (TakeLine(text) != kProofHeader) return std::nullopt;
  auto line = TakeLine(text);
  std::optional<std::string> extra = "";
  if (line && line->starts_with(kExtra)) {
    extra = FromBase64(line->substr(kExtra.size()));
    line = TakeLine(text);
  }
  if (!extra.has_value()) return std::nullopt;
  if (!line || !line->starts_with("index ")) return std::nullopt;
  const auto index = NumberOf(line->substr(6));
  if (!index) return std::nullopt;
  LogProof proof{*index, {}, "", *std::move(extra)};
  while ((line = TakeLine(text)) && !line->empty()) {
    const auto hash = HashOf(*line);
    if (!hash || proof.hashes.size() == kMostHashes) return std::nullopt;
    proof.hashes.push_back(*hash);
  }
  if (!line) return std::nullopt;
  proof.checkpoint = text;
  return proof;
}

bool VerifyLogProof(const LogProof& proof, std::string_view leaf, const Verifier& log) {
  const auto checkpoint = OpenCheckpoint(proof.checkpoint, log);
  if (!checkpoint.has_value()) return false;
  const std::string leaf_hash = LeafHash(leaf);
  return VerifyInclusion({proof.index, checkpoint->size, leaf_hash, checkpoint->root}, proof.hashes);
}

}  // namespace bestand::tlog
