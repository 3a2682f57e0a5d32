#include <cstdlib>

#include "common/validate/violations.h"
#include "services/customer_profile/api/batch.h"
#include "services/customer_profile/api/days.h"
#include "services/customer_profile/api/product_names.h"
#include "services/customer_profile/api/purchase_wire.h"
#include "services/customer_profile/domain/sales_list_columns.h"

namespace bestand::customer_profile {
namespace {

constexpr size_t kMaxSource = 64;
constexpr int kMaxChunkRows = 10'000;

bool IsCurrency(std::string_view code) {
  return code.size() == 3 && code.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ") == std::string_view::npos;
}

void CheckOrigin(Violations& found, std::string_view prefix, std::string_view source,
                 std::string_view currency) {
  found.UnlessRequiredText(std::string(prefix) + "source", source, kMaxSource);
  found.Unless(IsCurrency(currency), std::string(prefix) + "currency_code",
               "must be an ISO 4217 code such as EUR");
}

void CheckLine(Violations& found, const v1::Purchase& purchase, int at) {
  const auto field = [at](std::string_view member) { return Indexed("purchase.lines", at, member); };
  const v1::PurchaseLine& line = purchase.lines(at);
  UnlessProduct(found, field("product"), line.product());
  found.UnlessText(field("product_display_name"), line.product_display_name(), 4 * kMaxProductNameCharacters);
  found.Unless(IsQuantity(line.quantity()), field("quantity"),
               "must be -1,000,000,000 to 1,000,000,000 and not 0");
  found.UnlessMoney(field("unit_price"), line.unit_price(), Sign::kNotNegative);
  found.Unless(line.unit_price().currency_code() == purchase.lines(0).unit_price().currency_code(),
               field("unit_price"), "must be in the currency of the first line");
  const int64_t price = ToMinorUnits(line.unit_price()).value_or(0);
  found.Unless(!IsQuantity(line.quantity()) || price <= kMaxLineValue / std::abs(line.quantity()),
               field("unit_price"), "makes the line worth more than 1,000,000,000,000 minor units");
}

bool IsZoneName(std::string_view zone) {
  absl::TimeZone loaded;
  const bool plain = zone.size() <= 64 && zone.front() != '/' && zone.find("..") == std::string_view::npos &&
                     zone.find(':') == std::string_view::npos;
  return plain && absl::LoadTimeZone(std::string(zone), &loaded);
}

}  // namespace

absl::Status CheckRequest(const v1::RecordPurchaseRequest& request, absl::Time latest) {
  const v1::Purchase& purchase = request.purchase();
  Violations found;
  found.UnlessName("purchase.customer", purchase.customer(), "customers/*");
  found.UnlessRequiredText("purchase.source", purchase.source(), kMaxSource);
  found.UnlessRequiredText("purchase.external_id", purchase.external_id(), kMaxExternalIdBytes);
  found.UnlessTime("purchase.purchase_time", purchase.purchase_time());
  found.Unless(ToTime(purchase.purchase_time()) <= latest, "purchase.purchase_time", "lies in the future");
  found.UnlessBatch("purchase.lines", purchase.lines_size());
  for (int at = 0; at < purchase.lines_size() && at < 1000; ++at) CheckLine(found, purchase, at);
  found.UnlessUuid("request_id", request.request_id());
  return found.ToStatus();
}

absl::Status CheckRequest(const v1::GetPurchaseSummaryRequest& request) {
  Violations found;
  found.UnlessName("customer", request.customer(), "customers/*");
  if (request.has_as_of_date()) UnlessDate(found, "as_of_date", request.as_of_date());
  return found.ToStatus();
}

absl::Status CheckRequest(const v1::BatchGetPurchaseSummariesRequest& request) {
  Violations found;
  UnlessCustomers(found, "customers", request.customers());
  return found.ToStatus();
}

absl::Status CheckRequest(const v1::StreamPurchaseSummariesRequest& request) {
  Violations found;
  if (request.has_as_of_date()) UnlessDate(found, "as_of_date", request.as_of_date());
  if (request.has_holdout_until_date()) {
    UnlessDate(found, "holdout_until_date", request.holdout_until_date());
    found.Unless(
        request.has_as_of_date() && DayNumber(request.as_of_date()) < DayNumber(request.holdout_until_date()),
        "holdout_until_date", "must lie after as_of_date");
  }
  found.UnlessInRange("first_bucket", int64_t{request.first_bucket()}, 0, 1023);
  found.UnlessInRange("end_bucket", int64_t{request.end_bucket()}, 0, 1024);
  found.Unless(request.end_bucket() == 0 || request.end_bucket() > request.first_bucket(), "end_bucket",
               "must be greater than first_bucket, or 0");
  return found.ToStatus();
}

absl::Status CheckFirstChunk(const v1::ImportPurchasesRequest& chunk) {
  Violations found;
  CheckOrigin(found, "", chunk.source(), chunk.currency_code());
  found.UnlessUuid("request_id", chunk.request_id());
  found.UnlessAtMost("rows", chunk.rows_size(), kMaxChunkRows);
  return found.ToStatus();
}

absl::Status CheckChunk(const v1::ImportPurchasesRequest& chunk) {
  Violations found;
  found.UnlessAtMost("rows", chunk.rows_size(), kMaxChunkRows);
  return found.ToStatus();
}

absl::Status CheckFormat(const v1::SalesListFormat& format) {
  Violations found;
  CheckOrigin(found, "format.", format.source(), format.currency_code());
  found.Unless(format.time_zone().empty() || IsZoneName(format.time_zone()), "format.time_zone",
               "must be a name of the tz database such as Europe/Berlin");
  for (const auto& [field, column] : format.columns()) {
    found.Unless(IsSalesField(field), "format.columns",
                 "must map customer_id, external_id, product_id, product_display_name, quantity, unit_price, "
                 "purchase_time or country");
    found.UnlessRequiredText("format.columns", column);
  }
  found.UnlessUuid("format.request_id", format.request_id());
  return found.ToStatus();
}

absl::StatusOr<std::string> ImportIdOf(std::string_view name) {
  Violations found;
  found.UnlessName("name", name, "imports/*");
  const std::string id = IdOf(name, "imports/*").value_or("");
  if (found.empty()) found.UnlessUuid("name", id);
  RETURN_IF_ERROR(found.ToStatus());
  return id;
}

}  // namespace bestand::customer_profile
