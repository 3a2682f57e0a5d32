#include "tests/tools/bestandctl/page/browser.h"

#include <zlib.h>

#include <cstdlib>
#include <fstream>
#include <iterator>

namespace bestand::ctl {
namespace {

std::string ReadFile(const std::string& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

bool RunBrowser(const std::string& folder, const std::string& arguments) {
  const std::string command =
      "timeout -k 5 120 chromium --headless --no-sandbox --disable-gpu --hide-scrollbars --no-first-run "
      "--disable-background-networking --disable-component-update --disable-sync --disable-extensions "
      "--allow-file-access-from-files --user-data-dir='" +
      folder + "/profile' " + arguments + " 2>'" + folder + "/browser.log'";
  return std::system(command.c_str()) == 0;
}

uint32_t Number(const std::string& bytes, size_t at) {
  uint32_t number = 0;
  for (size_t i = 0; i < 4; ++i) number = number << 8 | static_cast<uint8_t>(bytes[at + i]);
  return number;
}

// The uncompressed scan lines of a PNG: each a filter byte and its pixels.
std::string ScanLines(const std::string& png, size_t bytes) {
  std::string packed;
  for (size_t at = 8; at + 12 <= png.size(); at += 12 + Number(png, at)) {
    if (png.compare(at + 4, 4, "IDAT") == 0) packed.append(png, at + 8, Number(png, at));
  }
  std::string lines(bytes, '\0');
  uLongf length = bytes;
  const int result = uncompress(reinterpret_cast<Bytef*>(lines.data()), &length,
                                reinterpret_cast<const Bytef*>(packed.data()), packed.size());
  return result == Z_OK && length == bytes ? lines : "";
}

int Paeth(int left, int above, int corner) {
  const int guess = left + above - corner;
  const int to_left = std::abs(guess - left), to_above = std::abs(guess - above),
            to_corner = std::abs(guess - corner);
  if (to_left <= to_above && to_left <= to_corner) return left;
  return to_above <= to_corner ? above : corner;
}

int Foretold(int filter, int left, int above, int corner) {
  const int foretold[] = {0, left, above, (left + above) / 2, Paeth(left, above, corner)};
  return foretold[filter % 5];
}

// Takes the filters off the lines of a picture with `channels` bytes a pixel.
Picture Unfiltered(std::string lines, const Size& size, size_t channels) {
  Picture picture{size, {}};
  const size_t width = static_cast<size_t>(size.width) * channels, stride = width + 1;
  const auto byte = [&](size_t row, size_t column) -> uint8_t {
    return static_cast<uint8_t>(lines[row * stride + 1 + column]);
  };
  for (size_t row = 0; row < static_cast<size_t>(size.height); ++row) {
    const int filter = static_cast<uint8_t>(lines[row * stride]);
    for (size_t column = 0; column < width; ++column) {
      const int left = column >= channels ? byte(row, column - channels) : 0;
      const int above = row > 0 ? byte(row - 1, column) : 0;
      const int corner = row > 0 && column >= channels ? byte(row - 1, column - channels) : 0;
      lines[row * stride + 1 + column] =
          static_cast<char>(byte(row, column) + Foretold(filter, left, above, corner));
    }
    for (size_t column = 0; column < width; column += channels) {
      picture.pixels.push_back(static_cast<uint32_t>(byte(row, column)) << 16 |
                               static_cast<uint32_t>(byte(row, column + 1)) << 8 | byte(row, column + 2));
    }
  }
  return picture;
}

}  // namespace

bool HasBrowser() { return std::system("command -v chromium >/dev/null 2>&1") == 0; }

std::string DomOf(const std::string& file, const std::string& folder) {
  const std::string dom = folder + "/dom.html";
  if (!RunBrowser(folder, "--dump-dom 'file://" + file + "' >'" + dom + "'")) return "";
  return ReadFile(dom);
}

Picture PictureOf(const std::string& file, const Size& window, const std::string& folder,
                  const std::string& name) {
  const std::string shot = folder + "/" + name + ".png";
  const std::string size = std::to_string(window.width) + "," + std::to_string(window.height);
  if (!RunBrowser(folder, "--window-size=" + size + " --screenshot='" + shot + "' 'file://" + file + "'"))
    return {};
  const std::string png = ReadFile(shot);
  if (png.size() < 33) return {};
  const Size found{static_cast<int>(Number(png, 16)), static_cast<int>(Number(png, 20))};
  const size_t channels = png[25] == 6 ? 4 : 3;
  const std::string lines =
      ScanLines(png, static_cast<size_t>(found.height) * (static_cast<size_t>(found.width) * channels + 1));
  return lines.empty() ? Picture{} : Unfiltered(lines, found, channels);
}

}  // namespace bestand::ctl
