#include "services/consent/domain/reports/scores.h"

#include "common/error/error.h"

namespace bestand::consent {

std::string NoteOf(const absl::Status& failure) {
  return "Scoring did not answer (" + ReasonOf(failure) + "): " + std::string(MessageOf(failure));
}

}  // namespace bestand::consent
