#pragma once

#include <functional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "common/rounds/rounds.h"
#include "services/customer_profile/domain/stores.h"

namespace bestand::customer_profile {

// Finds last contacts for many at once: all who ask while a read is under way share the next one, so that the
// way to the database is paid once for all of them. Each read begins after its questions came. Threads may
// share it.
class LastContactReads {
 public:
  using Answer = std::function<void(const absl::StatusOr<LastContact>& contact)>;

  explicit LastContactReads(HistoryStore& store)
      : store_(store), rounds_([this](const std::vector<Question>& round) { Read(round); }) {
    rounds_.Start();
  }
  // Answers who still waits, with SERVICE_AWAY.
  ~LastContactReads();

  // Calls `answer` once, on a thread of its own, with what HistoryStore says; it must neither wait nor throw.
  // Does not wait itself.
  void Find(std::string customer_id, Answer answer) {
    rounds_.Add({std::move(customer_id), std::move(answer)});
  }

 private:
  struct Question {
    std::string customer_id;
    Answer answer;
  };

  void Read(const std::vector<Question>& round);

  HistoryStore& store_;
  Rounds<Question> rounds_;
};

}  // namespace bestand::customer_profile
