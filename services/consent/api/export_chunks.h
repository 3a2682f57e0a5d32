#pragma once

#include "common/rpc/stream.h"
#include "services/consent/api/evidence_wire.h"

namespace bestand::consent {

// Sends the log that it is shown, chunk by chunk. One thread at a time.
class ExportChunks final : public LogVisitor {
 public:
  using Chunk = v1::ExportLogResponse;

  // `write` sends a chunk, or says that nobody takes more.
  ExportChunks(const tlog::Verifier& public_key, std::function<bool(const Chunk&)> write)
      : public_key_(public_key), write_(std::move(write)) {}

  absl::Status Show(const LogEnd& end) override {
    *chunk_.mutable_head() = ToWire(end, public_key_);
    return absl::OkStatus();
  }
  absl::Status Show(const Wording& wording) override {
    return Add(chunk_.add_wordings(), EvidenceOf(wording));
  }
  absl::Status Show(const LoggedEvent& event) override { return Add(chunk_.add_events(), ToWire(event)); }
  absl::Status Show(const tlog::Node& node) override { return Add(chunk_.add_nodes(), ToWire(node)); }
  absl::Status Show(const LoggedTip& tip) override { return Add(chunk_.add_chain_tips(), ToWire(tip)); }
  absl::Status Show(const LoggedConsent& consent) override {
    return Add(chunk_.add_consents(), ToWire(consent));
  }
  absl::Status Show(const LoggedOptIn& opt_in) override { return Add(chunk_.add_opt_ins(), ToWire(opt_in)); }
  absl::Status Show(const LoggedObjection& objection) override {
    return Add(chunk_.add_objections(), ToWire(objection));
  }

  // Sends the rest.
  absl::Status Finish() { return Send(); }

 private:
  static constexpr size_t kChunkBytes = 128 * 1024;

  template <class Row>
  absl::Status Add(Row* place, Row&& row) {
    *place = std::move(row);
    bytes_ += place->ByteSizeLong();
    return bytes_ < kChunkBytes ? absl::OkStatus() : Send();
  }

  absl::Status Send() {
    const bool going = write_(chunk_);
    chunk_.Clear();
    bytes_ = 0;
    return going ? absl::OkStatus() : absl::CancelledError();
  }

  const tlog::Verifier& public_key_;
  const std::function<bool(const Chunk&)> write_;
  Chunk chunk_;
  size_t bytes_ = 0;
};

}  // namespace bestand::consent
