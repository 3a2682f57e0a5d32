#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"

namespace bestand::tlog {

// Signed notes as C2SP signed-note has them: lines of text, an empty line, then lines with signatures.

// What a key's signatures mean.
enum class KeyKind : unsigned char {
  kNote = 0x01,         // Ed25519 over the text
  kCosignature = 0x04,  // a witness: cosignature/v1 of C2SP tlog-cosignature, with the time it was made
};

// A public key with its name.
struct Verifier {
  std::string name;
  KeyKind kind = KeyKind::kNote;
  std::string public_key;  // 32 bytes

  // Returns the key id: the first four bytes of SHA-256(name ‖ 0x0A ‖ kind ‖ public key).
  std::string Id() const;

  // Returns "name+id+key", the form in which public keys are handed around.
  std::string ToText() const;

  // Reads ToText(). Fails with SETTING_INVALID.
  static absl::StatusOr<Verifier> FromText(std::string_view text);
};

// A private key with its name.
struct Signer {
  std::string name;
  KeyKind kind = KeyKind::kNote;
  std::string seed;  // 32 bytes

  Verifier verifier() const;

  // Returns "PRIVATE+KEY+name+id+seed", one line for a file.
  std::string ToText() const;

  // Reads ToText(). Fails with SETTING_INVALID.
  static absl::StatusOr<Signer> FromText(std::string_view text);
};

// Says whether `name` may be a key's: not empty, neither spaces nor plus.
bool IsKeyName(std::string_view name);

// Returns a signer with a new key.
Signer NewSigner(std::string_view name, KeyKind kind = KeyKind::kNote);

// A line of signature; the bytes behind the key id are as the key's kind says.
struct Signature {
  std::string name, id, bytes;
};

// A note taken apart.
struct Note {
  std::string text;  // ends with a line's end
  std::vector<Signature> signatures;
};

// Returns the note's signature line for `text`, which must end with a line's end. A cosignature names
// `unix_seconds` as its time.
std::string SignatureLine(const Signer& signer, std::string_view text, int64_t unix_seconds = 0);

// Returns text and signature as a note.
std::string SignNote(const Signer& signer, std::string_view text);

// Reads lines of signatures, as they stand behind a note's empty line; nothing unless all are some.
std::optional<std::vector<Signature>> ParseSignatures(std::string_view lines);

// Takes a note apart; nothing when it is none.
std::optional<Note> ParseNote(std::string_view note);

// Says whether the note has at least one signature of the key, and all of the key are right.
bool IsSignedBy(const Note& note, const Verifier& verifier);

// A witness's signature line, and the time that it names.
struct Cosignature {
  int64_t unix_seconds = 0;
  std::string line;
};

// Returns the newest cosignature of a witness on the note; nothing without a valid one. Others' lines and
// invalid ones are passed over.
std::optional<Cosignature> CosignatureOf(const Note& note, const Verifier& witness);

}  // namespace bestand::tlog
