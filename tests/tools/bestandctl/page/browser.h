#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace bestand::ctl {

// Says whether there is a Chromium to look with.
bool HasBrowser();

// Renders a file in a headless Chromium, at most two minutes, and returns its DOM as text; "" when that
// failed.
std::string DomOf(const std::string& file, const std::string& folder);

struct Size {
  int width, height;
};

// A picture in the colours of its pixels, 0xRRGGBB, row by row; empty when it could not be taken or read.
struct Picture {
  Size size{};
  std::vector<uint32_t> pixels;
};

// Takes a picture of what a window of that size shows of a file, and leaves it in the folder as <name>.png.
Picture PictureOf(const std::string& file, const Size& window, const std::string& folder,
                  const std::string& name);

}  // namespace bestand::ctl
