#pragma once

#include "common/storage/database.h"
#include "services/consent/domain/contact_store.h"

namespace bestand::consent {

// Reads for decisions and reports from PostgreSQL. Threads may share it.
class SqlContactStore final : public ContactStore {
 public:
  explicit SqlContactStore(storage::Database& database) : database_(database) {}

  absl::StatusOr<ContactRecord> Load(const ContactQuery& query) override;
  absl::StatusOr<ContactRecord> LoadAt(const ContactQuery& query, absl::Time at) override;
  absl::StatusOr<MailCounts> CountMails(std::string_view address_digest, absl::Time now) override;
  absl::StatusOr<std::vector<std::string>> ListAddressable(const AddressablePage& page,
                                                           absl::Time now) override;
  absl::StatusOr<OptInCounts> CountOptIns(const OptInsAsked& asked, absl::Time now) override;

 private:
  storage::Database& database_;
};

}  // namespace bestand::consent
