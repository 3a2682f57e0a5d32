#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "services/customer_profile/domain/csv_reader.h"
#include "services/customer_profile/domain/import.h"
#include "services/customer_profile/domain/sales_list_columns.h"
#include "services/customer_profile/domain/sales_list_values.h"

namespace bestand::customer_profile {

// How a sales list is to be read; the rest is found out from the file.
struct SalesListOptions {
  // The zone of the file's times. With it, every time is taken as local and Z or +02:00 behind it is
  // ignored, since tills write it without meaning it. Without it, what says no offset is UTC.
  std::optional<absl::TimeZone> zone;
  ColumnMapping columns;
  int decimals = 2;   // of the currency
  absl::Time latest;  // purchases after it are rejected
};

// Reads a sales list: CSV with a header line, delimiter , ; or tab, UTF-8 or Windows-1252 (taken when
// the first text beyond ASCII is not UTF-8), decimal point or comma (as the first 64 KiB show), dates
// as ParseTime reads them. Pieces may be cut anywhere. One thread at a time.
class SalesListReader {
 public:
  explicit SalesListReader(SalesListOptions options) : options_(std::move(options)) {}

  // Gives each row to `sink`, as a good one or a rejected one. Fails with IMPORT_FORMAT_UNKNOWN when
  // the header can't be read, and as `sink` does.
  absl::Status Feed(std::string_view piece, RowSink& sink);

  // Gives what is left. Fails with IMPORT_FORMAT_UNKNOWN also for an empty file.
  absl::Status Finish(RowSink& sink);

  // As rejected rows are to be written; after Finish.
  RejectedFormat rejected_format() const { return {header_, delimiter_}; }

 private:
  enum class Encoding { kUnknown, kUtf8, kWindows1252 };
  struct Problem {
    SalesField field = kSalesFields;  // kSalesFields for the whole row
    std::string_view reason;          // empty when there is none
  };

  absl::Status Open(RowSink& sink);
  absl::Status ReadHeader(std::string_view line);
  void SeeMark();
  absl::Status Take(const CsvRecord& record, RowSink& sink);
  absl::Status TakeDecoded(const CsvRecord& record, Problem problem, RowSink& sink);
  bool Decode(CsvRecord& record);
  std::string_view Cell(const CsvRecord& record, SalesField field) const;
  Problem Parse(const CsvRecord& record, PurchaseRow& row);
  Problem ParseValues(const CsvRecord& record, PurchaseRow& row);
  bool ParseMoment(std::string_view cell, absl::Time& time);
  Problem ShapeOf(const CsvRecord& record) const;
  RejectedRow Rejected(const CsvRecord& record, const Problem& problem) const;

  const SalesListOptions options_;
  std::string head_;  // until the file is opened
  std::optional<CsvReader> csv_;
  SalesColumns columns_;
  std::string header_;
  char delimiter_ = ',';
  DecimalMark mark_ = DecimalMark::kPoint;
  Encoding encoding_ = Encoding::kUnknown;
  std::vector<std::string> decoded_;
  std::string last_cell_;  // the time read last: lists repeat it from line to line
  absl::Time last_time_;
};

}  // namespace bestand::customer_profile
