#include "api/exchange/output/qgis_style.h"

#include <array>
#include <charconv>

namespace linhui::api::exchange {
namespace {

std::string six_decimals(double value) {
  std::array<char, 64> text;
  const auto end =
      std::to_chars(text.data(), text.data() + text.size(), value, std::chars_format::fixed, 6);
  return {text.data(), end.ptr};
}

// "#3f8f4f" as "63,143,79,255".
std::string colour_of(std::string_view hex) {
  std::string text;
  for (const std::size_t at : {1, 3, 5}) {
    int value = 0;
    std::from_chars(hex.data() + at, hex.data() + at + 2, value, 16);
    text += std::to_string(value) + ",";
  }
  return text + "255";
}

std::string option(const char* name, const std::string& value) {
  return "          <Option type=\"QString\" name=\"" + std::string(name) + "\" value=\"" + value +
         "\"/>\n";
}

}  // namespace

std::string qgis_style(const std::string& attribute, const std::vector<DensityClass>& classes) {
  std::string ranges, symbols;
  for (std::size_t i = 0; i < classes.size(); ++i) {
    const std::string symbol = std::to_string(i);
    ranges += "      <range render=\"true\" symbol=\"" + symbol + "\" lower=\"" +
              six_decimals(classes[i].from) + "\" upper=\"" + six_decimals(classes[i].to) +
              "\" label=\"" + classes[i].label + "\"/>\n";
    symbols += "      <symbol type=\"fill\" name=\"" + symbol +
               "\" alpha=\"1\" clip_to_extent=\"1\" force_rhr=\"0\">\n"
               "        <layer class=\"SimpleFill\" enabled=\"1\" locked=\"0\" pass=\"0\">\n"
               "         <Option type=\"Map\">\n" +
               option("color", colour_of(classes[i].colour)) + option("style", "solid") +
               option("outline_color", "85,99,91,255") + option("outline_style", "solid") +
               option("outline_width", "0.1") + option("outline_width_unit", "MM") +
               option("joinstyle", "bevel") +
               "         </Option>\n        </layer>\n      </symbol>\n";
  }
  return "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n"
         "<qgis version=\"3.22.0\" styleCategories=\"Symbology\">\n"
         "  <renderer-v2 type=\"graduatedSymbol\" attr=\"" +
         attribute +
         "\" graduatedMethod=\"GraduatedColor\" symbollevels=\"0\" enableorderby=\"0\" "
         "forceraster=\"0\">\n    <ranges>\n" +
         ranges + "    </ranges>\n    <symbols>\n" + symbols +
         "    </symbols>\n  </renderer-v2>\n  <layerGeometryType>2</layerGeometryType>\n</qgis>\n";
}

}  // namespace linhui::api::exchange
