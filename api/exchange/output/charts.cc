#include "api/exchange/output/charts.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <map>

#include "api/exchange/output/density.h"
#include "api/exchange/output/svg.h"

namespace linhui::api::exchange {
namespace {

using methodology::Pool;
using methodology::RollUp;
using methodology::TonnesCO2e;

constexpr double kChartWidth = 960, kChartHeight = 540;
// The field in which the data stand; the legend is to its right.
constexpr double kPlotLeft = 96, kPlotTop = 112, kPlotRight = 736, kPlotBottom = 470;
constexpr std::string_view kInk = "#1f2a24", kGrid = "#dfe5e1";
constexpr std::size_t kBarsMost = 15, kYearLabelsMost = 16;

struct PoolLook {
  Text name;
  std::string_view colour;
};

const PoolLook& look_of(Pool pool) {
  constexpr std::size_t kPools = static_cast<std::size_t>(Pool::total) + 1;
  static const std::array<PoolLook, kPools> kLooks = {{
      {{"above ground", "地上生物质"}, "#3f8f4f"},
      {{"below ground", "地下生物质"}, "#a97142"},
      {{"living biomass", "活生物质"}, "#6a9a3c"},
      {{"dead wood", "枯死木"}, "#8c8f94"},
      {{"litter", "枯落物"}, "#d9b44a"},
      {{"soil", "土壤有机质"}, "#5b4636"},
      {{"methane", "甲烷排放"}, "#c8453c"},
      {{"nitrous oxide", "氧化亚氮排放"}, "#e08a2e"},
      {{"carbon dioxide", "二氧化碳排放"}, "#7a4b94"},
      {{"total", "合计"}, "#1f2a24"},
  }};
  assert(!kLooks.back().colour.empty());  // one a pool
  return kLooks[static_cast<std::size_t>(pool)];
}

// One figure a pool and year, `total` apart; pools in order of output.
struct Series {
  std::vector<int> years;
  std::map<Pool, std::map<int, double>> by_pool;
};

Series series_of(const RollUp& sums, bool changes) {
  Series series;
  for (const auto& row : sums.rows) {
    const auto& figure = changes ? row.change : row.stock;
    if (!row.year || !figure) continue;
    if (series.years.empty() || series.years.back() != *row.year) series.years.push_back(*row.year);
    if (row.pool != Pool::total) series.by_pool[row.pool][*row.year] = tonnes(*figure);
  }
  return series;
}

double at(const std::map<int, double>& figures, int year) {
  const auto found = figures.find(year);
  return found == figures.end() ? 0 : found->second;
}

// A chart with a value axis on the left, years below and a legend of pools on the right.
class YearChart {
 public:
  YearChart(const Text& title, const ChartLabels& labels, const Series& series, const Scale& scale)
      : series_(series),
        scale_(scale),
        language_(labels.language),
        svg_(kChartWidth, kChartHeight, title.in(labels.language), labels.origin) {
    svg_.text({kPlotLeft - 64, 40}, title.in(language_), {.size = 22, .bold = true});
    svg_.text({kPlotLeft - 64, 64}, fitted(labels.origin, 13, kChartWidth - kPlotLeft),
              {.size = 13, .fill = kFaint});
    for (const double tick : scale_.ticks()) {
      svg_.line({kPlotLeft, y_of(tick)}, {kPlotRight, y_of(tick)}, tick == 0 ? kFaint : kGrid);
      svg_.text({kPlotLeft - 8, y_of(tick) + 4}, tick_label(tick, scale_.step),
                {.size = 12, .anchor = Anchor::end, .fill = kFaint});
    }
    svg_.text({kPlotLeft - 64, kPlotTop - 12}, "t CO2e", {.size = 12, .fill = kFaint});
  }

  double y_of(double value) const {
    return kPlotBottom -
           (value - scale_.least) / (scale_.most - scale_.least) * (kPlotBottom - kPlotTop);
  }

  // The labels of years, at most a dozen and a half.
  template <class PlaceOfYear>
  void label_years(const Text& axis, PlaceOfYear x_of) {
    const std::size_t step = (series_.years.size() + kYearLabelsMost - 1) / kYearLabelsMost;
    for (std::size_t i = 0; i < series_.years.size(); i += std::max<std::size_t>(1, step)) {
      svg_.text({x_of(i), kPlotBottom + 22}, std::to_string(series_.years[i]),
                {.size = 12, .anchor = Anchor::middle, .fill = kFaint});
    }
    svg_.text({(kPlotLeft + kPlotRight) / 2, kPlotBottom + 46}, axis.in(language_),
              {.size = 12, .anchor = Anchor::middle, .fill = kFaint});
  }

  void legend(std::vector<Pool> pools) {
    double y = kPlotTop + 12;
    for (const Pool pool : pools) {
      svg_.rectangle({kPlotRight + 28, y - 11}, 14, 14, look_of(pool).colour);
      svg_.text({kPlotRight + 50, y + 1}, pool_name(pool, language_), {.size = 14});
      y += 26;
    }
  }

  Svg& svg() { return svg_; }

 private:
  const Series& series_;
  const Scale scale_;
  const Language language_;
  Svg svg_;
};

// The pools from the top of the stack to its foot, as a legend lists them.
std::vector<Pool> from_the_top(const Series& series) {
  std::vector<Pool> pools;
  for (const auto& [pool, figures] : series.by_pool) pools.insert(pools.begin(), pool);
  return pools;
}

}  // namespace

const std::string& pool_name(Pool pool, Language language) {
  return look_of(pool).name.in(language);
}

std::string_view pool_colour(Pool pool) { return look_of(pool).colour; }

std::optional<std::string> stock_chart_svg(const RollUp& by_year_and_pool,
                                           const ChartLabels& labels) {
  const Series series = series_of(by_year_and_pool, false);
  if (series.by_pool.empty()) return std::nullopt;
  std::vector<double> heights(series.years.size());
  for (const auto& [pool, figures] : series.by_pool) {
    for (std::size_t i = 0; i < heights.size(); ++i) heights[i] += at(figures, series.years[i]);
  }
  const double most = *std::max_element(heights.begin(), heights.end());
  YearChart chart({"Carbon stock by pool", "各碳库碳储量"}, labels, series, nice_scale(0, most, 6));
  // A year's place; one year alone is a band in the middle.
  const std::size_t steps = series.years.size() - 1;
  const auto x_of = [&](std::size_t i) {
    return steps == 0
               ? (kPlotLeft + kPlotRight) / 2
               : kPlotLeft + (kPlotRight - kPlotLeft) * static_cast<double>(i) / double(steps);
  };
  const double half_band = steps == 0 ? 60 : 0;
  std::vector<double> base(series.years.size());
  for (const auto& [pool, figures] : series.by_pool) {
    std::vector<XY> ring;
    for (std::size_t i = 0; i < base.size(); ++i) {
      ring.push_back({x_of(i) - half_band, chart.y_of(base[i])});
    }
    if (steps == 0) ring.push_back({x_of(0) + half_band, chart.y_of(base[0])});
    for (std::size_t i = 0; i < base.size(); ++i) base[i] += at(figures, series.years[i]);
    for (std::size_t i = base.size(); i-- > 0;) {
      ring.push_back({x_of(i) + half_band, chart.y_of(base[i])});
    }
    if (steps == 0) ring.push_back({x_of(0) - half_band, chart.y_of(base[0])});
    chart.svg().polygon({ring}, look_of(pool).colour, "#ffffff", pool_name(pool, labels.language));
  }
  chart.label_years({"end of year", "年份(年末)"}, x_of);
  chart.legend(from_the_top(series));
  return chart.svg().str();
}

std::optional<std::string> change_chart_svg(const RollUp& by_year_and_pool,
                                            const ChartLabels& labels) {
  const Series series = series_of(by_year_and_pool, true);
  if (series.by_pool.empty()) return std::nullopt;
  const std::size_t count = series.years.size();
  std::vector<double> up(count), down(count);
  for (const auto& [pool, figures] : series.by_pool) {
    for (std::size_t i = 0; i < count; ++i) {
      const double value = at(figures, series.years[i]);
      (value > 0 ? up : down)[i] += value;
    }
  }
  YearChart chart({"Change by pool: removals above zero, emissions below",
                   "各碳库年变化：零线以上为清除，以下为排放"},
                  labels, series,
                  nice_scale(*std::min_element(down.begin(), down.end()),
                             *std::max_element(up.begin(), up.end()), 6));
  const double band = (kPlotRight - kPlotLeft) / static_cast<double>(count);
  const double width = std::min(band * 0.7, 48.0);
  const auto x_of = [&](std::size_t i) {
    return kPlotLeft + band * (static_cast<double>(i) + 0.5);
  };
  std::vector<double> top(count), foot(count);
  for (const auto& [pool, figures] : series.by_pool) {
    for (std::size_t i = 0; i < count; ++i) {
      const double value = at(figures, series.years[i]);
      double& edge = value > 0 ? top[i] : foot[i];
      const double from = chart.y_of(edge);
      edge += value;
      const double to = chart.y_of(edge);
      chart.svg().rectangle({x_of(i) - width / 2, std::min(from, to)}, width,
                            std::max(from, to) - std::min(from, to), look_of(pool).colour);
    }
  }
  std::vector<XY> sums;
  for (std::size_t i = 0; i < count; ++i) sums.push_back({x_of(i), chart.y_of(up[i] + down[i])});
  chart.svg().polyline(sums, kInk, 2);
  for (const XY& sum : sums) chart.svg().circle(sum, 3, kInk);
  chart.label_years({"year", "年份"}, x_of);
  auto pools = from_the_top(series);
  pools.push_back(Pool::total);
  chart.legend(pools);
  return chart.svg().str();
}

std::optional<std::string> tornado_svg(std::vector<TornadoBar> contributions,
                                       const ChartLabels& labels) {
  if (contributions.empty()) return std::nullopt;
  const bool chinese = labels.language == Language::chinese;
  std::stable_sort(contributions.begin(), contributions.end(),
                   [](const auto& a, const auto& b) { return a.percent > b.percent; });
  if (contributions.size() > kBarsMost) {
    TornadoBar rest{chinese ? "其余" : "all others", 0};
    for (std::size_t i = kBarsMost - 1; i < contributions.size(); ++i) {
      rest.percent += contributions[i].percent;
    }
    contributions.resize(kBarsMost - 1);
    contributions.push_back(rest);
  }
  constexpr double kRow = 30, kNames = 260, kMargin = 32, kFirst = 112;
  const double height = kFirst + kRow * static_cast<double>(contributions.size()) + 40;
  const std::string title = chinese ? "不确定性的来源" : "What the uncertainty comes from";
  Svg svg(kChartWidth, height, title, labels.origin);
  svg.text({kMargin, 40}, title, {.size = 22, .bold = true});
  svg.text({kMargin, 64}, fitted(labels.origin, 13, kChartWidth - 2 * kMargin),
           {.size = 13, .fill = kFaint});
  svg.text({kMargin + kNames, 94}, chinese ? "占方差的百分比" : "share of the variance, percent",
           {.size = 12, .fill = kFaint});
  const double most = std::max(
      1e-9, std::max_element(contributions.begin(), contributions.end(),
                             [](const auto& a, const auto& b) { return a.percent < b.percent; })
                ->percent);
  const double full = kChartWidth - kNames - kMargin - 100;
  double y = kFirst;
  for (const TornadoBar& each : contributions) {
    svg.text({kMargin + kNames - 12, y + 15}, fitted(each.name, 14, kNames - 16),
             {.size = 14, .anchor = Anchor::end});
    const double width = full * std::max(0.0, each.percent) / most;
    svg.rectangle({kMargin + kNames, y}, width, kRow - 8, "#3f8f4f");
    svg.text({kMargin + kNames + width + 8, y + 15}, tick_label(each.percent, 0.1),
             {.size = 13, .fill = kFaint});
    y += kRow;
  }
  svg.line({kMargin + kNames, kFirst - 6}, {kMargin + kNames, y}, kFaint);
  return svg.str();
}

}  // namespace linhui::api::exchange
