#include "tools/bestandctl/charts/plot.h"

#include <algorithm>
#include <cmath>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "tools/bestandctl/charts/markup.h"

namespace bestand::ctl {
namespace {

// Narrow on purpose: scaled to a telephone its letters stay readable, and two stand side by side on a desk.
constexpr double kWidth = 420, kHeight = 280;
constexpr double kLeft = 58, kRight = 22, kTop = 14, kBottom = 48;
constexpr int kMostTicks = 6;

bool IsNumber(const Point& point) { return std::isfinite(point.x) && std::isfinite(point.y); }

std::string Text(const Point& at, std::string_view style, std::string_view text) {
  return Element("text", {{"x", Coordinate(at.x)}, {"y", Coordinate(at.y)}, {"class", std::string(style)}},
                 Escape(text));
}

std::string Stroke(const Point& from, const Point& to, std::string_view style) {
  return Element("line", {{"x1", Coordinate(from.x)},
                          {"y1", Coordinate(from.y)},
                          {"x2", Coordinate(to.x)},
                          {"y2", Coordinate(to.y)},
                          {"class", std::string(style)}});
}

}  // namespace

Axis AxisFromZero(const std::string& title, double most) {
  Axis axis{title, FromZero(most), {}};
  for (const double tick : RoundTicks(axis.range, kMostTicks)) axis.ticks.push_back({tick, Brief(tick)});
  return axis;
}

Axis AxisOfParts(const std::string& title) {
  Axis axis{title, {0, 1}, {}};
  for (const double tick : {0., .25, .5, .75, 1.}) axis.ticks.push_back({tick, Percent(tick)});
  return axis;
}

Plot::Plot(const Terms& terms) : terms_(terms) {}

double Plot::X(double value) const {
  const Range& range = terms_.x.range;
  return kLeft + (value - range.from) / (range.to - range.from) * (kWidth - kLeft - kRight);
}

double Plot::Y(double value) const {
  const Range& range = terms_.y.range;
  return kHeight - kBottom - (value - range.from) / (range.to - range.from) * (kHeight - kTop - kBottom);
}

void Plot::Line(const std::vector<Point>& points, std::string_view style) {
  std::string path;
  bool drawing = false;
  for (const Point& point : points) {
    if (IsNumber(point))
      absl::StrAppend(&path, drawing ? "L" : "M", Coordinate(X(point.x)), " ", Coordinate(Y(point.y)));
    drawing = IsNumber(point);
  }
  marks_ += Element("path", {{"d", path}, {"class", absl::StrCat("line ", std::string(style))}});
}

void Plot::Dots(const std::vector<Point>& points, std::string_view style) {
  for (const Point& point : points) {
    if (!IsNumber(point)) continue;
    marks_ += Element("circle", {{"cx", Coordinate(X(point.x))},
                                 {"cy", Coordinate(Y(point.y))},
                                 {"r", "3.6"},
                                 {"class", absl::StrCat("dot ", std::string(style))}});
  }
}

void Plot::Diamonds(const std::vector<Point>& points, std::string_view style) {
  for (const Point& point : points) {
    if (!IsNumber(point)) continue;
    const std::string path = absl::StrCat("M", Coordinate(X(point.x)), " ", Coordinate(Y(point.y) - 4.8),
                                          "l4.8 4.8l-4.8 4.8l-4.8 -4.8z");
    marks_ += Element("path", {{"d", path}, {"class", absl::StrCat("dot ", std::string(style))}});
  }
}

void Plot::Bar(const Point& corner, double width, std::string_view style) {
  if (!IsNumber(corner)) return;
  marks_ += Element("rect", {{"x", Coordinate(X(corner.x))},
                             {"y", Coordinate(Y(corner.y))},
                             {"width", Coordinate(X(corner.x + width) - X(corner.x))},
                             {"height", Coordinate(Y(0) - Y(corner.y))},
                             {"class", absl::StrCat("bar ", std::string(style))}});
}

void Plot::Level(const Point& begin, double width, std::string_view style) {
  if (!IsNumber(begin)) return;
  const double y = Y(begin.y);
  marks_ += Stroke({X(begin.x), y}, {X(begin.x + width), y}, absl::StrCat("level ", std::string(style)));
}

void Plot::Whisker(double x, const Range& reach, std::string_view style) {
  marks_ += Stroke({X(x), Y(reach.from)}, {X(x), Y(reach.to)}, absl::StrCat("whisker ", std::string(style)));
}

void Plot::Stretch(const Range& reach, const std::string& label) {
  const double left = X(reach.from), right = X(reach.to);
  below_ += Element("rect", {{"x", Coordinate(left)},
                             {"y", Coordinate(kTop)},
                             {"width", Coordinate(right - left)},
                             {"height", Coordinate(kHeight - kTop - kBottom)},
                             {"class", "stretch"}});
  below_ += Text({(left + right) / 2, kTop + 13}, "middle soft", label);
}

void Plot::Shaded(const Cell& cell) {
  const double left = X(cell.corner.x), top = Y(cell.corner.y + cell.height);
  const double width = X(cell.corner.x + cell.width) - left, height = Y(cell.corner.y) - top;
  marks_ += Element("rect", {{"x", Coordinate(left)},
                             {"y", Coordinate(top)},
                             {"width", Coordinate(width)},
                             {"height", Coordinate(height)},
                             {"fill", ColourOf(cell.shade)},
                             {"class", "cell"}});
  marks_ += Text({left + width / 2, top + height / 2 + 3},
                 cell.shade > .5 ? "middle in-dark" : "middle in-light", cell.label);
}

std::string Plot::Axes() const {
  std::string markup;
  for (const Tick& tick : terms_.y.ticks) {
    const double y = Y(tick.at);
    markup += Stroke({kLeft, y}, {kWidth - kRight, y}, "grid");
    markup += Text({kLeft - 6, y + 4}, "end", tick.label);
  }
  for (const Tick& tick : terms_.x.ticks)
    markup += Text({X(tick.at), kHeight - kBottom + 17}, "middle", tick.label);
  markup += Stroke({kLeft, kHeight - kBottom}, {kWidth - kRight, kHeight - kBottom}, "base");
  markup += Text({(kLeft + kWidth - kRight) / 2, kHeight - 8}, "middle axis", terms_.x.title);
  const std::string turn =
      absl::StrCat("translate(13 ", Coordinate((kHeight - kBottom + kTop) / 2), ") rotate(-90)");
  return markup + Element("text", {{"transform", turn}, {"class", "middle axis"}}, Escape(terms_.y.title));
}

std::string Plot::Finish() const {
  const std::string title = absl::StrCat(terms_.id, "-title"), description = absl::StrCat(terms_.id, "-text");
  return Element("svg",
                 {{"viewBox", absl::StrCat("0 0 ", kWidth, " ", kHeight)},
                  {"role", "img"},
                  {"aria-labelledby", absl::StrCat(title, " ", description)}},
                 absl::StrCat(Element("title", {{"id", title}}, Escape(terms_.title)),
                              Element("desc", {{"id", description}}, Escape(terms_.description)), below_,
                              Axes(), marks_));
}

std::string ColourOf(double shade) {
  struct Colour {
    double red, green, blue;
  };
  constexpr Colour kScale[] = {
      {244, 247, 251}, {190, 214, 236}, {107, 163, 208}, {38, 104, 166}, {10, 49, 97}};
  const double place = std::clamp(shade, 0., 1.) * 4;
  const auto below = std::min(static_cast<size_t>(place), size_t{3});
  const double part = place - static_cast<double>(below);
  const auto mixed = [&](double Colour::*channel) {
    return static_cast<int>(
        std::lround(kScale[below].*channel * (1 - part) + kScale[below + 1].*channel * part));
  };
  return absl::StrFormat("#%02x%02x%02x", mixed(&Colour::red), mixed(&Colour::green), mixed(&Colour::blue));
}

}  // namespace bestand::ctl
