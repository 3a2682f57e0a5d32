#pragma once

#include <condition_variable>
#include <functional>
#include <mutex>
#include <string>
#include <thread>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "services/consent/domain/mail.h"

namespace bestand::consent {

// Sends the mails of a queue on a thread of its own, each at least once: what the server took but we
// could not note, because the process died in between, goes out again when its lease is over, under
// the same Message-ID. The alternative, to note first, would lose a person's consent for good.
// Several workers, in one process or many, share the queue; none sends what another holds.
class MailWorker {
 public:
  struct Options {
    absl::Duration poll = absl::Milliseconds(250);  // between looks into an empty queue
    absl::Duration lease = absl::Minutes(5);        // no attempt begins within `timeout` of its end
    absl::Duration timeout = absl::Seconds(30);     // of one attempt, as the sender keeps it
    int batch = 8;                                  // mails claimed at once; batch x timeout < lease
    absl::Duration first_delay = absl::Seconds(2);  // after the first failure; then doubled
    absl::Duration longest_delay = absl::Minutes(15);
  };
  // What became of one attempt: OK, MAIL_SERVER_AWAY, MAIL_REFUSED or the queue's failure.
  using Tell = std::function<void(const absl::Status&)>;

  MailWorker(MailQueue& queue, MailSender& sender, Options options, Tell tell);
  // Ends after the mail that is being sent; the others wait for the next worker.
  ~MailWorker();
  MailWorker(const MailWorker&) = delete;
  MailWorker& operator=(const MailWorker&) = delete;

 private:
  void Loop();
  int WorkOff();
  void Handle(const OutgoingMail& mail);
  void TellFailure(const absl::Status& status);
  absl::Status Deliver(const OutgoingMail& mail);
  absl::Status Note(const OutgoingMail& mail, const Delivery& delivery);
  absl::Duration DelayAfter(int attempts) const;
  bool Rest(absl::Duration duration);
  bool stopped();

  MailQueue& queue_;
  MailSender& sender_;
  const Options options_;
  const Tell tell_;
  std::mutex mutex_;
  std::condition_variable wake_;
  bool stopped_ = false;
  std::thread thread_;
};

// Returns what is wrong with the timeout of one attempt, or "": 0 < batch x timeout < lease.
std::string ProblemOf(const MailWorker::Options& options);

}  // namespace bestand::consent
