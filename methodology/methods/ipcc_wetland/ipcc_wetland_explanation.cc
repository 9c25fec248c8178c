#include "methodology/methods/ipcc_wetland/ipcc_wetland_explanation.h"

#include "methodology/methods/ipcc_wetland/ipcc_wetland_equations.h"
#include "methodology/methods/shared/explanation_text.h"
#include "methodology/methods/shared/written.h"

namespace linhui::methodology {
namespace {

Bilingual supplement(const std::string& chapter, const std::string& table) {
  return {"2013 Wetlands Supplement ch. " + chapter + ", Table " + table,
          "2013 湿地增补第 " + chapter + " 章表 " + table};
}
Bilingual supplement(const std::string& chapter, const std::string& table,
                     const std::string& other_table) {
  return {"2013 Wetlands Supplement ch. " + chapter + ", Tables " + table + ", " + other_table,
          "2013 湿地增补第 " + chapter + " 章表 " + table + "、" + other_table};
}
Bilingual refinement() { return {"2019 Refinement vol. 4 ch. 7", "2019 精细化指南第 4 卷第 7 章"}; }

// What the equations need, in words.
class WrittenNumbers {
 public:
  using Number = Written;
  WrittenNumbers(const WetlandTables& table, const std::string& gwp)
      : table_(table), gwp_(gwp), lookups_(table.lookups()) {}

  Written of(std::string_view parameter, int nth = 0) const {
    return cell(lookup_of(lookups_, parameter, nth));
  }
  Written cell(const WetlandLookup& lookup) const {
    const std::string& name = lookup.parameter;
    const bool is_carbon = name == "SOC_ref" || name == "EF_CO2" || name.starts_with("EF_DOC");
    const char* unit = is_carbon ? " t C/ha" : name.starts_with("EF_") ? " kg/ha" : "";
    return {name == "alpha_trophic" ? "alpha" : name,
            decimal_text(lookup.value) + unit,
            {table_.cite(lookup)}};
  }
  static Written fraction(int above, int below) {
    const std::string text = std::to_string(above) + "/" + std::to_string(below);
    return {text, text};
  }
  static Written carbon_dioxide(const Written& t) {
    return t * Written("44/12", "44/12 t CO2e/t C");
  }
  Written methane(const Written& kg) const { return of_gas(kg, "CH4", table_.potentials().ch4()); }
  Written nitrous_oxide(const Written& kg) const {
    return of_gas(kg, "N2O", table_.potentials().n2o());
  }

 private:
  Written of_gas(const Written& kg, const std::string& gas, const Rational& potential) const {
    const std::string number = decimal_text(potential);
    const Bilingual source{"GWP of " + gas + " " + number + ", " + gwp_ + " (gwp.csv)",
                           gas + " 的 GWP " + number + "，" + gwp_ + "（gwp.csv）"};
    return kg * Written("", "1/1000 t/kg") * Written("GWP", number + " t CO2e/t " + gas, {source});
  }

  const WetlandTables& table_;
  const std::string& gwp_;
  std::vector<WetlandLookup> lookups_;
};

// A row's equation for one hectare, and the documents that have it.
struct RowEquation {
  Written per_ha;
  Bilingual documents;
};

class WetlandExplainer {
 public:
  WetlandExplainer(const Stand& stand, const std::string& gwp, WetlandTables& table)
      : stand_(stand), numbers_(opened(table, stand), gwp), equations_(numbers_) {
    table.soil_factors();
    for (const auto& lookup : table.lookups()) {
      stages_.push_back(numbers_.cell(lookup));
      stage_sources_.push_back(stages_.back().sources().front());
    }
  }

  Explanation steps(const std::vector<EstimateRow>& rows) {
    Explanation steps;
    for (const auto& row : rows) {
      if (row.pool == Pool::total) continue;
      // The first year shows stocks only; before y0 nothing changes.
      if (!row.stock && (!row.change || *row.change == TonnesCO2e())) continue;
      const RowEquation equation = equation_of_row(row);
      Written amount = Written("A", stand_.area_ha.str() + " ha") * equation.per_ha;
      if (!row.stock) amount = -amount;
      Bilingual source = equation.documents;
      for (const Bilingual& each : amount.sources()) cite_too(source, each);
      const std::string pool = name_of(row.pool);
      const bool is_soil_loss = row.pool == Pool::soil && !row.stock;  // told by its change
      steps.push_back({row.year, pool,
                       is_soil_loss ? change_equation_of(pool, amount.symbols())
                                    : equation_of(pool, amount.symbols()),
                       amount.numbers(), (row.stock ? *row.stock : *row.change).str(), "t CO2e",
                       source});
    }
    return steps;
  }

 private:
  static WetlandTables& opened(WetlandTables& table, const Stand& stand) {
    table.of(stand);
    return table;
  }

  // F of a year.
  Written share(int year) const {
    if (!stand_.changed_in) return {"F(y)", "1"};
    const auto stage = [&](int k) { return stages_.at(static_cast<std::size_t>(k)); };
    return soil_share(year - *stand_.changed_in, stage, WrittenNumbers::fraction)
        .named("F(y)", stage_sources_);
  }

  RowEquation equation_of_row(const EstimateRow& row) const {
    const std::string& type = stand_.wetland_type;
    const bool is_drained = type == "organic_drained";
    if (row.pool == Pool::soil && row.stock) {
      return {equations_.mineral_soil(share(row.year)), supplement("5", "5.2", "5.3")};
    }
    if (row.pool == Pool::soil) {
      return {equations_.organic_soil(is_drained),
              is_drained ? supplement("2", "2.1", "2.2") : supplement("3", "3.1", "3.2")};
    }
    if (row.pool == Pool::emissions_n2o) {
      return {equations_.drained_nitrous_oxide(),
              {"2013 Wetlands Supplement ch. 2 Eq. 2.7 (number recalled), Table 2.5",
               "2013 湿地增补第 2 章式 2.7（编号凭记忆）、表 2.5"}};
    }
    if (row.pool == Pool::emissions_co2) {
      return {equations_.young_reservoir_carbon_dioxide(), refinement()};
    }
    if (type == "reservoir") {
      const bool is_young =
          stand_.changed_in && row.year - *stand_.changed_in <= kYoungReservoirYears;
      return {equations_.reservoir_methane(is_young), refinement()};
    }
    if (is_drained) {
      return {equations_.drained_methane(),
              {"2013 Wetlands Supplement ch. 2 Eq. 2.6 (number recalled), Tables 2.3, 2.4",
               "2013 湿地增补第 2 章式 2.6（编号凭记忆）、表 2.3、2.4"}};
    }
    if (type == "organic_rewetted") return {equations_.rewetted_methane(), supplement("3", "3.3")};
    if (type == "mineral") return {equations_.methane(), supplement("5", "5.4")};
    return {equations_.methane(), refinement() + Bilingual{", Table 7.12", "表 7.12"}};
  }

  const Stand& stand_;
  const WrittenNumbers numbers_;
  const WetlandEquations<WrittenNumbers> equations_;
  std::vector<Written> stages_;  // F under cultivation, 20 and 40 years after
  std::vector<Bilingual> stage_sources_;
};

}  // namespace

Explanation explain_ipcc_wetland(const Stand& stand, const std::string& gwp, WetlandTables& table,
                                 const std::vector<EstimateRow>& rows) {
  return WetlandExplainer(stand, gwp, table).steps(rows);
}

}  // namespace linhui::methodology
