#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "services/customer_profile/domain/purchase.h"

namespace bestand::customer_profile {

// A row that was refused.
struct RejectedRow {
  int64_t line = 0;    // in the file, or the position in the stream; from 1
  std::string column;  // as the file calls it; empty for the whole row
  std::string value;   // at most 100 characters
  std::string reason;  // one of a few constants
  std::string raw;     // the row as it came, as CSV in UTF-8
};

// What an import is about.
struct ImportOrder {
  std::string import_id;  // a UUID
  std::string source;
  std::string currency_code;
  bool dry_run = false;  // everything is done and undone again
};

// How the rejected rows of an import are written.
struct RejectedFormat {
  std::string header;  // the file's own, without line end
  char delimiter = ',';
};

// What an import came to; counts are rows unless they say otherwise.
struct ImportReport {
  std::string import_id;
  bool dry_run = false;
  int64_t rows = 0;
  int64_t imported = 0;
  int64_t unchanged = 0;
  int64_t rejected = 0;
  std::map<std::string, int64_t> rejections;  // by reason
  std::vector<RejectedRow> first_rejected;    // the first 20, without `raw`
  int64_t new_customers = 0;
  int64_t new_products = 0;
  std::optional<absl::Time> first_purchase;  // of what was imported
  std::optional<absl::Time> last_purchase;
};

// Takes the rows of one import. One thread at a time.
class RowSink {
 public:
  virtual ~RowSink() = default;

  // Takes a good row; its views may end with the call.
  virtual absl::Status Add(const PurchaseRow& row) = 0;
  // Takes a bad one.
  virtual absl::Status Reject(RejectedRow row) = 0;
  // Writes down what was taken: after each chunk, so that nothing waits open for a slow sender.
  virtual absl::Status Flush() = 0;
};

// Brings rows to a sink until there are no more, and returns how rejected ones are to be written.
using Feed = absl::FunctionRef<absl::StatusOr<RejectedFormat>(RowSink&)>;

// Keeps purchases by the hundred thousand. Threads may share it.
class ImportStore {
 public:
  virtual ~ImportStore() = default;

  // Takes all rows that `feed` brings, then merges them, some ten thousand in a transaction, each
  // with customers, products, summaries and changes that belong to them. When it breaks off, the
  // same rows again complete it. An import id that was completed gives its report again, without a
  // call of `feed`. Fails as `feed` does and with CURRENCY_MIXED.
  virtual absl::StatusOr<ImportReport> Import(const ImportOrder& order, Feed feed) = 0;

  // Fails with IMPORT_UNKNOWN.
  virtual absl::StatusOr<ImportReport> Find(std::string_view import_id) = 0;

  // Shows pieces of the CSV of rejected rows: "reason" in front of the file's own columns. Fails with
  // IMPORT_UNKNOWN and as `show` does.
  virtual absl::Status ExportRejected(std::string_view import_id,
                                      absl::FunctionRef<absl::Status(std::string_view)> show) = 0;
};

}  // namespace bestand::customer_profile
