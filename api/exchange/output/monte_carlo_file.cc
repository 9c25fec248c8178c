#include "api/exchange/output/monte_carlo_file.h"

#include <cmath>
#include <limits>

#include "methodology/monte_carlo/monte_carlo_findings.h"
#include "methodology/numbers/sha256.h"

namespace linhui::api::exchange {
namespace {

using Json = nlohmann::ordered_json;
using namespace methodology;

const std::string kFormat = "linhui monte carlo part 2";
constexpr int kMaxDepth = 64;
constexpr double kInfinity = std::numeric_limits<double>::infinity();

std::string text_of(const Json& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

// A bound that is not there is null.
Json bound_json(double bound) { return std::isfinite(bound) ? Json(bound) : Json(nullptr); }

Json distribution_json(const Distribution& d) {
  Json json = {{"kind", name_of(d.kind)}};
  if (d.kind == DistributionKind::triangular) {
    json["mode"] = d.mode;
  } else {
    json["mean"] = d.mean;
  }
  if (d.kind == DistributionKind::interval) {
    json["sd_below"] = d.sd_below;
    json["sd_above"] = d.sd_above;
  } else if (d.kind != DistributionKind::triangular) {
    json["sd"] = d.sd;
  }
  json["low"] = bound_json(d.low);
  json["high"] = bound_json(d.high);
  return json;
}

Distribution distribution_from(const Json& json, double written) {
  Distribution d;
  const auto kind = distribution_named(json.at("kind").get<std::string>());
  if (!kind) throw std::invalid_argument("kind");
  d.kind = *kind;
  d.mean = json.value("mean", written);
  d.mode = json.value("mode", 0.0);
  d.sd = json.value("sd", 0.0);
  d.sd_below = json.value("sd_below", 0.0);
  d.sd_above = json.value("sd_above", 0.0);
  d.low = json.at("low").is_null() ? -kInfinity : json.at("low").get<double>();
  d.high = json.at("high").is_null() ? kInfinity : json.at("high").get<double>();
  if (fault_of(d)) throw std::invalid_argument("distribution");
  return d;
}

Json sources_json(const std::vector<UncertainSource>& sources) {
  Json array = Json::array();
  for (const auto& source : sources) {
    array.push_back({{"id", source.id},
                     {"value", source.distribution.mean},
                     {"distribution", distribution_json(source.distribution)},
                     {"source", source.source},
                     {"confidence", source.confidence},
                     {"table", source.table},
                     {"row", source.row},
                     {"column", source.column}});
  }
  return array;
}

std::vector<UncertainSource> sources_from(const Json& array) {
  std::vector<UncertainSource> sources;
  for (const auto& json : array) {
    sources.push_back({json.at("id"), distribution_from(json.at("distribution"), json.at("value")),
                       json.at("source"), json.at("confidence"), json.at("table"),
                       json.at("row").get<std::size_t>(), json.at("column")});
  }
  return sources;
}

Json fixed_json(const std::vector<FixedValue>& values) {
  Json array = Json::array();
  for (const auto& value : values) {
    array.push_back({{"id", value.id}, {"value", value.value}, {"confidence", value.confidence}});
  }
  return array;
}

Json factor_json(const DrawnFactor& factor) {
  return Json::array({factor.parameter, factor.value, factor.plus});
}

DrawnFactor factor_from(const Json& json, std::size_t parameters) {
  const DrawnFactor factor{json.at(0).get<int>(), json.at(1).get<double>(), json.at(2).get<int>()};
  if (factor.parameter >= static_cast<int>(parameters)) throw std::invalid_argument("columns");
  return factor;
}

Json plan_json(const MonteCarloPlan& plan) {
  Json columns = Json::array();
  for (const auto& column : plan.columns) {
    Json factors = Json::array();
    for (const auto& factor : column.factors) factors.push_back(factor_json(factor));
    columns.push_back(factors);
  }
  Json settings = Json::object();
  for (const auto& [name, value] : plan.options.settings) settings[name] = value;
  return {{"method", plan.method_id},
          {"version", plan.method_version},
          {"from", plan.options.from_year},
          {"to", plan.options.to_year},
          {"gwp", plan.options.gwp},
          {"strict", plan.options.strict},
          {"settings", settings},
          {"seed", std::to_string(plan.seed)},
          {"draws", plan.draws},
          {"parts", plan.parts},
          {"stands", plan.stands},
          {"input_sha256", plan.input_sha256},
          {"parameter_set_sha256", plan.parameter_set_sha256},
          {"uncertainty_sha256", plan.uncertainty_sha256},
          {"route", name_of(plan.route)},
          {"parameters", sources_json(plan.parameters)},
          {"measurements", sources_json(plan.measurements)},
          {"fixed", fixed_json(plan.fixed)},
          {"unused", plan.unused},
          {"columns", columns},
          {"removal", plan.removal.ten_thousandths()}};
}

MonteCarloPlan plan_from(const Json& json) {
  MonteCarloPlan plan;
  plan.method_id = json.at("method");
  plan.method_version = json.at("version");
  plan.options.from_year = json.at("from");
  plan.options.to_year = json.at("to");
  plan.options.gwp = json.at("gwp");
  plan.options.strict = json.at("strict");
  for (const auto& [name, value] : json.at("settings").items()) {
    plan.options.settings[name] = value.get<std::string>();
  }
  plan.seed = std::stoull(json.at("seed").get<std::string>());
  plan.draws = json.at("draws");
  plan.parts = json.at("parts");
  plan.stands = json.at("stands");
  if (plan.draws < kFewestDraws || plan.draws > kMostDraws || plan.parts < 1 ||
      plan.parts > kMostParts) {
    throw std::invalid_argument("draws");
  }
  plan.input_sha256 = json.at("input_sha256");
  plan.parameter_set_sha256 = json.at("parameter_set_sha256");
  plan.uncertainty_sha256 = json.at("uncertainty_sha256");
  const auto route = route_named(json.at("route").get<std::string>());
  if (!route) throw std::invalid_argument("route");
  plan.route = *route;
  plan.parameters = sources_from(json.at("parameters"));
  plan.measurements = sources_from(json.at("measurements"));
  for (const auto& value : json.at("fixed")) {
    plan.fixed.push_back({value.at("id"), value.at("value"), value.at("confidence")});
  }
  plan.unused = json.at("unused").get<std::vector<std::string>>();
  for (const auto& column : json.at("columns")) {
    DrawnColumn& drawn = plan.columns.emplace_back();
    for (const auto& factor : column) {
      drawn.factors.push_back(factor_from(factor, plan.parameters.size()));
    }
  }
  plan.removal = TonnesCO2e::of_ten_thousandths(json.at("removal"));
  return plan;
}

using Counts = std::vector<std::int64_t>;

Counts counts_from(const Json& json, std::size_t size) {
  auto counts = json.get<Counts>();
  if (counts.size() != size) throw std::invalid_argument("totals");
  return counts;
}

DrawTotals columns_from(const Json& json, std::size_t columns, std::size_t draws) {
  DrawTotals totals;
  for (const auto& column : json) totals.push_back(counts_from(column, draws));
  if (!totals.empty() && totals.size() != columns) throw std::invalid_argument("totals");
  return totals;
}

MonteCarloPart part_from(const Json& json) {
  if (json.at("format") != kFormat) throw std::invalid_argument("format");
  MonteCarloPart part;
  part.plan = plan_from(json.at("plan"));
  for (const int number : json.at("parts").get<std::vector<int>>()) {
    if (number < 1 || number > part.plan.parts || !part.parts.insert(number).second) {
      throw std::invalid_argument("parts");
    }
  }
  const bool by_stock = part.plan.route == DrawRoute::growing_stock;
  const std::size_t columns = by_stock ? part.plan.columns.size() : 1, draws = part.plan.draws;
  const Json& totals = json.at("totals");
  part.totals.all = columns_from(totals.at("all"), columns, draws);
  part.totals.volume = columns_from(totals.at("volume"), columns, draws);
  part.totals.area = columns_from(totals.at("area"), columns, draws);
  part.totals.measured = counts_from(totals.at("measured"), columns);
  if (part.totals.all.size() != columns || part.parts.empty()) {
    throw std::invalid_argument("totals");
  }
  const bool has_own = !by_stock && !part.plan.measurements.empty();
  part.parameters_only = counts_from(totals.at("parameters_only"), has_own ? draws : 0);
  part.swings = totals.at("swings").get<std::vector<std::array<std::int64_t, 2>>>();
  if (part.swings.size() != (by_stock ? 0 : part.plan.parameters.size())) {
    throw std::invalid_argument("swings");
  }
  return part;
}

Json result_source_json(const Contribution& contribution) {
  const UncertainSource& source = contribution.source;
  return {{"id", source.id},
          {"share_of_variance", contribution.share},
          {"removal_at_5_percent_tCO2e", contribution.low.str()},
          {"removal_at_95_percent_tCO2e", contribution.high.str()},
          {"distribution", distribution_json(source.distribution)},
          {"source", source.source},
          {"confidence", source.confidence}};
}

}  // namespace

std::string monte_carlo_part_text(const MonteCarloPart& part) {
  Json json = {{"format", kFormat},
               {"plan", plan_json(part.plan)},
               {"parts", part.parts},
               {"totals",
                {{"all", part.totals.all},
                 {"volume", part.totals.volume},
                 {"area", part.totals.area},
                 {"measured", part.totals.measured},
                 {"parameters_only", part.parameters_only},
                 {"swings", part.swings}}}};
  const std::string digest = sha256_hex(text_of(json));
  json["sha256"] = digest;
  return text_of(json) + "\n";
}

std::variant<MonteCarloPart, Finding> parse_monte_carlo_part(const std::string& text) {
  try {
    Json json = Json::parse(text, [](int depth, Json::parse_event_t, Json&) {
      if (depth > kMaxDepth) throw std::invalid_argument("nested too deeply");
      return true;
    });
    const std::string digest = json.at("sha256");
    json.erase("sha256");
    if (sha256_hex(text_of(json)) != digest) return part_damaged("sha256");
    return part_from(json);
  } catch (const std::exception& fault) {  // of the parser, or of what it found
    return part_damaged(fault.what());
  }
}

std::variant<MonteCarloPart, Finding> merge_monte_carlo(const std::vector<MonteCarloPart>& parts) {
  if (parts.empty()) return part_missing(1, 1);
  MonteCarloPart whole = parts.front();
  const Json plan = plan_json(whole.plan);
  for (std::size_t i = 1; i < parts.size(); ++i) {
    const Json other = plan_json(parts[i].plan);
    for (const auto& [name, value] : plan.items()) {
      if (other.at(name) != value) return parts_differ(name);
    }
    if (auto fault = merge_part(whole, parts[i])) return *fault;
  }
  const auto missing = missing_parts(whole);
  if (!missing.empty()) return part_missing(missing.front(), whole.plan.parts);
  return whole;
}

Json monte_carlo_json(const MonteCarloPart& whole, const MonteCarloResult& result) {
  Json plan = plan_json(whole.plan);
  for (const char* internal :
       {"parts", "route", "parameters", "measurements", "columns", "removal", "fixed", "unused"}) {
    plan.erase(internal);
  }
  Json sources = Json::array();
  for (const auto& contribution : result.contributions) {
    sources.push_back(result_source_json(contribution));
  }
  Json json = {{"quantity", "removal of the stands over the period"}};
  json.update(plan);
  json.update(
      {{"removal_tCO2e", whole.plan.removal.str()},
       {"mean_tCO2e", result.mean.str()},
       {"standard_deviation_tCO2e", result.standard_deviation.str()},
       {"p5_tCO2e", result.p5.str()},
       {"p50_tCO2e", result.p50.str()},
       {"p95_tCO2e", result.p95.str()},
       {"half_width_90_tCO2e", result.half_width.str()},
       {"half_width_90_percent",
        result.half_width_percent.empty() ? Json(nullptr) : Json(result.half_width_percent)},
       {"sources", sources},
       {"interaction_share_of_variance", result.other_share},
       {"fixed", fixed_json(whole.plan.fixed)},
       {"unused", whole.plan.unused}});
  return json;
}

}  // namespace linhui::api::exchange
