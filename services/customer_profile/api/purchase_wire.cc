#include "services/customer_profile/api/purchase_wire.h"

#include <algorithm>

#include "common/validate/names.h"
#include "common/validate/wire_values.h"
#include "services/customer_profile/api/days.h"
#include "services/customer_profile/api/product_names.h"

namespace bestand::customer_profile {
namespace {

std::string Quoted(std::string_view cell) {
  if (cell.find_first_of(",\"\r\n") == std::string_view::npos) return std::string(cell);
  std::string quoted = "\"";
  for (const char letter : cell) quoted += letter == '"' ? "\"\"" : std::string(1, letter);
  return quoted + '"';
}

std::string Decimal(int64_t minor_units, int decimals) {
  std::string digits = std::to_string(Magnitude(minor_units));
  const size_t places = static_cast<size_t>(decimals);
  if (digits.size() <= places) digits.insert(0, places + 1 - digits.size(), '0');
  if (places > 0) digits.insert(digits.size() - places, 1, '.');
  return minor_units < 0 ? "-" + digits : digits;
}

int32_t DayOrNever(const std::optional<int64_t>& day) { return static_cast<int32_t>(day.value_or(-1)); }

void ToWire(const RejectedRow& row, v1::RejectedRow& wire) {
  wire.set_line(row.line);
  wire.set_column(row.column);
  wire.set_value(row.value);
  wire.set_reason(row.reason);
}

}  // namespace

Purchase FromWire(const v1::Purchase& wire) {
  Purchase purchase{.customer_id = CustomerIdOf(wire.customer()),
                    .source = wire.source(),
                    .external_id = wire.external_id(),
                    .purchase_time = ToTime(wire.purchase_time()),
                    .currency_code = wire.lines(0).unit_price().currency_code()};
  for (const v1::PurchaseLine& line : wire.lines()) {
    purchase.lines.push_back({.product_id = ProductIdOf(line.product()),
                              .product_display_name = line.product_display_name(),
                              .quantity = line.quantity(),
                              .unit_price_minor = ToMinorUnits(line.unit_price()).value_or(0)});
  }
  return purchase;
}

PurchaseStore::BulkOrder FromWire(const v1::StreamPurchaseSummariesRequest& request) {
  PurchaseStore::BulkOrder order{.first_bucket = request.first_bucket()};
  if (request.end_bucket() != 0) order.end_bucket = request.end_bucket();
  if (request.has_as_of_date()) order.window.as_of = DayNumber(request.as_of_date());
  if (request.has_holdout_until_date()) order.window.holdout_until = DayNumber(request.holdout_until_date());
  return order;
}

PurchaseRow FromWire(const v1::PurchaseRow& wire) {
  return {.customer_id = wire.customer_id(),
          .external_id = wire.external_id(),
          .product_id = wire.product_id(),
          .product_display_name = wire.product_display_name(),
          .country = wire.country(),
          .quantity = wire.quantity(),
          .unit_price_minor = wire.unit_price_minor(),
          .purchase_time = wire.has_purchase_time() ? ToTime(wire.purchase_time()) : absl::InfinitePast()};
}

std::string ToCsv(const v1::PurchaseRow& row, int decimals) {
  const std::string time =
      row.has_purchase_time()
          ? absl::FormatTime("%E4Y-%m-%dT%H:%M:%E*SZ", ToTime(row.purchase_time()), absl::UTCTimeZone())
          : "";
  return Quoted(row.customer_id()) + ',' + Quoted(row.external_id()) + ',' + Quoted(row.product_id()) + ',' +
         Quoted(row.product_display_name()) + ',' + std::to_string(row.quantity()) + ',' +
         Decimal(row.unit_price_minor(), decimals) + ',' + time + ',' + Quoted(row.country());
}

void ToWire(std::string_view customer_id, const PurchaseSummary& summary, const std::string& currency,
            v1::PurchaseSummary& wire) {
  wire.set_customer(CustomerName(customer_id));
  if (summary.first_day.has_value()) *wire.mutable_first_date() = DateOf(*summary.first_day);
  if (summary.last_day.has_value()) *wire.mutable_last_date() = DateOf(*summary.last_day);
  wire.set_repeat_count(static_cast<int32_t>(summary.repeats));
  wire.set_earlier_repeat_count(static_cast<int32_t>(summary.earlier_repeats));
  if (!currency.empty()) {
    *wire.mutable_repeat_value() = ToMoney(summary.repeat_value_minor, currency);
    *wire.mutable_total_value() = ToMoney(summary.total_value_minor, currency);
  }
  if (summary.last_outbound_day.has_value()) {
    *wire.mutable_last_outbound_date() = DateOf(*summary.last_outbound_day);
  }
}

void ToWire(const ImportReport& report, v1::ImportReport& wire) {
  wire.set_name("imports/" + report.import_id);
  wire.set_row_count(report.rows);
  wire.set_imported_count(report.imported);
  wire.set_unchanged_count(report.unchanged);
  wire.set_rejected_count(report.rejected);
  std::vector<std::pair<int64_t, std::string>> most_first;
  for (const auto& [reason, count] : report.rejections) most_first.emplace_back(-count, reason);
  std::sort(most_first.begin(), most_first.end());
  for (const auto& [count, reason] : most_first) {
    v1::RejectionCount& added = *wire.add_rejections();
    added.set_reason(reason);
    added.set_row_count(-count);
  }
  for (const RejectedRow& row : report.first_rejected) ToWire(row, *wire.add_first_rejected());
  wire.set_new_customer_count(report.new_customers);
  wire.set_new_product_count(report.new_products);
  wire.set_dry_run(report.dry_run);
  if (report.first_purchase) *wire.mutable_first_purchase_time() = ToTimestamp(*report.first_purchase);
  if (report.last_purchase) *wire.mutable_last_purchase_time() = ToTimestamp(*report.last_purchase);
}

void Append(const BulkSummary& bulk, bool with_holdout, v1::StreamPurchaseSummariesResponse& chunk) {
  const PurchaseSummary& summary = bulk.summary;
  chunk.add_customer_ids(bulk.customer_id.data(), bulk.customer_id.size());
  chunk.add_first_days(DayOrNever(summary.first_day));
  chunk.add_last_days(DayOrNever(summary.last_day));
  chunk.add_repeats(static_cast<int32_t>(summary.repeats));
  chunk.add_repeat_values_minor(summary.repeat_value_minor);
  chunk.add_total_values_minor(summary.total_value_minor);
  chunk.add_earlier_repeats(static_cast<int32_t>(summary.earlier_repeats));
  chunk.add_last_outbound_days(DayOrNever(summary.last_outbound_day));
  if (with_holdout) chunk.add_holdout_repeats(static_cast<int32_t>(bulk.holdout_repeats));
  chunk.set_bucket(bulk.bucket);
}

}  // namespace bestand::customer_profile
