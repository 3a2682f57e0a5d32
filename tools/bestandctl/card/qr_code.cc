#include "tools/bestandctl/card/qr_code.h"

#include <qrencode.h>

#include <memory>

#include "absl/strings/str_cat.h"

namespace bestand::ctl {
namespace {

constexpr int kQuietZone = 4;  // modules around the code, as the standard wants

struct Free {
  void operator()(QRcode* code) const { QRcode_free(code); }
};

// One run of black modules a step: "M4 7h3v1h-3z".
std::string PathOf(const QRcode& code) {
  std::string path;
  for (int y = 0; y < code.width; ++y) {
    for (int x = 0; x < code.width; ++x) {
      const auto is_black = [&](int at) { return at < code.width && code.data[y * code.width + at] & 1; };
      int run = 0;
      while (is_black(x + run)) ++run;
      if (run > 0)
        absl::StrAppend(&path, "M", x + kQuietZone, " ", y + kQuietZone, "h", run, "v1h-", run, "z");
      x += run;
    }
  }
  return path;
}

}  // namespace

absl::StatusOr<std::string> QrCodeSvg(std::string_view text) {
  const std::unique_ptr<QRcode, Free> code(QRcode_encodeData(
      static_cast<int>(text.size()), reinterpret_cast<const unsigned char*>(text.data()), 0, QR_ECLEVEL_M));
  if (code == nullptr) {
    return absl::InvalidArgumentError(
        absl::StrCat("A QR code cannot hold this text of ", text.size(), " bytes."));
  }
  const int width = code->width + 2 * kQuietZone;
  return absl::StrCat(R"(<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 )", width, " ", width,
                      R"(" shape-rendering="crispEdges"><path fill="#fff" d="M0 0h)", width, "v", width, "h-",
                      width, R"(z"/><path d=")", PathOf(*code), R"("/></svg>)", "\n");
}

}  // namespace bestand::ctl
