#include "services/consent/storage/sql_purpose_store.h"

#include "common/error/error.h"
#include "common/id/digest.h"
#include "services/consent/storage/row_values.h"
#include "services/consent/storage/sql_state_log.h"
#include "services/consent/storage/statements.h"

namespace bestand::consent {
namespace {

using storage::Bytes;
using storage::Repeat;
using storage::Rows;
using storage::Session;

absl::Status TooManyPurposes() {
  return Failure(absl::StatusCode::kFailedPrecondition, "ROW_REFUSED",
                 "There are 1000 purposes already, which is the most; use one of them.");
}

absl::Status UnknownTemplate(std::string_view id) {
  return Failure(absl::StatusCode::kNotFound, "TEMPLATE_UNKNOWN",
                 std::string("Template ").append(id).append(" does not exist; create it first."),
                 {{"template", std::string(id)}});
}

absl::Status ChangedTemplate(std::string_view id) {
  return Failure(
      absl::StatusCode::kFailedPrecondition, "TEMPLATE_CHANGED",
      std::string("Template ")
          .append(id)
          .append(" has another text than the hash names; read it again and approve what it says now."),
      {{"template", std::string(id)}});
}

absl::StatusOr<Template> FindTemplate(Session& session, std::string_view id) {
  ASSIGN_OR_RETURN(const Rows rows, session.Run(sql::kGetTemplate, {{"template_id", id}}));
  if (rows.empty()) return UnknownTemplate(id);
  return TemplateOf(rows[0]);
}

absl::StatusOr<Purpose> FindPurpose(Session& session, std::string_view id) {
  ASSIGN_OR_RETURN(const Rows rows, session.Run(sql::kGetPurpose, {{"purpose_id", id}}));
  if (rows.empty()) return UnknownPurpose(id);
  return PurposeOf(rows[0]);
}

// Notes that a template changed: for the past, and for those who remember it.
absl::Status NoteTemplate(Session& session, std::string_view id, absl::Time now) {
  RETURN_IF_ERROR(session.Run(sql::kAddTemplateVersion, {{"now", now}, {"template_id", id}}).status());
  return NoteChangeOfAll(session);
}

}  // namespace

absl::StatusOr<Purpose> SqlPurposeStore::CreatePurpose(const Purpose& purpose) {
  return database_.InSession([&](Session& session) -> absl::StatusOr<Purpose> {
    ASSIGN_OR_RETURN(const Rows rows,
                     session.Run(sql::kCreatePurpose, {{"purpose_id", purpose.id},
                                                       {"display_name", purpose.display_name},
                                                       {"goods_category", purpose.goods_category}}));
    if (rows.empty()) return TooManyPurposes();
    return PurposeOf(rows[0]);
  });
}

absl::StatusOr<Purpose> SqlPurposeStore::GetPurpose(std::string_view id) {
  return database_.InSession([&](Session& session) { return FindPurpose(session, id); }, Repeat::kOnce);
}

absl::StatusOr<std::vector<Purpose>> SqlPurposeStore::ListPurposes() {
  const auto read = [&](Session& session) -> absl::StatusOr<std::vector<Purpose>> {
    ASSIGN_OR_RETURN(const Rows rows, session.Run(sql::kListPurposes));
    return AllOf(rows, PurposeOf);
  };
  return database_.InSession(read, Repeat::kOnce);
}

absl::StatusOr<Wording> SqlPurposeStore::AddWording(const Wording& wording) {
  return database_.InTransaction([&](Session& session) -> absl::StatusOr<Wording> {
    ASSIGN_OR_RETURN(const Rows purpose, session.Run(sql::kLockPurpose, {{"purpose_id", wording.purpose}}));
    if (purpose.empty()) return UnknownPurpose(wording.purpose);
    const std::string hash = Sha256(wording.text);
    ASSIGN_OR_RETURN(const Rows rows, session.Run(sql::kAddWording, {{"purpose_id", wording.purpose},
                                                                     {"language", wording.language},
                                                                     {"text", wording.text},
                                                                     {"text_hash", Bytes{hash}}}));
    return WordingOf(rows[0]);
  });
}

absl::StatusOr<std::vector<Wording>> SqlPurposeStore::ListWordings(std::string_view purpose) {
  const auto read = [&](Session& session) -> absl::StatusOr<std::vector<Wording>> {
    RETURN_IF_ERROR(FindPurpose(session, purpose).status());
    ASSIGN_OR_RETURN(const Rows rows, session.Run(sql::kListWordings, {{"purpose_id", purpose}}));
    return AllOf(rows, WordingOf);
  };
  return database_.InSession(read, Repeat::kOnce);
}

absl::StatusOr<Template> SqlPurposeStore::SetTemplate(const Template& message) {
  return database_.InTransaction([&](Session& session) -> absl::StatusOr<Template> {
    const std::string hash = Sha256(message.text);
    ASSIGN_OR_RETURN(const Rows rows, session.Run(sql::kSetTemplate,
                                                  {{"template_id", message.id},
                                                   {"message_class", static_cast<int>(message.message_class)},
                                                   {"text", message.text},
                                                   {"text_hash", Bytes{hash}},
                                                   {"goods_category", message.goods_category}}));
    RETURN_IF_ERROR(NoteTemplate(session, message.id, clock_.Now()));
    return TemplateOf(rows[0]);
  });
}

absl::StatusOr<Template> SqlPurposeStore::ApproveTemplate(std::string_view id, std::string_view text_hash,
                                                          std::string_view approver) {
  return database_.InTransaction([&](Session& session) -> absl::StatusOr<Template> {
    ASSIGN_OR_RETURN(const Rows rows, session.Run(sql::kApproveTemplate, {{"approver", approver},
                                                                          {"template_id", id},
                                                                          {"text_hash", Bytes{text_hash}}}));
    if (rows.empty()) {
      RETURN_IF_ERROR(FindTemplate(session, id).status());
      return ChangedTemplate(id);
    }
    RETURN_IF_ERROR(NoteTemplate(session, id, clock_.Now()));
    return TemplateOf(rows[0]);
  });
}

absl::StatusOr<Template> SqlPurposeStore::GetTemplate(std::string_view id) {
  return database_.InSession([&](Session& session) { return FindTemplate(session, id); }, Repeat::kOnce);
}

}  // namespace bestand::consent
