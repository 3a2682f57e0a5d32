#include "tools/bestandctl/evidence/proof_sections.h"

#include "absl/strings/str_cat.h"
#include "common/id/encoding.h"
#include "tools/bestandctl/evidence/event_names.h"
#include "tools/bestandctl/evidence/parts.h"
#include "tools/bestandctl/evidence/phrases.h"

namespace bestand::ctl {
namespace {

namespace v1 = consent::v1;
using html::Element;
using html::Html;
using html::Language;

Html Cell(std::string_view text) { return Element("td", {}, {text}); }
Html Heading(const html::Phrase& phrase, Language language) {
  return Element("th", {}, {phrase.In(language)});
}

Html Step(std::string_view text, std::string_view command) {
  return Element("li", {}, {text, Preformatted(command)});
}

}  // namespace

Html RecordSection(const v1::Evidence& evidence, Language language) {
  Html rows = Element("tr", {},
                      {Heading(phrases::kPlace, language), Heading(phrases::kTime, language),
                       Heading(phrases::kEvent, language), Heading(phrases::kLeafHash, language)});
  for (const v1::EvidenceItem& item : evidence.items()) {
    const v1::ConsentEvent& event = item.event();
    rows.Add(Element("tr", {},
                     {Cell(std::to_string(event.log_index())),
                      Cell(MomentIn(language, event.has_event_time(), event.event_time())),
                      Cell(EventName(event.kind(), language)),
                      Element("td", {}, {Element("code", {}, {ToHex(event.leaf_hash())})})}));
  }
  return Section(phrases::kAll.In(language), Element("table", {}, {rows}));
}

Html ProofSection(const v1::Evidence& evidence, const EvidenceFile& file, Language language) {
  const std::string verify = absl::StrCat("bestandctl consent verify --evidence ", file.name);
  Html content = Paragraph(phrases::kProofLead.In(language, file.name));
  content.Add(
      Element("ol", {},
              {Step(phrases::kStepFile.In(language, file.sha256), absl::StrCat("sha256sum ", file.name)),
               Step(phrases::kStepProof.In(language),
                    absl::StrCat(verify, " --public-key '", evidence.public_key(), "'")),
               Step(phrases::kStepMail.In(language),
                    absl::StrCat(verify, " --mail mail.eml && sha256sum mail.eml"))}));
  content.Add(RecordOf({{phrases::kKey, evidence.public_key()}}, language))
      .Add(Element("h3", {}, {phrases::kCheckpoint.In(language)}))
      .Add(Preformatted(evidence.checkpoint()))
      .Add(Element("p", {{"class", "soft"}}, {phrases::kLimits.In(language)}));
  return Section(phrases::kProof.In(language), content);
}

}  // namespace bestand::ctl
