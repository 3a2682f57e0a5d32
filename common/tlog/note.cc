#include "common/tlog/note.h"

#include <algorithm>

#include "common/error/error.h"
#include "common/id/digest.h"
#include "common/id/encoding.h"
#include "common/tlog/ed25519.h"

namespace bestand::tlog {
namespace {

constexpr std::string_view kDash = "\xE2\x80\x94 ";  // U+2014 and a space
constexpr std::string_view kPrivate = "PRIVATE+KEY+";
constexpr size_t kIdBytes = 4;
constexpr size_t kKeyBytes = 32;
constexpr size_t kTimeBytes = 8;
constexpr int64_t kMostSeconds = 253'402'300'799;  // the year 9999
constexpr size_t kMostNoteBytes = 1'000'000;

absl::Status NoKey() {
  return Failure(absl::StatusCode::kInvalidArgument, "SETTING_INVALID",
                 "This is no key of a signed note; make one with bestandctl consent make-key.");
}

// A key as it is written: "name+id+base64(kind ‖ bytes)".
struct Written {
  std::string name, id, bytes;
  KeyKind kind = KeyKind::kNote;
};

std::optional<Written> Read(std::string_view text) {
  const size_t first = text.find('+');
  const size_t second = first == std::string_view::npos ? first : text.find('+', first + 1);
  if (second == std::string_view::npos) return std::nullopt;
  const auto id = FromHex(text.substr(first + 1, second - first - 1));
  const auto key = FromBase64(text.substr(second + 1));
  if (!id || !key || key->size() != 1 + kKeyBytes || !IsKeyName(text.substr(0, first))) return std::nullopt;
  const auto kind = static_cast<KeyKind>(key->front());
  if (kind != KeyKind::kNote && kind != KeyKind::kCosignature) return std::nullopt;
  return Written{std::string(text.substr(0, first)), *id, key->substr(1), kind};
}

std::string Write(const Verifier& verifier, std::string_view bytes) {
  return verifier.name + "+" + ToHex(verifier.Id()) + "+" +
         ToBase64(std::string(1, static_cast<char>(verifier.kind)).append(bytes));
}

std::string BigEndian(int64_t number) {
  std::string bytes(kTimeBytes, '\0');
  for (size_t i = kTimeBytes; i-- > 0; number >>= 8) bytes[i] = static_cast<char>(number & 0xff);
  return bytes;
}

uint64_t FromBigEndian(std::string_view bytes) {
  uint64_t number = 0;
  for (const unsigned char byte : bytes) number = number << 8 | byte;
  return number;
}

// What a witness signs.
std::string CosignedText(uint64_t unix_seconds, std::string_view text) {
  return "cosignature/v1\ntime " + std::to_string(unix_seconds) + "\n" + std::string(text);
}

bool IsValid(const Signature& signature, std::string_view text, const Verifier& verifier) {
  if (verifier.kind == KeyKind::kNote) return VerifyEd25519(verifier.public_key, text, signature.bytes);
  if (signature.bytes.size() < kTimeBytes) return false;
  const uint64_t time = FromBigEndian(std::string_view(signature.bytes).substr(0, kTimeBytes));
  return VerifyEd25519(verifier.public_key, CosignedText(time, text), signature.bytes.substr(kTimeBytes));
}

std::optional<Signature> SignatureOf(std::string_view line) {
  if (!line.starts_with(kDash)) return std::nullopt;
  line.remove_prefix(kDash.size());
  const size_t space = line.find(' ');
  if (space == std::string_view::npos || !IsKeyName(line.substr(0, space))) return std::nullopt;
  const auto bytes = FromBase64(line.substr(space + 1));
  if (!bytes || bytes->size() <= kIdBytes) return std::nullopt;
  return Signature{std::string(line.substr(0, space)), bytes->substr(0, kIdBytes), bytes->substr(kIdBytes)};
}

std::string LineOf(const Signature& signature) {
  return std::string(kDash) + signature.name + " " + ToBase64(signature.id + signature.bytes) + "\n";
}

bool IsOf(const Signature& signature, const Verifier& verifier) {
  return signature.name == verifier.name && signature.id == verifier.Id();
}

}  // namespace

bool IsKeyName(std::string_view name) {
  return !name.empty() && std::ranges::none_of(name, [](unsigned char letter) {
    return letter <= ' ' || letter == '+' || letter == 0x7f;
  });
}

std::string Verifier::Id() const {
  const std::string named = name + "\n" + static_cast<char>(kind);
  return Sha256(named + public_key).substr(0, kIdBytes);
}

std::string Verifier::ToText() const { return Write(*this, public_key); }

absl::StatusOr<Verifier> Verifier::FromText(std::string_view text) {
  const auto written = Read(text);
  if (!written.has_value()) return NoKey();
  Verifier verifier{written->name, written->kind, written->bytes};
  if (verifier.Id() != written->id) return NoKey();
  return verifier;
}

Verifier Signer::verifier() const { return {name, kind, PublicKeyOf(seed)}; }

std::string Signer::ToText() const { return std::string(kPrivate) + Write(verifier(), seed); }

absl::StatusOr<Signer> Signer::FromText(std::string_view text) {
  if (!text.starts_with(kPrivate)) return NoKey();
  const auto written = Read(text.substr(kPrivate.size()));
  if (!written.has_value()) return NoKey();
  Signer signer{written->name, written->kind, written->bytes};
  if (signer.verifier().Id() != written->id) return NoKey();
  return signer;
}

Signer NewSigner(std::string_view name, KeyKind kind) {
  return {std::string(name), kind, RandomBytes(kKeyBytes)};
}

std::string SignatureLine(const Signer& signer, std::string_view text, int64_t unix_seconds) {
  const bool note = signer.kind == KeyKind::kNote;
  const std::string bytes =
      note ? SignEd25519(signer.seed, text)
           : BigEndian(unix_seconds) +
                 SignEd25519(signer.seed, CosignedText(static_cast<uint64_t>(unix_seconds), text));
  return LineOf({signer.name, signer.verifier().Id(), bytes});
}

std::string SignNote(const Signer& signer, std::string_view text) {
  return std::string(text) + "\n" + SignatureLine(signer, text);
}

std::optional<std::vector<Signature>> ParseSignatures(std::string_view lines) {
  std::vector<Signature> signatures;
  while (!lines.empty()) {
    const size_t line_end = lines.find('\n');
    if (line_end == std::string_view::npos) return std::nullopt;
    const auto signature = SignatureOf(lines.substr(0, line_end));
    if (!signature.has_value()) return std::nullopt;
    signatures.push_back(*signature);
    lines.remove_prefix(line_end + 1);
  }
  if (signatures.empty()) return std::nullopt;
  return signatures;
}

std::optional<Note> ParseNote(std::string_view note) {
  // The last empty line parts text and signatures.
  const size_t end = note.rfind("\n\n");
  if (note.size() > kMostNoteBytes || end == std::string_view::npos || end == 0) return std::nullopt;
  auto signatures = ParseSignatures(note.substr(end + 2));
  if (!signatures.has_value()) return std::nullopt;
  return Note{std::string(note.substr(0, end + 1)), *std::move(signatures)};
}

bool IsSignedBy(const Note& note, const Verifier& verifier) {
  int valid = 0;
  for (const Signature& signature : note.signatures) {
    if (!IsOf(signature, verifier)) continue;
    if (!IsValid(signature, note.text, verifier)) return false;
    ++valid;
  }
  return valid > 0;
}

std::optional<Cosignature> CosignatureOf(const Note& note, const Verifier& witness) {
  std::optional<Cosignature> newest;
  for (const Signature& signature : note.signatures) {
    if (witness.kind != KeyKind::kCosignature || !IsOf(signature, witness)) continue;
    if (!IsValid(signature, note.text, witness)) continue;
    const auto time = static_cast<int64_t>(FromBigEndian(signature.bytes.substr(0, kTimeBytes)));
    if (time < 0 || time > kMostSeconds) continue;
    if (!newest.has_value() || time > newest->unix_seconds) newest = {time, LineOf(signature)};
  }
  return newest;
}

}  // namespace bestand::tlog
