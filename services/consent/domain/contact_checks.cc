#include "services/consent/domain/contact_checks.h"

#include "common/error/error.h"
#include "services/consent/domain/staleness.h"

namespace bestand::consent {
namespace {

constexpr absl::Duration kLeaveProfileAlone = absl::Seconds(1);
constexpr absl::Duration kClocksApart = absl::Minutes(5);  // at most, where nothing is wrong

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

// A customer whose sale is recorded with all that § 7(3) UWG asks for.
Relation RelationOf(const Subject& subject, const GroundFacts& grounds) {
  const bool exempt = subject.relation == Relation::kCustomer && grounds.existing_customer;
  return exempt ? Relation::kCustomer73 : subject.relation;
}

void SetFacts(const ContactRecord& record, absl::Time now, ContactFacts& facts) {
  const GroundFacts& grounds = record.grounds;
  facts.template_approved = record.template_approved;
  facts.goods_similar = grounds.goods_similar;
  facts.notice_complete = grounds.notice_complete;
  facts.number_verified = grounds.number_verified;
  facts.presumed_reason = grounds.presumed_reason;
  // A clock that stands before the check cannot tell how old it is.
  facts.list_checked = grounds.list_checked.has_value() && now < *grounds.list_checked + kListCheckHolds &&
                       now > *grounds.list_checked - kClocksApart;
  facts.cap_free = FreeAt(record.frequency, now) <= now;
}

// But for the limits on confirmation mails.
ContactQuestion QuestionOf(const ContactQuery& query, const ContactRecord& record, absl::Time now) {
  ContactQuestion question;
  question.message_class = query.message_class;
  question.channel = query.channel;
  question.determined = record.subject.has_value() && (record.template_known || !NeedsTemplate(query));
  static const Subject kNobody;
  const Subject& subject = record.subject.has_value() ? *record.subject : kNobody;
  question.recipient = subject.recipient;
  question.relation = RelationOf(subject, record.grounds);
  const bool confirms = query.message_class == MessageClass::kDoiConfirm;
  question.consent = (confirms ? StateToConfirm : StateOf)(record.times, now, subject.contract_active);
  question.objection =
      confirms ? ObjectionToRequest(record.objections, record.times, now) : ObjectionOf(record.objections);
  SetFacts(record, now, question.facts);
  return question;
}

// Of nobody no country is known either.
std::string_view CountryOf(const ContactRecord& record) {
  return record.subject.has_value() ? std::string_view(record.subject->country) : "";
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
  if (query.message_class == MessageClass::kDoiConfirm) {
    ASSIGN_OR_RETURN(question.facts.cap_free, HasRoomForMail(question, record, now));
  }
  ContactVerdict verdict = VerdictOn(question, record, now);
  verdict.valid_until = query.message_class == MessageClass::kDoiConfirm
                            ? now + kAnswerHolds
                            : HoldsUntil(query, record, verdict.decision.allowed, now);
  return verdict;
}

absl::StatusOr<ContactVerdict> ContactChecks::CheckAt(const ContactQuery& query, absl::Time at) const {
  ASSIGN_OR_RETURN(const ContactRecord record, parts_.store.LoadAt(query, at));
  if (!query.purpose.empty() && !record.purpose_known) return UnknownPurpose(query.purpose);
  ContactVerdict verdict = VerdictOn(QuestionOf(query, record, at), record, at);
  verdict.valid_until = absl::InfiniteFuture();
  return verdict;
}

ContactVerdict ContactChecks::Judge(const ContactQuery& query, const ContactRecord& record) const {
  const absl::Time now = parts_.clock.Now();
  ContactVerdict verdict = VerdictOn(QuestionOf(query, record, now), record, now);
  verdict.valid_until = HoldsUntil(query, record, verdict.decision.allowed, now);
  return verdict;
}

ContactVerdict ContactChecks::VerdictOn(const ContactQuestion& question, const ContactRecord& record,
                                        absl::Time now) const {
  ContactVerdict verdict{parts_.rules.Decide(question, CountryOf(record), now), record.log_size, now, {}, {}};
  if (verdict.decision.reason == "CAP") verdict.free_at = FreeAt(record.frequency, now);
  if (verdict.decision.reason == "CONSENT") {
    verdict.stale_at = StaleWarning(record.times, now, record.subject->contract_active);
  }
  return verdict;
}

// Time alone may change an answer: a list check grows old, quiet hours begin. Rather too soon than too late.
absl::Time ContactChecks::HoldsUntil(const ContactQuery& query, const ContactRecord& record, bool allowed,
                                     absl::Time now) const {
  absl::Duration holds = kAnswerHolds;
  for (; holds > absl::Seconds(1); holds /= 2) {
    const absl::Time then = now + holds;
    const ContactQuestion question = QuestionOf(query, record, then);
    if (parts_.rules.Decide(question, CountryOf(record), then).allowed == allowed) break;
  }
  return now + holds;
}

// Nobody can be asked without an address.
absl::StatusOr<bool> ContactChecks::HasRoomForMail(const ContactQuestion& question,
                                                   const ContactRecord& record, absl::Time now) {
  std::string digest = record.grounds.offline_address_digest;
  if (question.consent == ConsentState::kPending) {
    ASSIGN_OR_RETURN(digest, DigestOfAddress(parts_.address_key, record.address));
  }
  if (digest.empty()) return false;
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
