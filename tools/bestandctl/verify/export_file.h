#pragma once

#include <fstream>
#include <functional>
#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "bestand/consent/v1/evidence_service.pb.h"

namespace bestand::ctl {

// A log in a file: one line that says so, then the chunks of ExportLog, each behind its length as a varint,
// as Protobuf's tools read and write them. One thread at a time.
class ExportWriter {
 public:
  // Fails when the file cannot be made.
  static absl::StatusOr<ExportWriter> Open(const std::string& path);

  absl::Status Write(const consent::v1::ExportLogResponse& chunk);
  // Says whether all of it is in the file.
  absl::Status Finish();

 private:
  explicit ExportWriter(std::string path) : path_(std::move(path)), file_(path_, std::ios::binary) {}

  std::string path_;
  std::ofstream file_;
};

// Calls `take` with every chunk of a file; ends with its first failure. Fails with EVIDENCE_FAULTY for a file
// of another form or one that breaks off.
absl::Status ReadExport(const std::string& path,
                        const std::function<absl::Status(const consent::v1::ExportLogResponse&)>& take);

}  // namespace bestand::ctl
