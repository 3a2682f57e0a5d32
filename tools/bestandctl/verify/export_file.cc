#include "tools/bestandctl/verify/export_file.h"

#include "google/protobuf/io/coded_stream.h"
#include "google/protobuf/io/zero_copy_stream_impl.h"
#include "google/protobuf/util/delimited_message_util.h"
#include "tools/bestandctl/verify/fault.h"

namespace bestand::ctl {
namespace {

constexpr std::string_view kFirstLine = "bestand consent log, version 1\n";

absl::Status NoFile(const std::string& path) {
  return InvalidFields({{"FILE", path + " cannot be opened; name another file"}});
}

}  // namespace

absl::StatusOr<ExportWriter> ExportWriter::Open(const std::string& path) {
  ExportWriter writer(path);
  if (!(writer.file_ << kFirstLine)) return NoFile(path);
  return writer;
}

absl::Status ExportWriter::Write(const consent::v1::ExportLogResponse& chunk) {
  const bool written = google::protobuf::util::SerializeDelimitedToOstream(chunk, &file_);
  return written && file_ ? absl::OkStatus()
                          : absl::DataLossError("The log could not be written to " + path_);
}

absl::Status ExportWriter::Finish() {
  return file_.flush() ? absl::OkStatus() : absl::DataLossError("The log could not be written to " + path_);
}

absl::Status ReadExport(const std::string& path,
                        const std::function<absl::Status(const consent::v1::ExportLogResponse&)>& take) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return NoFile(path);
  std::string line(kFirstLine.size(), '\0');
  if (!file.read(line.data(), static_cast<std::streamsize>(line.size())) || line != kFirstLine) {
    return Fault("the file", "it is no exported log");
  }
  google::protobuf::io::IstreamInputStream input(&file);
  while (true) {
    consent::v1::ExportLogResponse chunk;
    bool end = false;
    if (!google::protobuf::util::ParseDelimitedFromZeroCopyStream(&chunk, &input, &end)) {
      return end ? absl::OkStatus() : Fault("the file", "it breaks off");
    }
    RETURN_IF_ERROR(take(chunk));
  }
}

}  // namespace bestand::ctl
