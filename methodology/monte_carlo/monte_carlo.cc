#include "methodology/monte_carlo/monte_carlo.h"

#include "methodology/monte_carlo/monte_carlo_findings.h"
#include "methodology/parameters/csv.h"

namespace linhui::methodology {
namespace {

void check_choices(const MonteCarloOptions& choices, Findings& faults) {
  if (choices.draws < kFewestDraws || choices.draws > kMostDraws) {
    faults.push_back(draws_out_of_range(choices.draws));
  }
  if (choices.parts < 1 || choices.parts > kMostParts || choices.part < 1 ||
      choices.part > choices.parts) {
    faults.push_back(part_out_of_range(choices.part, choices.parts));
  }
}

// Finds out what is drawn and what is held fixed.
class Planner {
 public:
  Planner(const MethodDeclaration& method, const TableFiles& tables,
          const MonteCarloOptions& choices, MonteCarloPlan& plan)
      : method_(method), tables_(tables), choices_(choices), plan_(plan) {}

  Findings run(const Estimate& estimate) {
    for (const auto& table : estimate.tables) {
      for (const auto& number : table.numbers) add_number(table.name, number);
    }
    add_measurement(kStandVolume);
    add_measurement(kStandArea);
    for (const auto& statement : choices_.statements) check_use(statement);
    if (plan_.parameters.empty() && plan_.measurements.empty() && faults_.empty()) {
      faults_.push_back(uncertainty_missing());
    }
    return std::move(faults_);
  }

 private:
  const std::vector<CsvRow>& rows_of(const std::string& table) {
    auto [rows, is_new] = rows_.try_emplace(table);
    // The method has read it before.
    if (is_new) rows->second = std::get<std::vector<CsvRow>>(parse_csv(tables_.at(table)));
    return rows->second;
  }

  void add_number(const std::string& table, const LookedUpNumber& number) {
    const std::string id = table + "/" + number.row_name + "/" + number.column;
    const auto* stated = statement_for(choices_.statements, table, number.row_name, number.column);
    if (stated) {
      used_.insert(stated);
      const double value = *number_in(number.value);
      const bool of_nothing = stated->percent && value == 0;  // a percentage of zero is zero
      if (stated->kind && !of_nothing) {
        add(*stated, id, value, plan_.parameters);
        if (!plan_.parameters.empty() && plan_.parameters.back().id == id) {
          plan_.parameters.back().table = table;
          plan_.parameters.back().row = number.row;
          plan_.parameters.back().column = number.column;
        }
        return;
      }
    } else {
      const auto& rows = rows_of(table);
      const CsvRow& row = rows[number.row + 1];
      if (const auto published = published_distribution(rows.front(), row, number.column)) {
        const auto source = std::find(rows.front().begin(), rows.front().end(), "source");
        plan_.parameters.push_back({id, *published,
                                    row[static_cast<std::size_t>(source - rows.front().begin())],
                                    name_of(number.confidence), table, number.row, number.column});
        return;
      }
    }
    plan_.fixed.push_back({id, number.value, name_of(number.confidence)});
  }

  void add_measurement(const std::string& name) {
    for (const auto& statement : choices_.statements) {
      if (statement.parameter != name) continue;
      used_.insert(&statement);
      if (statement.kind) {
        add(statement, name, 1, plan_.measurements);
        return;
      }
    }
    plan_.fixed.push_back({name, "as measured", ""});
  }

  void add(const UncertaintyStatement& statement, const std::string& id, double value,
           std::vector<UncertainSource>& sources) {
    auto distribution = distribution_of(statement, value);
    if (auto* fault = std::get_if<Finding>(&distribution)) {
      fault->value = id;
      faults_.push_back(std::move(*fault));
      return;
    }
    sources.push_back({id, std::get<Distribution>(distribution), statement.source,
                       name_of(statement.confidence), "", 0, ""});
  }

  // A statement that no figure rests on is told; one that fits no table is refused.
  void check_use(const UncertaintyStatement& statement) {
    if (used_.contains(&statement)) return;
    const std::string& name = statement.parameter;
    const std::size_t first = name.find('/'), last = name.rfind('/');
    const std::string table = name.substr(0, first);
    const bool is_ours = first != name.npos && last > first &&
                         std::count(method_.tables.begin(), method_.tables.end(), table) > 0 &&
                         tables_.contains(table);
    if (is_ours) {
      const CsvRow& header = rows_of(table).front();
      if (std::count(header.begin(), header.end(), name.substr(last + 1)) > 0) {
        plan_.unused.push_back(name);
        return;
      }
    }
    faults_.push_back(uncertainty_unknown(statement.line, name));
  }

  const MethodDeclaration& method_;
  const TableFiles& tables_;
  const MonteCarloOptions& choices_;
  MonteCarloPlan& plan_;
  std::map<std::string, std::vector<CsvRow>> rows_;
  std::set<const UncertaintyStatement*> used_;
  Findings faults_;
};

// Whether all sums fit; a part's file may hold anything.
bool add(std::vector<std::int64_t>& sum, const std::vector<std::int64_t>& more) {
  if (sum.size() != more.size()) return false;
  for (std::size_t k = 0; k < sum.size(); ++k) {
    if (__builtin_add_overflow(sum[k], more[k], &sum[k])) return false;
  }
  return true;
}

bool add(DrawTotals& sum, const DrawTotals& more) {
  if (sum.size() != more.size()) return false;
  for (std::size_t c = 0; c < sum.size(); ++c) {
    if (!add(sum[c], more[c])) return false;
  }
  return true;
}

}  // namespace

const char* name_of(DrawRoute route) {
  switch (route) {
    case DrawRoute::growing_stock:
      return "growing_stock";
    case DrawRoute::formula:
      return "formula";
    case DrawRoute::estimate:
      return "estimate";
  }
  return "";
}

std::optional<DrawRoute> route_named(std::string_view name) {
  for (const auto route : {DrawRoute::growing_stock, DrawRoute::formula, DrawRoute::estimate}) {
    if (name == name_of(route)) return route;
  }
  return std::nullopt;
}

std::int64_t removal_of(const Estimate& estimate) {
  std::int64_t sum = 0;
  for (const auto& row : estimate.rows) {
    if (row.pool != Pool::total && row.change) sum += row.change->ten_thousandths();
  }
  for (const auto& term : estimate.terms) {
    if (term.stand) sum -= term.amount.ten_thousandths();
  }
  return sum;
}

StreamId parameter_stream(const UncertainSource& parameter) {
  return stream_of("parameter", parameter.id);
}

StreamId volume_stream(const std::string& stand_id, int year) {
  return stream_of(kStandVolume + "/" + std::to_string(year), stand_id);
}

StreamId area_stream(const std::string& stand_id) { return stream_of(kStandArea, stand_id); }

int parameter_of(const MonteCarloPlan& plan, const std::string& table, std::size_t row,
                 const std::string& column) {
  for (std::size_t p = 0; p < plan.parameters.size(); ++p) {
    const UncertainSource& parameter = plan.parameters[p];
    if (parameter.table == table && parameter.row == row && parameter.column == column) {
      return static_cast<int>(p);
    }
  }
  return -1;
}

std::vector<std::vector<double>> draw_parameters(const MonteCarloPlan& plan) {
  std::vector<std::vector<double>> columns;
  for (const auto& parameter : plan.parameters) {
    columns.push_back(draw_column(Sampler(parameter.distribution), plan.seed,
                                  parameter_stream(parameter), plan.draws));
  }
  return columns;
}

std::variant<MonteCarloPart, Findings> run_monte_carlo(const Method& method,
                                                       const std::vector<Stand>& stands,
                                                       const EstimateOptions& options,
                                                       const TableFiles& tables,
                                                       const MonteCarloOptions& choices) {
  Findings faults;
  check_choices(choices, faults);
  if (!faults.empty()) return faults;
  const auto outcome = method.estimate(stands, options, tables);
  if (const auto* found = std::get_if<Findings>(&outcome)) return *found;
  const auto& estimate = std::get<Estimate>(outcome);

  MonteCarloPart part;
  MonteCarloPlan& plan = part.plan;
  plan.method_id = estimate.method_id;
  plan.method_version = estimate.method_version;
  plan.options = options;
  plan.parameter_set_sha256 = estimate.parameter_set_sha256;
  plan.draws = choices.draws;
  plan.stands = stands.size();
  plan.seed = choices.seed;
  plan.parts = choices.parts;
  plan.removal = TonnesCO2e::of_ten_thousandths(removal_of(estimate));
  part.parts = {choices.part};
  faults = Planner(method.declaration(), tables, choices, plan).run(estimate);
  if (!faults.empty()) return faults;

  const auto border = [&](int parts) {
    return stands.size() * static_cast<std::size_t>(parts) /
           static_cast<std::size_t>(choices.parts);
  };
  const StandRange own{border(choices.part - 1), border(choices.part)};
  std::optional<Findings> refused;
  if (const auto model = method.growing_stock_model(options, tables)) {
    plan.route = DrawRoute::growing_stock;
    refused = draw_growing_stock(*model, stands, own, tables, choices, part);
  } else {
    const auto at = [&](std::size_t i) { return stands.begin() + static_cast<std::ptrdiff_t>(i); };
    const std::vector<Stand> ours(at(own.begin), at(own.end));
    FormulaSheet sheet;
    if (method.add_removals(ours, options, tables, sheet)) {
      plan.route = DrawRoute::formula;
      refused = draw_formulas(method, ours, sheet, tables, choices, part);
    } else {
      refused = draw_estimates(method, ours, tables, choices, part);
    }
  }
  if (refused) return *refused;
  return part;
}

std::optional<Finding> merge_part(MonteCarloPart& sum, const MonteCarloPart& more) {
  for (const int part : more.parts) {
    if (!sum.parts.insert(part).second) return part_repeated(part);
  }
  bool fits =
      add(sum.totals.all, more.totals.all) && add(sum.totals.volume, more.totals.volume) &&
      add(sum.totals.area, more.totals.area) && add(sum.totals.measured, more.totals.measured) &&
      add(sum.parameters_only, more.parameters_only) && sum.swings.size() == more.swings.size();
  for (std::size_t p = 0; fits && p < sum.swings.size(); ++p) {
    for (std::size_t end = 0; end < 2; ++end) {
      fits = fits &&
             !__builtin_add_overflow(sum.swings[p][end], more.swings[p][end], &sum.swings[p][end]);
    }
  }
  if (!fits) return part_damaged("totals");
  return std::nullopt;
}

std::vector<int> missing_parts(const MonteCarloPart& part) {
  std::vector<int> missing;
  for (int number = 1; number <= part.plan.parts; ++number) {
    if (!part.parts.contains(number)) missing.push_back(number);
  }
  return missing;
}

}  // namespace linhui::methodology
