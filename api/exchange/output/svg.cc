#include "api/exchange/output/svg.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

namespace linhui::api::exchange {
namespace {

constexpr std::string_view kFonts =
    "'Noto Sans CJK SC','Source Han Sans SC','Microsoft YaHei','PingFang SC','WenQuanYi Micro Hei',"
    "sans-serif";

// Two decimals, a point, no "-0.00".
std::string two_decimals(double value) {
  if (!std::isfinite(value)) value = 0;
  if (std::abs(value) < 0.005) value = 0;
  std::array<char, 64> text;
  const auto end =
      std::to_chars(text.data(), text.data() + text.size(), value, std::chars_format::fixed, 2);
  return {text.data(), end.ptr};
}

// XML 1.0 has no control characters but tab and line ends.
std::string escaped(std::string_view text) {
  std::string safe;
  for (const char c : text) {
    switch (c) {
      case '&':
        safe += "&amp;";
        break;
      case '<':
        safe += "&lt;";
        break;
      case '>':
        safe += "&gt;";
        break;
      case '"':
        safe += "&quot;";
        break;
      default:
        safe += static_cast<unsigned char>(c) < 0x20 ? ' ' : c;
    }
  }
  return safe;
}

std::string attribute(std::string_view name, std::string_view value) {
  return " " + std::string(name) + "=\"" + escaped(value) + "\"";
}

std::string attribute(std::string_view name, double value) {
  return attribute(name, two_decimals(value));
}

std::string outline(std::string_view stroke) {
  return stroke.empty() ? "" : attribute("stroke", stroke) + attribute("stroke-width", 0.6);
}

// The bytes of the character that begins at `at`: one at least.
std::size_t size_of_character(std::string_view text, std::size_t at) {
  std::size_t size = 1;
  while (at + size < text.size() && (static_cast<unsigned char>(text[at + size]) & 0xc0) == 0x80) {
    ++size;
  }
  return size;
}

}  // namespace

Svg::Svg(double width, double height, std::string_view title, std::string_view description) {
  body_ = "<svg xmlns=\"http://www.w3.org/2000/svg\"" + attribute("width", width) +
          attribute("height", height) +
          attribute("viewBox", "0 0 " + two_decimals(width) + " " + two_decimals(height)) +
          attribute("font-family", kFonts) + " role=\"img\">\n<title>" + escaped(title) +
          "</title>\n<desc>" + escaped(description) + "</desc>\n";
  rectangle({0, 0}, width, height, "#ffffff");
}

void Svg::rectangle(XY corner, double width, double height, std::string_view fill,
                    std::string_view stroke) {
  body_ += "<rect" + attribute("x", corner.x) + attribute("y", corner.y) +
           attribute("width", width) + attribute("height", height) + attribute("fill", fill) +
           outline(stroke) + "/>\n";
}

void Svg::line(XY from, XY to, std::string_view stroke, double width) {
  body_ += "<line" + attribute("x1", from.x) + attribute("y1", from.y) + attribute("x2", to.x) +
           attribute("y2", to.y) + attribute("stroke", stroke) + attribute("stroke-width", width) +
           "/>\n";
}

void Svg::polyline(const std::vector<XY>& points, std::string_view stroke, double width) {
  std::string path;
  for (const XY& point : points) path += two_decimals(point.x) + "," + two_decimals(point.y) + " ";
  body_ += "<polyline" + attribute("points", path) + " fill=\"none\"" +
           attribute("stroke", stroke) + attribute("stroke-width", width) + "/>\n";
}

void Svg::polygon(const std::vector<std::vector<XY>>& rings, std::string_view fill,
                  std::string_view stroke, std::string_view tip) {
  std::string path;
  for (const auto& ring : rings) {
    char command = 'M';
    for (const XY& point : ring) {
      path += command + two_decimals(point.x) + " " + two_decimals(point.y);
      command = 'L';
    }
    path += "Z";
  }
  body_ += "<path" + attribute("d", path) + " fill-rule=\"evenodd\"" + attribute("fill", fill) +
           outline(stroke);
  body_ += tip.empty() ? "/>\n" : "><title>" + escaped(tip) + "</title></path>\n";
}

void Svg::circle(XY centre, double radius, std::string_view fill) {
  body_ += "<circle" + attribute("cx", centre.x) + attribute("cy", centre.y) +
           attribute("r", radius) + attribute("fill", fill) + "/>\n";
}

void Svg::text(XY at, std::string_view text, const TextStyle& style) {
  static constexpr std::array<std::string_view, 3> kAnchors = {"start", "middle", "end"};
  body_ += "<text" + attribute("x", at.x) + attribute("y", at.y) +
           attribute("font-size", style.size) + attribute("fill", style.fill) +
           attribute("text-anchor", kAnchors[static_cast<std::size_t>(style.anchor)]) +
           (style.bold ? " font-weight=\"bold\"" : "") + ">" + escaped(text) + "</text>\n";
}

std::string Svg::str() const {
  return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + body_ + "</svg>\n";
}

double text_width(std::string_view text, double size) {
  double width = 0;
  for (std::size_t i = 0; i < text.size(); i += size_of_character(text, i)) {
    width += size_of_character(text, i) >= 3 ? 1.0 : 0.57;  // Chinese characters are square
  }
  return width * size;
}

std::string fitted(std::string_view text, double size, double width) {
  if (text_width(text, size) <= width) return std::string(text);
  std::string cut;
  for (std::size_t i = 0; i < text.size(); i += size_of_character(text, i)) {
    const std::string longer = cut + std::string(text.substr(i, size_of_character(text, i)));
    if (text_width(longer + "…", size) > width) break;
    cut = longer;
  }
  return cut + "…";
}

std::vector<double> Scale::ticks() const {
  std::vector<double> ticks;
  const auto count = std::llround((most - least) / step);
  for (long long i = 0; i <= count; ++i) ticks.push_back(least + static_cast<double>(i) * step);
  return ticks;
}

Scale nice_scale(double least, double most, int count) {
  least = std::min(least, 0.0);
  most = std::max(most, 0.0);
  if (most - least <= 0) most = 1;
  const double rough = (most - least) / count;
  const double power = std::pow(10.0, std::floor(std::log10(rough)));
  double step = 10 * power;
  for (const double nice : {5.0, 2.0, 1.0}) {
    if (nice * power >= rough * 0.999999) step = nice * power;
  }
  return {std::floor(least / step + 1e-9) * step, std::ceil(most / step - 1e-9) * step, step};
}

std::string tick_label(double value, double step) {
  const int decimals = step >= 1 ? 0 : static_cast<int>(std::ceil(-std::log10(step) - 1e-9));
  if (std::abs(value) < step / 1000) value = 0;
  std::array<char, 400> digits;
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), std::abs(value),
                                 std::chars_format::fixed, decimals);
  std::string text(digits.data(), end.ptr);
  const std::size_t point = std::min(text.find('.'), text.size());
  for (std::size_t i = point; i > 3; i -= 3) text.insert(i - 3, ",");
  return (value < 0 ? "−" : "") + text;
}

}  // namespace linhui::api::exchange
