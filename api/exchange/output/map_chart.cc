// The map of charts.h.
#include <algorithm>
#include <cmath>
#include <limits>

#include "api/exchange/inventory/inventory.h"
#include "api/exchange/output/charts.h"
#include "api/exchange/output/svg.h"

namespace linhui::api::exchange {
namespace {

using methodology::TonnesCO2e;

constexpr double kMapWidth = 960, kMapHeight = 720;
constexpr double kMapLeft = 32, kMapTop = 84, kMapRight = 736, kMapBottom = 660;
constexpr double kMetresPerDegree = 111320;
constexpr std::string_view kOutline = "#55635b";
constexpr double kPi = 3.14159265358979323846;

// Plate carrée with the width of degrees at the middle latitude: a district is drawn as it lies.
class MapFrame {
 public:
  explicit MapFrame(const Inventory& inventory) {
    for (const StandPlace& of_stand : inventory.places) {
      for (const Polygon& polygon : of_stand.shape) {
        for (const Ring& ring : polygon) {
          for (const Point& point : ring) add(point);
        }
      }
    }
    if (empty()) return;
    const double middle = double(south_ + (north_ - south_) / 2) / kGridPerDegree;
    narrowing_ = std::max(0.05, std::cos(middle * kPi / 180));
    const double width = std::max(1.0, double(east_ - west_) * narrowing_);
    const double height = std::max(1.0, double(north_ - south_));
    px_per_unit_ = std::min((kMapRight - kMapLeft) / width, (kMapBottom - kMapTop) / height);
    left_ = kMapLeft + ((kMapRight - kMapLeft) - width * px_per_unit_) / 2;
    top_ = kMapTop + ((kMapBottom - kMapTop) - height * px_per_unit_) / 2;
  }

  bool empty() const { return west_ > east_; }
  XY place(const Point& point) const {
    return {left_ + double(point.lon - west_) * narrowing_ * px_per_unit_,
            top_ + double(north_ - point.lat) * px_per_unit_};
  }
  double px_per_metre() const { return px_per_unit_ * kGridPerDegree / kMetresPerDegree; }

 private:
  void add(const Point& point) {
    west_ = std::min(west_, point.lon);
    east_ = std::max(east_, point.lon);
    south_ = std::min(south_, point.lat);
    north_ = std::max(north_, point.lat);
  }

  std::int64_t west_ = std::numeric_limits<std::int64_t>::max(), south_ = west_;
  std::int64_t east_ = std::numeric_limits<std::int64_t>::min(), north_ = east_;
  double narrowing_ = 1, px_per_unit_ = 1, left_ = 0, top_ = 0;
};

// Points closer than a third of a pixel are one: a county's map stays small.
std::vector<XY> placed(const Ring& ring, const MapFrame& frame) {
  std::vector<XY> points;
  for (const Point& point : ring) {
    const XY place = frame.place(point);
    if (!points.empty() && std::abs(points.back().x - place.x) < 0.33 &&
        std::abs(points.back().y - place.y) < 0.33) {
      continue;
    }
    points.push_back(place);
  }
  return points;
}

void draw_legend(Svg& svg, const std::vector<DensityClass>& classes, bool any_unknown,
                 Language language) {
  const bool chinese = language == Language::chinese;
  double y = kMapTop + 12;
  svg.text({kMapRight + 28, y}, "t CO2e/ha", {.size = 14, .bold = true});
  for (std::size_t i = classes.size(); i-- > 0;) {
    y += 26;
    svg.rectangle({kMapRight + 28, y - 12}, 24, 16, classes[i].colour, kOutline);
    svg.text({kMapRight + 62, y + 1}, classes[i].label, {.size = 14});
  }
  if (!any_unknown) return;
  y += 34;
  svg.rectangle({kMapRight + 28, y - 12}, 24, 16, kNoStockColour, kOutline);
  svg.text({kMapRight + 62, y + 1}, chinese ? "储量未知" : "stock not known", {.size = 14});
}

void draw_scale_bar(Svg& svg, const MapFrame& frame) {
  const double widest_m = 160 / frame.px_per_metre();
  const double step = nice_scale(0, widest_m, 1).step;
  const double metres = step <= widest_m ? step : step / 2;
  const double width = metres * frame.px_per_metre();
  svg.rectangle({kMapLeft, kMapBottom + 22}, width, 5, kOutline);
  svg.text({kMapLeft + width + 8, kMapBottom + 29},
           metres >= 1000 ? tick_label(metres / 1000, metres >= 2000 ? 1 : 0.1) + " km"
                          : tick_label(metres, 1) + " m",
           {.size = 12, .fill = kFaint});
}

}  // namespace

std::optional<std::string> map_svg(const Inventory& inventory,
                                   const std::vector<std::optional<TonnesCO2e>>& densities,
                                   const ChartLabels& labels) {
  const MapFrame frame(inventory);
  if (frame.empty()) return std::nullopt;
  const bool chinese = labels.language == Language::chinese;
  const std::string title = chinese ? "小班单位面积碳储量" : "Carbon stock of stands by hectare";
  Svg svg(kMapWidth, kMapHeight, title, labels.origin);
  svg.text({kMapLeft, 40}, title, {.size = 22, .bold = true});
  svg.text({kMapLeft, 64}, fitted(labels.origin, 13, kMapWidth - 2 * kMapLeft),
           {.size = 13, .fill = kFaint});
  const auto classes = density_classes(densities);
  bool any_unknown = false;
  for (std::size_t i = 0; i < inventory.stands.size(); ++i) {
    const MultiPolygon& shape = inventory.places[i].shape;
    if (shape.empty()) continue;
    std::vector<std::vector<XY>> rings;
    for (const Polygon& polygon : shape) {
      for (const Ring& ring : polygon) rings.push_back(placed(ring, frame));
    }
    any_unknown = any_unknown || !densities[i];
    const std::string_view colour =
        densities[i] ? classes[class_of(classes, *densities[i])].colour : kNoStockColour;
    const std::string figure = densities[i] ? densities[i]->str() + " t CO2e/ha"
                                            : (chinese ? "储量未知" : "stock not known");
    svg.polygon(rings, colour, kOutline, inventory.stands[i].stand_id + ": " + figure);
  }
  draw_legend(svg, classes, any_unknown, labels.language);
  draw_scale_bar(svg, frame);
  return svg.str();
}

}  // namespace linhui::api::exchange
