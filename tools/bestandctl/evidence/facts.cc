#include "tools/bestandctl/evidence/facts.h"

#include "common/id/encoding.h"

namespace bestand::ctl {
namespace {

namespace v1 = consent::v1;

// The newest of a kind; of one request when that is named.
Step NewestOf(const v1::Evidence& evidence, const std::string& kind, const std::string& opt_in = "") {
  Step newest;
  for (const v1::EvidenceItem& item : evidence.items()) {
    if (item.event().kind() != kind) continue;
    const Payload payload = PayloadOf(item.payload());
    if (opt_in.empty() || ValueIn(payload, "opt_in") == opt_in) newest = {&item, payload};
  }
  return newest;
}

const v1::EvidenceWording* WordingOf(const v1::Evidence& evidence, const Step& request) {
  if (request.item == nullptr) return nullptr;
  for (const v1::EvidenceWording& wording : evidence.wordings()) {
    if (wording.name() == request.item->event().wording()) return &wording;
  }
  return nullptr;
}

}  // namespace

Facts FactsOf(const v1::Evidence& evidence) {
  Facts facts;
  facts.confirmation = NewestOf(evidence, "CONFIRMED");
  const std::string confirmed = ValueIn(facts.confirmation.payload, "opt_in");
  facts.request = NewestOf(evidence, "REQUESTED", confirmed);
  const std::string opt_in = ValueIn(facts.request.payload, "opt_in");
  if (!opt_in.empty()) facts.mail = NewestOf(evidence, "MAIL_SENT", opt_in);
  facts.imported = NewestOf(evidence, "IMPORTED");
  facts.wording = WordingOf(evidence, facts.request.item == nullptr ? facts.imported : facts.request);
  facts.mime = FromBase64(ValueIn(facts.mail.payload, "mime_base64")).value_or("");
  if (auto mail = mime::ReadMail(facts.mime, {.bytes = 4 << 20}); mail.ok()) facts.shown = *std::move(mail);
  return facts;
}

}  // namespace bestand::ctl
