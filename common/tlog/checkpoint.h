#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "common/tlog/note.h"
#include "common/tlog/proof.h"

namespace bestand::tlog {

// What a log says it is, as C2SP tlog-checkpoint has it: origin, number of leaves and root, one a line.
struct Checkpoint {
  std::string origin;
  int64_t size = 0;
  std::string root;  // 32 bytes

  // Returns the text to be signed.
  std::string ToText() const;

  // Reads the first three lines of a note's text; lines behind them are extensions that we ignore. Nothing
  // when it is no checkpoint.
  static std::optional<Checkpoint> FromText(std::string_view text);
};

// Returns the checkpoint of a log that has the signer's name, as a signed note.
std::string SignCheckpoint(const Signer& signer, int64_t size, std::string_view root);

// Reads a signed checkpoint. Nothing unless the log's key has signed it and the origin is the key's name.
std::optional<Checkpoint> OpenCheckpoint(std::string_view note, const Verifier& log);

// Proof that one leaf is in a log, all in one text: C2SP tlog-proof.
struct LogProof {
  int64_t index = 0;
  Proof hashes;
  std::string checkpoint;  // a signed note
  std::string extra = {};  // what helps to check it, such as the leaf; nothing vouches for it

  std::string ToText() const;

  // Nothing when it is no such text.
  static std::optional<LogProof> FromText(std::string_view text);
};

// Says whether the proof, under the log's key, proves that the log holds the leaf.
bool VerifyLogProof(const LogProof& proof, std::string_view leaf, const Verifier& log);

}  // namespace bestand::tlog
