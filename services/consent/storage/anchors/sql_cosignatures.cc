#include "services/consent/storage/anchors/sql_cosignatures.h"

#include <algorithm>
#include <limits>

#include "common/error/error.h"
#include "services/consent/storage/statements.h"

namespace bestand::consent {
namespace {

using storage::Bytes;
using storage::Row;
using storage::Rows;
using storage::Session;

std::optional<Cosigned> CosignedOf(const Row& row, std::span<const tlog::Verifier> witnesses,
                                   const std::string& origin) {
  const auto key = std::ranges::find(witnesses, row.Text(0), &tlog::Verifier::ToText);
  Cosigned cosigned{{origin, row.Int(1), row.Bytes(2)}, {}};
  auto signatures = tlog::ParseSignatures(row.Text(3));
  if (key == witnesses.end() || !signatures.has_value()) return std::nullopt;
  auto cosignature = tlog::CosignatureOf({cosigned.checkpoint.ToText(), *std::move(signatures)}, *key);
  if (!cosignature.has_value()) return std::nullopt;
  cosigned.cosignature = *std::move(cosignature);
  return cosigned;
}

}  // namespace

absl::StatusOr<std::vector<Cosigned>> NewestCosigned(Session& session,
                                                     std::span<const tlog::Verifier> witnesses,
                                                     const std::string& origin, int64_t most) {
  if (witnesses.empty()) return std::vector<Cosigned>{};
  std::vector<std::string> keys;
  for (const tlog::Verifier& witness : witnesses) keys.push_back(witness.ToText());
  ASSIGN_OR_RETURN(const Rows rows, session.Run(sql::kNewestCosignatures,
                                                {{"witnesses", keys}, {"origin", origin}, {"most", most}}));
  std::vector<Cosigned> newest;
  for (const Row row : rows) {
    if (auto cosigned = CosignedOf(row, witnesses, origin)) newest.push_back(*std::move(cosigned));
  }
  return newest;
}

absl::StatusOr<std::optional<Cosigned>> SqlCosignatures::Newest(const tlog::Verifier& witness) {
  return database_.InSession([&](Session& session) -> absl::StatusOr<std::optional<Cosigned>> {
    ASSIGN_OR_RETURN(auto newest,
                     NewestCosigned(session, {&witness, 1}, origin_, std::numeric_limits<int64_t>::max()));
    if (newest.empty()) return std::nullopt;
    return std::move(newest.front());
  });
}

absl::Status SqlCosignatures::Add(const tlog::Verifier& witness, const Cosigned& cosigned) {
  return database_.InSession([&](Session& session) {
    return session
        .Run(sql::kAddCosignature,
             {{"witness", witness.ToText()},
              {"origin", origin_},
              {"log_size", cosigned.checkpoint.size},
              {"root", Bytes{cosigned.checkpoint.root}},
              {"cosignature", cosigned.cosignature.line},
              {"cosign_time", absl::FromUnixSeconds(cosigned.cosignature.unix_seconds)}})
        .status();
  });
}

}  // namespace bestand::consent
