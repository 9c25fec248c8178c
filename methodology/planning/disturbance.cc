#include "methodology/planning/disturbance.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <set>
#include <tuple>
#include <unordered_map>
#include <utility>

#include "methodology/findings.h"
#include "methodology/methods/shared/volume_route.h"
#include "methodology/parameters/csv.h"
#include "methodology/planning/disturbance_findings.h"

namespace linhui::methodology {
namespace {

constexpr unsigned kVolumeDecimals = 6;

struct LossOf {
  std::size_t event;
  int year;
  Rational left;  // 1 - share
};

// The events of one stand between two inventories, in order of date, and what they leave.
struct Span {
  int begin_year = 0, end_year = 0;
  Rational begin_volume, end_volume;
  std::vector<LossOf> events;
};

// Growing stock as p + q · g, where g is the yearly growth still to be found.
struct LinearInGrowth {
  Rational constant, slope;
  void grow(int years) { slope += years; }
  void lose(const Rational& left) {
    constant *= left;
    slope *= left;
  }
  Rational at(const Rational& growth) const { return constant + slope * growth; }
};

// g, so that the span ends at its inventory. Nothing where all was lost in the year of the
// inventory: what the stand grew by before is then not known.
std::optional<Rational> growth_of(const Span& span) {
  LinearInGrowth volume{span.begin_volume, 0};
  int year = span.begin_year;
  for (const auto& event : span.events) {
    volume.grow(event.year - year);
    volume.lose(event.left);
    year = event.year;
  }
  volume.grow(span.end_year - year);
  if (volume.slope == 0) return std::nullopt;
  return (span.end_volume - volume.constant) / volume.slope;
}

// Adds to the stand the stock at the end of the year before each event's year and after it.
void walk(const Span& span, const Rational& growth, std::size_t stand, Stand& disturbed,
          std::vector<StockLoss>& losses) {
  LinearInGrowth volume{span.begin_volume, 0};
  int year = span.begin_year;
  for (const auto& event : span.events) {
    if (event.year - 1 > year) {
      volume.grow(event.year - 1 - year);
      year = event.year - 1;
      disturbed.volume_m3_ha_by_year[year] = round_volume(volume.at(growth));
    }
    volume.grow(event.year - year);
    year = event.year;
    const Decimal before = round_volume(volume.at(growth));
    volume.lose(event.left);
    const Decimal after = round_volume(volume.at(growth));
    losses.push_back({event.event, stand, before, after});
    if (year < span.end_year) disturbed.volume_m3_ha_by_year[year] = after;
  }
}

class Disturber {
 public:
  Disturber(const std::vector<Stand>& stands, const std::vector<Disturbance>& events,
            const EstimateOptions& options, bool with_forecast)
      : stands_(stands), events_(events), options_(options), with_forecast_(with_forecast) {}

  std::variant<DisturbedStands, Findings> run() {
    result_.stands = stands_;
    const auto by_stand = group();
    for (const auto& [stand, events] : by_stand) disturb(stand, events);
    if (!faults_.empty()) return faults_;
    std::sort(result_.losses.begin(), result_.losses.end(),
              [](const auto& a, const auto& b) { return a.event < b.event; });
    std::sort(result_.later.begin(), result_.later.end());
    return std::move(result_);
  }

 private:
  std::map<std::size_t, std::vector<std::size_t>> group() {
    std::unordered_map<std::string_view, std::size_t> position;
    for (std::size_t i = 0; i < stands_.size(); ++i) position.emplace(stands_[i].stand_id, i);
    std::map<std::size_t, std::vector<std::size_t>> by_stand;
    std::map<std::tuple<std::string, std::string, DisturbanceKind>, std::size_t> lines;
    for (std::size_t i = 0; i < events_.size(); ++i) {
      const Disturbance& event = events_[i];
      const auto [first, fresh] =
          lines.try_emplace({event.stand_id, event.date, event.kind}, event.line);
      const auto stand = position.find(event.stand_id);
      if (!fresh) faults_.push_back(event_duplicate(event.stand_id, event.line, first->second));
      if (stand == position.end()) {
        faults_.push_back(event_stand_unknown(event.stand_id, event.line));
      } else if (stands_[stand->second].kind != StandKind::forest) {
        faults_.push_back(event_kind_not_covered(event.stand_id, event.line));
      } else {
        by_stand[stand->second].push_back(i);
      }
    }
    return by_stand;
  }

  void disturb(std::size_t stand, const std::vector<std::size_t>& events) {
    const Measurements measured = measurements_of(stands_[stand], options_.from_year);
    if (measured.empty()) return;  // the method refuses the stand
    std::map<int, Span> spans;     // by the year that ends them
    for (const std::size_t i : events) {
      const Disturbance& event = events_[i];
      const auto end = std::find_if(measured.begin(), measured.end(), [&](const auto& inventory) {
        return inventory.first >= event.year;
      });
      if (end == measured.begin()) {
        faults_.push_back(
            event_before_inventory(event.stand_id, event.line, event.year, measured.front().first));
      } else if (end == measured.end()) {
        if (with_forecast_) {
          result_.later.push_back(i);
        } else {
          faults_.push_back(
              event_after_inventory(event.stand_id, event.line, event.year, measured.back().first));
        }
      } else {
        Span& span = spans[end->first];
        const auto begin = std::prev(end);
        span.begin_year = begin->first;
        span.end_year = end->first;
        span.begin_volume = begin->second->rational();
        span.end_volume = end->second->rational();
        span.events.push_back({i, event.year, 1 - event.share_of_stock.rational()});
      }
    }
    for (const auto& [year, span] : spans) solve(span, stand);
  }

  void solve(const Span& span, std::size_t stand) {
    auto growth = growth_of(span);
    if (!growth) {
      const Disturbance& last = events_[span.events.back().event];
      if (span.end_volume != 0) {
        faults_.push_back(event_contradicts_inventory(last.stand_id, last.line, last.year,
                                                      round_volume(span.end_volume)));
        return;
      }
      growth = 0;  // what was there last is what was lost
    }
    walk(span, *growth, stand, result_.stands[stand], result_.losses);
  }

  const std::vector<Stand>& stands_;
  const std::vector<Disturbance>& events_;
  const EstimateOptions& options_;
  const bool with_forecast_;
  DisturbedStands result_;
  Findings faults_;
};

}  // namespace

const char* name_of(DisturbanceKind kind) {
  constexpr std::array<const char*, 7> kNames = {"fire", "pine_wilt", "felling",   "wind",
                                                 "ice",  "landslide", "conversion"};
  return kNames[static_cast<std::size_t>(kind)];
}

const char* name_of(Destination destination) {
  constexpr std::array<const char*, 3> kNames = {"burnt", "removed", "dead_wood"};
  return kNames[static_cast<std::size_t>(destination)];
}

Decimal round_volume(const Rational& volume_m3_per_ha) {
  Integer scaled = numerator(volume_m3_per_ha), quotient, remainder;
  for (unsigned i = 0; i < kVolumeDecimals; ++i) scaled *= 10;
  const Integer whole = denominator(volume_m3_per_ha);
  boost::multiprecision::divide_qr(Integer(boost::multiprecision::abs(scaled)), whole, quotient,
                                   remainder);
  remainder *= 2;
  const int half = remainder.compare(whole);
  if (half > 0 || (half == 0 && boost::multiprecision::bit_test(quotient, 0))) ++quotient;
  return *Decimal::parse((scaled < 0 ? "-" : "") + quotient.str() + "e-6");
}

std::variant<DisturbedStands, Findings> apply_disturbances(const std::vector<Stand>& stands,
                                                           const std::vector<Disturbance>& events,
                                                           const EstimateOptions& options,
                                                           bool with_forecast) {
  return Disturber(stands, events, options, with_forecast).run();
}

}  // namespace linhui::methodology
