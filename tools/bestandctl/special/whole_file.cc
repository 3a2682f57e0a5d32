#include "tools/bestandctl/special/whole_file.h"

#include <cstdio>
#include <fstream>

#include "absl/strings/str_cat.h"

namespace bestand::ctl {

absl::Status WriteWhole(const std::string& file, const std::string& text) {
  const std::string unfinished = file + ".new";
  std::ofstream out(unfinished, std::ios::binary);
  out << text;
  out.close();
  if (out.good() && std::rename(unfinished.c_str(), file.c_str()) == 0) return absl::OkStatus();
  std::remove(unfinished.c_str());
  return absl::InvalidArgumentError(
      absl::StrCat("The file ", file, " cannot be written; check its folder and the space left."));
}

}  // namespace bestand::ctl
