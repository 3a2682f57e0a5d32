#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "services/consent/domain/contact_question.h"

namespace bestand::consent {

// What consent is asked for.
struct Purpose {
  std::string id;
  std::string display_name;
  absl::Time create_time;
  std::string goods_category = {};  // of what it advertises; empty: of nothing in particular
};

// The words in which consent is asked for; never changes.
struct Wording {
  std::string purpose;
  int version = 0;  // from 1, over all languages of the purpose; a new one gets the next
  std::string language;
  std::string text;
  std::string text_hash;  // SHA-256 of the text, 32 bytes
  absl::Time create_time;
};

// Returns WORDING_UNKNOWN.
absl::Status UnknownWording(std::string_view purpose, std::string_view language);

// A message that goes out again and again.
struct Template {
  std::string id;
  MessageClass message_class = MessageClass::kMarketing;
  std::string text;
  std::string text_hash;
  bool approved = false;  // this very text
  std::string approver;
  std::optional<absl::Time> approve_time;
  std::string goods_category = {};  // of what it advertises; empty: that of the purpose
};

// Keeps purposes, wordings and templates. Threads may share it.
class PurposeStore {
 public:
  virtual ~PurposeStore() = default;

  // Fails with ROW_CONFLICT when the id is taken, ROW_REFUSED when there are 1,000 already.
  virtual absl::StatusOr<Purpose> CreatePurpose(const Purpose& purpose) = 0;
  // Fails with PURPOSE_UNKNOWN.
  virtual absl::StatusOr<Purpose> GetPurpose(std::string_view id) = 0;
  // By id.
  virtual absl::StatusOr<std::vector<Purpose>> ListPurposes() = 0;

  // Stores language and text under the next version. Fails with PURPOSE_UNKNOWN.
  virtual absl::StatusOr<Wording> AddWording(const Wording& wording) = 0;
  // The newest 1,000, newest first. Fails with PURPOSE_UNKNOWN.
  virtual absl::StatusOr<std::vector<Wording>> ListWordings(std::string_view purpose) = 0;

  // Creates a template or replaces class and text. Another text or class loses the approval.
  virtual absl::StatusOr<Template> SetTemplate(const Template& message) = 0;
  // Approves the text with this hash. Fails with TEMPLATE_UNKNOWN, or TEMPLATE_CHANGED when the text
  // has another hash by now.
  virtual absl::StatusOr<Template> ApproveTemplate(std::string_view id, std::string_view text_hash,
                                                   std::string_view approver) = 0;
  // Fails with TEMPLATE_UNKNOWN.
  virtual absl::StatusOr<Template> GetTemplate(std::string_view id) = 0;
};

}  // namespace bestand::consent
