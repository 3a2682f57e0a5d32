#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "common/error/error.h"
#include "common/id/id.h"
#include "services/customer_profile/storage/changes.h"
#include "services/customer_profile/storage/migrations.h"
#include "services/customer_profile/storage/sql_contact_point_store.h"
#include "services/customer_profile/storage/sql_customer_store.h"
#include "services/customer_profile/storage/sql_history_store.h"
#include "services/customer_profile/storage/sql_import_store.h"
#include "services/customer_profile/storage/sql_product_store.h"
#include "services/customer_profile/storage/sql_purchase_store.h"
#include "tests/support/postgres.h"

namespace bestand::customer_profile {

inline absl::TimeZone Berlin() {
  absl::TimeZone zone;
  absl::LoadTimeZone("Europe/Berlin", &zone);
  return zone;
}

// Noon of a day of the company, as days since 1970-01-01.
inline absl::Time NoonOf(int64_t day) {
  return absl::FromCivil(absl::CivilHour(absl::CivilDay(1970, 1, 1) + day) + 12, Berlin());
}

// A row that owns its text.
struct OwnedRow {
  std::string customer_id, external_id, product_id;
  int64_t quantity = 1, unit_price_minor = 100;
  int64_t day = 15000;

  PurchaseRow View() const {
    return {.customer_id = customer_id,
            .external_id = external_id,
            .product_id = product_id,
            .product_display_name = "Name",
            .country = "DE",
            .quantity = quantity,
            .unit_price_minor = unit_price_minor,
            .purchase_time = NoonOf(day)};
  }
};

// All stores on a fresh database.
class StoreTest : public ::testing::Test {
 protected:
  absl::StatusOr<ImportReport> Import(const std::vector<OwnedRow>& rows, ImportOrder order = {}) {
    if (order.import_id.empty()) order.import_id = NewUuid();
    if (order.source.empty()) order.source = "shop";
    if (order.currency_code.empty()) order.currency_code = "EUR";
    return imports.Import(order, [&](RowSink& sink) -> absl::StatusOr<RejectedFormat> {
      for (const OwnedRow& row : rows) RETURN_IF_ERROR(sink.Add(row.View()));
      RETURN_IF_ERROR(sink.Flush());
      return RejectedFormat{"a,b", ','};
    });
  }

  void MakeCustomer(const std::string& customer_id) {
    ASSERT_TRUE(customers.Create({.customer_id = customer_id, .kind = CustomerKind::kPerson}).ok());
  }

  absl::StatusOr<LastContact> FindLastContact(const std::string& customer_id) {
    ASSIGN_OR_RETURN(const auto found, history.FindLastContacts({&customer_id, 1}));
    return found.at(0);
  }

  std::vector<CustomerChange> AllChanges() {
    std::vector<CustomerChange> all;
    for (int64_t position = 0;;) {
      const auto chunk = changes.AwaitAfter(position, absl::ZeroDuration());
      EXPECT_TRUE(chunk.ok()) << chunk.status();
      if (!chunk.ok() || chunk->changes.empty()) return all;
      all.insert(all.end(), chunk->changes.begin(), chunk->changes.end());
      position = chunk->position;
    }
  }

  TestDatabase database{kMigrations, 8};
  storage::Outbox outbox{*database};
  Company company{.zone = Berlin()};
  SqlCustomerStore customers{*database, outbox};
  SqlContactPointStore contact_points{*database, outbox};
  SqlProductStore products{*database};
  SqlPurchaseStore purchases{*database, outbox, company};
  SqlImportStore imports{*database, outbox, company};
  SqlHistoryStore history{*database, outbox, company};
  SqlChangeStore changes{outbox};
};

}  // namespace bestand::customer_profile
