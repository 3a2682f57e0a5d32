#include "services/customer_profile/domain/last_contact_reads.h"

#include "common/error/error.h"

namespace bestand::customer_profile {

LastContactReads::~LastContactReads() {
  const absl::Status stopped =
      Failure(absl::StatusCode::kUnavailable, "SERVICE_AWAY", "The service stops; connect again.");
  for (const Question& question : rounds_.Stop()) question.answer(stopped);
}

void LastContactReads::Read(const std::vector<Question>& round) {
  std::vector<std::string> customer_ids;
  customer_ids.reserve(round.size());
  for (const Question& question : round) customer_ids.push_back(question.customer_id);
  const auto contacts = store_.FindLastContacts(customer_ids);
  for (size_t i = 0; i < round.size(); ++i) {
    round[i].answer(contacts.ok() ? (*contacts)[i] : contacts.status());
  }
  if (contacts.ok()) return;
  // Who came while the read failed need not wait for the next one to fail.
  for (const Question& question : rounds_.TakeWaiting()) question.answer(contacts.status());
}

}  // namespace bestand::customer_profile
