#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "tools/bestandctl/charts/numbers.h"

namespace bestand::ctl {

struct Tick {
  double at;
  std::string label;
};

struct Axis {
  std::string title;
  Range range;
  std::vector<Tick> ticks;
};

// Returns an axis from 0 to a round number at or above `most`, with brief labels.
Axis AxisFromZero(const std::string& title, double most);
// Returns an axis from 0 % to 100 %.
Axis AxisOfParts(const std::string& title);

struct Point {
  double x, y;
};

// A chart while it is drawn: axes, and marks in the coordinates of the data. Its classes (s-actual,
// s-expected, and so on) get their colours from the page; see style.h. What is no finite number is left out.
class Plot {
 public:
  struct Terms {
    std::string id;           // of the chart within the page: letters, digits, hyphens
    std::string title;        // what screen readers say first
    std::string description;  // and then
    Axis x, y;
  };
  explicit Plot(const Terms& terms);

  // A line through points; one that is no number interrupts it.
  void Line(const std::vector<Point>& points, std::string_view style);
  void Dots(const std::vector<Point>& points, std::string_view style);
  void Diamonds(const std::vector<Point>& points, std::string_view style);
  // A bar from 0 up to y, from x to x + width.
  void Bar(const Point& corner, double width, std::string_view style);
  // A short level line across a bar: what it is measured by.
  void Level(const Point& begin, double width, std::string_view style);
  // A thin upright line from low to high: how sure a dot is.
  void Whisker(double x, const Range& reach, std::string_view style);
  // A tinted stretch of the x axis with a word at its top.
  void Stretch(const Range& reach, const std::string& label);
  // A filled rectangle with a word in it; `shade` from 0, light, to 1.
  struct Cell {
    Point corner;  // its left and lower one
    double width, height;
    double shade;
    std::string label;
  };
  void Shaded(const Cell& cell);

  // Returns the whole <svg>.
  std::string Finish() const;

 private:
  double X(double value) const;
  double Y(double value) const;
  std::string Axes() const;

  const Terms terms_;
  std::string below_, marks_;  // below_: what lies under the grid
};

// Returns the colour of a shade, 0 to 1, as #rrggbb.
std::string ColourOf(double shade);

}  // namespace bestand::ctl
