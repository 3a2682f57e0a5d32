#include "services/customer_profile/storage/import_stage.h"

#include "common/error/error.h"
#include "common/time/clock.h"
#include "services/customer_profile/storage/statements.h"

namespace bestand::customer_profile {
namespace {

constexpr size_t kMostRejectedInMemory = 5000;
constexpr size_t kFirstRejected = 20;

}  // namespace

absl::Status ImportStage::Open() {
  ASSIGN_OR_RETURN(const storage::Rows found, session_.Run(sql::kFindStagedLines));
  if (!found[0].Bool(0))
    RETURN_IF_ERROR(session_.RunText("create_staged_lines", sql::kCreateStagedLines.sql));
  RETURN_IF_ERROR(session_.Run(sql::kEmptyStagedLines).status());
  open_ = true;
  return session_.Run(sql::kForgetRejectedRows, {{"import_id", report_.import_id}}).status();
}

ImportStage::~ImportStage() {
  copy_.reset();
  // Where even this fails, the next import on this session does it, or the session's end.
  if (open_) session_.Run(sql::kEmptyStagedLines).IgnoreError();
}

absl::Status ImportStage::Add(const PurchaseRow& row) {
  if (!copy_.has_value()) copy_.emplace(session_, sql::kCopyStagedLines);
  const bool same_customer = rows_ > 0 && row.customer_id == customer_id_;
  if (!same_customer) {
    customer_id_ = row.customer_id;
    bucket_ = BucketOf(row.customer_id);
  }
  copy_->StartRow(11);
  copy_->Int2(static_cast<int16_t>(bucket_));
  copy_->Text(row.customer_id);
  copy_->Time(row.purchase_time);
  copy_->Text(row.external_id);
  copy_->Int8(LineKey(row.product_id, row.quantity, row.unit_price_minor));
  copy_->Int4(static_cast<int32_t>(DayOfRow(row.purchase_time)));
  copy_->Int8(row.quantity);
  copy_->Int8(row.unit_price_minor);
  copy_->Text(row.product_id);
  WriteProductName(row);
  WriteCountry(row, same_customer);
  ++bucket_rows_[bucket_];
  ++report_.rows;
  ++rows_;
  return absl::OkStatus();  // what goes wrong, Flush tells
}

int64_t ImportStage::DayOfRow(absl::Time time) {
  if (time != time_) {
    time_ = time;
    day_ = DayOf(time, zone_);
  }
  return day_;
}

// Once a product is enough; a product without a name stays open for a later one.
void ImportStage::WriteProductName(const PurchaseRow& row) {
  const size_t hash = std::hash<std::string_view>()(row.product_id);
  const bool named = row.product_display_name.empty() ? named_products_.contains(hash)
                                                      : !named_products_.insert(hash).second;
  if (named) return copy_->Null();
  copy_->Text(row.product_display_name);
}

void ImportStage::WriteCountry(const PurchaseRow& row, bool same_customer) {
  if (same_customer || row.country.empty()) return copy_->Null();
  copy_->Text(row.country);
}

absl::Status ImportStage::Reject(RejectedRow row) {
  ++report_.rows;
  ++report_.rejected;
  ++report_.rejections[row.reason];
  if (report_.first_rejected.size() < kFirstRejected) {
    report_.first_rejected.push_back(row);
    report_.first_rejected.back().raw.clear();
  }
  rejected_.push_back(std::move(row));
  return rejected_.size() < kMostRejectedInMemory ? absl::OkStatus() : Flush();
}

absl::Status ImportStage::Flush() {
  if (copy_.has_value()) {
    const absl::Status status = copy_->Finish().status();
    copy_.reset();
    RETURN_IF_ERROR(status);
  }
  return WriteRejected();
}

absl::Status ImportStage::WriteRejected() {
  if (rejected_.empty()) return absl::OkStatus();
  storage::BinaryCopy copy(session_, sql::kCopyRejectedRows);
  for (const RejectedRow& row : rejected_) {
    copy.StartRow(6);
    copy.Uuid(report_.import_id);
    copy.Int8(row.line);
    copy.Text(row.column);
    copy.Text(row.value);
    copy.Text(row.reason);
    copy.Text(row.raw);
  }
  rejected_.clear();
  return copy.Finish().status();
}

}  // namespace bestand::customer_profile
