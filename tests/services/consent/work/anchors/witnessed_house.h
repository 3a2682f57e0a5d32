#pragma once

#include "common/id/encoding.h"
#include "common/id/id.h"
#include "services/consent/clients/http/http_post.h"
#include "services/consent/storage/anchors/sql_cosignatures.h"
#include "services/consent/storage/evidence/sql_evidence_store.h"
#include "services/consent/work/anchors/witness_worker.h"
#include "tests/services/consent/support/consent_house.h"
#include "tests/support/server_process.h"

namespace bestand::consent {

// A real witness, which knows a log: in Python, by HTTP.
struct HttpWitness {
  void Start(const tlog::Signer& log) {
    server.Start({kPython, TestFile("services/consent/support/http_witness.py"),
                  std::to_string(server.port()), key.name, ToHex(key.seed), log.verifier().ToText()});
  }
  // As it is set, with a fault to play.
  Witness Set(const std::string& fault = "") const {
    const std::string url = "http://127.0.0.1:" + std::to_string(server.port());
    return {fault.empty() ? url : url + "/" + fault, key.verifier()};
  }

  const tlog::Signer key = tlog::NewSigner("witness.example.test/w", tlog::KeyKind::kCosignature);
  ServerProcess server;
};

// A log that may be shown to it.
struct WitnessedHouse : ConsentHouse {
  // With a key of another log it is that log, told anew.
  explicit WitnessedHouse(const tlog::Verifier& witness, const std::optional<tlog::Signer>& key = {})
      : evidence(*database, SignedBy(key), {witness}),
        cosignatures(*database, signer.name),
        witness_key(witness) {}

  const LogMeans& SignedBy(const std::optional<tlog::Signer>& key) {
    if (key.has_value()) signer = *key;
    return means;
  }

  WitnessWorker::Parts Parts() {
    return {evidence,
            cosignatures,
            PostByCurl({.timeout = absl::Seconds(1)}),
            absl::Milliseconds(50),
            [](const absl::Status&) {},
            [](const Cosigned&) {}};
  }
  absl::StatusOr<bool> Ask(const Witness& witness) { return WitnessWorker::AskOnce(witness, Parts()); }

  // Adds an event.
  void Grow(int events = 1) {
    for (int i = 0; i < events; ++i) (void)refusals.Object(NewUuid(), Channel::kSms, {});
  }
  int64_t CosignedSize() {
    const auto newest = cosignatures.Newest(witness_key);
    return newest->has_value() ? (*newest)->checkpoint.size : 0;
  }

  SqlEvidenceStore evidence;
  SqlCosignatures cosignatures;
  const tlog::Verifier witness_key;
};

}  // namespace bestand::consent
