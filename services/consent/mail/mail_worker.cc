#include "services/consent/mail/mail_worker.h"

#include <algorithm>
#include <chrono>

#include "common/error/error.h"

namespace bestand::consent {
namespace {

bool MayPass(const absl::Status& failure) {
  return absl::IsUnavailable(failure) || absl::IsAborted(failure) || absl::IsDeadlineExceeded(failure);
}

}  // namespace

std::string ProblemOf(const MailWorker::Options& options) {
  if (options.timeout <= absl::ZeroDuration()) return "must be longer than nothing";
  const absl::Duration most = options.lease / options.batch;
  if (options.timeout < most) return "";
  return "must be shorter than " + absl::FormatDuration(most) + ", or a mail may go out twice";
}

MailWorker::MailWorker(MailQueue& queue, MailSender& sender, Options options, Tell tell)
    : queue_(queue), sender_(sender), options_(options), tell_(std::move(tell)) {
  thread_ = std::thread([this] { Loop(); });
}

MailWorker::~MailWorker() {
  {
    const std::lock_guard lock(mutex_);
    stopped_ = true;
  }
  wake_.notify_all();
  thread_.join();
}

bool MailWorker::stopped() {
  const std::lock_guard lock(mutex_);
  return stopped_;
}

// Returns false once the worker is to end.
bool MailWorker::Rest(absl::Duration duration) {
  std::unique_lock lock(mutex_);
  return !wake_.wait_for(lock, absl::ToChronoNanoseconds(duration), [this] { return stopped_; });
}

void MailWorker::Loop() {
  do {
    while (!stopped() && WorkOff() == options_.batch) continue;
  } while (Rest(options_.poll));
}

// Returns how many mails were claimed.
int MailWorker::WorkOff() {
  // By the steady clock and from before the claim: never later than the lease's own end.
  const auto end =
      std::chrono::steady_clock::now() + absl::ToChronoNanoseconds(options_.lease - options_.timeout);
  const auto mails = queue_.Claim(options_.batch, options_.lease);
  if (!mails.ok()) {
    tell_(mails.status());
    return 0;
  }
  for (const OutgoingMail& mail : *mails) {
    // What is left of the batch is let go: at the end, or when an attempt might outlast the lease.
    if (stopped() || std::chrono::steady_clock::now() >= end) {
      TellFailure(queue_.Postpone(mail, absl::ZeroDuration()));
    } else {
      Handle(mail);
    }
  }
  return static_cast<int>(mails->size());
}

// Only what is attempted is told; the rest when it fails.
void MailWorker::Handle(const OutgoingMail& mail) {
  if (absl::Now() >= mail.expire_time) {
    return TellFailure(queue_.GiveUp(mail, "expired before it could be sent"));
  }
  // The person may have refused since the mail was claimed.
  const auto due = queue_.IsDue(mail);
  if (!due.ok()) return tell_(due.status());
  if (*due) tell_(Deliver(mail));
}

void MailWorker::TellFailure(const absl::Status& status) {
  if (!status.ok()) tell_(status);
}

absl::Status MailWorker::Deliver(const OutgoingMail& mail) {
  const auto delivery = sender_.Send(mail);
  if (delivery.ok()) return Note(mail, *delivery);
  if (ReasonOf(delivery.status()) == "MAIL_REFUSED") {
    RETURN_IF_ERROR(queue_.GiveUp(mail, MessageOf(delivery.status())));
  } else {
    RETURN_IF_ERROR(queue_.Postpone(mail, DelayAfter(mail.attempts)));
  }
  return delivery.status();
}

// A mail that is out must not go out again only because the database is away now: insist. What the
// database will never take must not hold up the other mails, nor send this one again.
absl::Status MailWorker::Note(const OutgoingMail& mail, const Delivery& delivery) {
  absl::Status noted = queue_.MarkSent(mail, delivery);
  while (MayPass(noted) && Rest(options_.poll)) noted = queue_.MarkSent(mail, delivery);
  if (!noted.ok() && !MayPass(noted)) TellFailure(queue_.GiveUp(mail, "sent, but it could not be noted"));
  return noted;
}

absl::Duration MailWorker::DelayAfter(int attempts) const {
  const int doublings = std::clamp(attempts - 1, 0, 20);
  return std::min(options_.longest_delay, options_.first_delay * (int64_t{1} << doublings));
}

}  // namespace bestand::consent
