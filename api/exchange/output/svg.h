// A drawing as an SVG document. Internal to api/exchange.
//
// Small on purpose: shapes and text at given places, in plain attributes that browsers, office
// programs and librsvg draw alike. Numbers are written with two decimals, so the same drawing is
// the same bytes everywhere.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace linhui::api::exchange {

inline constexpr std::string_view kFaint = "#5c6b63";  // of what is said in small print

struct XY {
  double x = 0, y = 0;  // px from the upper left corner
};

enum class Anchor { start, middle, end };

struct TextStyle {
  double size = 14;  // px
  Anchor anchor = Anchor::start;
  std::string_view fill = "#1f2a24";
  bool bold = false;
};

// Drawn in the order of the calls, what comes later over what came before. Texts are escaped here.
class Svg {
 public:
  // `title` and `description` are read out by screen readers.
  Svg(double width, double height, std::string_view title, std::string_view description);

  // `stroke` empty: no outline.
  void rectangle(XY corner, double width, double height, std::string_view fill,
                 std::string_view stroke = {});
  void line(XY from, XY to, std::string_view stroke, double width = 1);
  void polyline(const std::vector<XY>& points, std::string_view stroke, double width);
  // Rings of one shape; holes by the even-odd rule. `tip` is shown under the pointer.
  void polygon(const std::vector<std::vector<XY>>& rings, std::string_view fill,
               std::string_view stroke, std::string_view tip = {});
  void circle(XY centre, double radius, std::string_view fill);
  void text(XY at, std::string_view text, const TextStyle& style = {});

  // The whole document.
  std::string str() const;

 private:
  std::string body_;
};

// Roughly how wide a text is drawn, px: enough to place things beside it.
double text_width(std::string_view text, double size);
// Cut to the width with an ellipsis where it is longer.
std::string fitted(std::string_view text, double size, double width);

// A scale from 0, or from below it, in steps of 1, 2 or 5 times a power of ten.
struct Scale {
  double least = 0, most = 1, step = 1;
  std::vector<double> ticks() const;
};
// Covers [least, most] and zero, in about `count` steps.
Scale nice_scale(double least, double most, int count);
// 12000 as "12,000"; decimals only where the step has some.
std::string tick_label(double value, double step);

}  // namespace linhui::api::exchange
