#include "services/consent/domain/contact_checks.h"

#include "common/error/error.h"

namespace bestand::consent {
namespace {

constexpr absl::Duration kLeaveProfileAlone = absl::Seconds(1);

// Marketing and surveys may go without a template; one that is named must exist.
bool NeedsTemplate(const ContactQuery& query) {
  return !query.message_template.empty() ||
         (query.message_class != MessageClass::kMarketing && query.message_class != MessageClass::kSurvey);
}

absl::Status UnknownPurpose(std::string_view purpose) {
  return Failure(absl::StatusCode::kNotFound, "PURPOSE_UNKNOWN",
                 std::string("Purpose ").append(purpose).append(" does not exist; create it first."),
                 {{"purpose", std::string(purpose)}});
}

bool IsForOpenRequest(const ContactQuery& query, const ContactRecord& record, absl::Time now) {
  return query.message_class == MessageClass::kDoiConfirm && HasOpenRequest(record.times, now);
}

// But for the limits on confirmation mails.
ContactQuestion QuestionOf(const ContactQuery& query, const ContactRecord& record, absl::Time now) {
  ContactQuestion question;
  question.message_class = query.message_class;
  question.channel = query.channel;
  question.determined = record.subject.has_value() && (record.template_known || !NeedsTemplate(query));
  const Subject subject = record.subject.value_or(Subject{});
  question.recipient = subject.recipient;
  question.relation = subject.relation;
  question.consent = IsForOpenRequest(query, record, now)
                         ? ConsentState::kPending
                         : StateOf(record.times, now, subject.contract_active);
  question.objection = query.message_class == MessageClass::kDoiConfirm
                           ? ObjectionToRequest(record.objections, record.times, now)
                           : ObjectionOf(record.objections);
  question.facts.template_approved = record.template_approved;
  // No frequency policy exists yet; only confirmation mails have limits.
  question.facts.cap_free = true;
  return question;
}

ContactVerdict VerdictOn(const ContactQuestion& question, int64_t log_size, absl::Time now) {
  return {DecideContact(question), log_size, now + kAnswerHolds};
}

}  // namespace

bool AnswersAlone(const ContactQuery& query, const ContactRecord& record) {
  return query.message_class != MessageClass::kDoiConfirm && record.subject.has_value() &&
         (record.purpose_known || query.purpose.empty()) && (record.template_known || !NeedsTemplate(query));
}

absl::StatusOr<ContactVerdict> ContactChecks::Check(const ContactQuery& query) {
  ASSIGN_OR_RETURN(ContactRecord record, parts_.store.Load(query));
  if (!query.purpose.empty() && !record.purpose_known) return UnknownPurpose(query.purpose);
  if (!record.subject.has_value()) record.subject = ReadThrough(query.customer);
  const absl::Time now = parts_.clock.Now();
  ContactQuestion question = QuestionOf(query, record, now);
  if (IsForOpenRequest(query, record, now)) {
    ASSIGN_OR_RETURN(question.facts.cap_free, HasRoomForMail(record.address, now));
  }
  return VerdictOn(question, record.log_size, now);
}

ContactVerdict ContactChecks::Judge(const ContactQuery& query, const ContactRecord& record) const {
  const absl::Time now = parts_.clock.Now();
  return VerdictOn(QuestionOf(query, record, now), record.log_size, now);
}

absl::StatusOr<bool> ContactChecks::HasRoomForMail(const std::string& address, absl::Time now) {
  ASSIGN_OR_RETURN(const std::string digest, DigestOfAddress(parts_.address_key, address));
  ASSIGN_OR_RETURN(const MailCounts counts, parts_.store.CountMails(digest, now));
  return HasRoom(parts_.limits, counts);
}

std::optional<Subject> ContactChecks::ReadThrough(const std::string& customer) {
  const auto update = Fetch({&customer, 1});
  if (!update.ok() || update->known.empty()) return std::nullopt;
  return update->known.front();
}

void ContactChecks::Prepare(std::span<const std::string> customers) {
  const auto missing = parts_.subjects.Missing(customers);
  if (missing.ok() && !missing->empty()) Fetch(*missing).IgnoreError();
}

absl::StatusOr<SubjectStore::Update> ContactChecks::Fetch(std::span<const std::string> customers) {
  const absl::Time now = parts_.clock.Now();
  if (ToMicros(now) < profile_away_until_) return absl::UnavailableError("customer-profile is away");
  auto update = parts_.profile.Relations(customers, parts_.patience);
  if (!update.ok()) {
    profile_away_until_ = ToMicros(now + kLeaveProfileAlone);
  } else if (!update->known.empty()) {
    // Kept for the next time; what was read is good for this answer either way.
    parts_.subjects.Add(update->known).IgnoreError();
  }
  return update;
}

}  // namespace bestand::consent
