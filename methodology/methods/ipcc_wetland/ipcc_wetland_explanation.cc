#include "methodology/methods/ipcc_wetland/ipcc_wetland_explanation.h"

#include <cassert>

#include "methodology/methods/shared/explanation_text.h"

namespace linhui::methodology {
namespace {

// The equation of a row with its numbers.
struct RowText {
  std::string formula, factors;
  Bilingual source;
};

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

// A soil that is told by what it loses in a year, not by its stock.
bool is_soil_loss(const EstimateRow& row) { return row.pool == Pool::soil && !row.stock; }

class WetlandExplainer {
 public:
  WetlandExplainer(const Stand& stand, const std::string& gwp, WetlandTables& table)
      : stand_(stand), gwp_(gwp), table_(table) {
    const auto soil = table.soil_factors();
    soil_ = table.lookups();
    table.of(stand);
    lookups_ = table.lookups();
  }

  Explanation steps(const std::vector<EstimateRow>& rows) {
    Explanation steps;
    for (const auto& row : rows) {
      if (row.pool == Pool::total) continue;
      // The first year shows stocks only; before y0 nothing changes.
      if (!row.stock && (!row.change || *row.change == TonnesCO2e())) continue;
      const RowText text = row_text(row);
      const bool is_loss = !row.stock;
      const std::string per_ha = stand_.area_ha.str() + " ha * " + text.factors;
      const std::string pool = name_of(row.pool);
      steps.push_back({row.year, pool,
                       is_soil_loss(row) ? change_equation_of(pool, text.formula)
                                         : equation_of(pool, text.formula),
                       is_loss ? "-(" + per_ha + ")" : per_ha,
                       (row.stock ? *row.stock : *row.change).str(), "t CO2e", text.source});
    }
    return steps;
  }

 private:
  // The number of a parameter, and its citation added to `source`. `nth` of its lookups.
  std::string number(const std::string& parameter, Bilingual& source, int nth = 0) const {
    for (const auto& lookup : lookups_) {
      if (lookup.parameter != parameter || nth-- > 0) continue;
      cite_too(source, table_.cite(lookup));
      return decimal_text(lookup.value);
    }
    assert(false && "not a parameter of this wetland type");
    return {};
  }

  Bilingual potential_cited(const std::string& gas, const std::string& potential) const {
    return {"GWP of " + gas + " " + potential + ", " + gwp_ + " (gwp.csv)",
            gas + " 的 GWP " + potential + "，" + gwp_ + "（gwp.csv）"};
  }

  std::string methane(const std::string& kg, Bilingual& source) const {
    const std::string potential = decimal_text(table_.potentials().ch4());
    cite_too(source, potential_cited("CH4", potential));
    return kg + " * 1/1000 t/kg * " + potential + " t CO2e/t CH4";
  }

  // F of restored mineral soil: "(0.71 + (0.80 - 0.71) * 3/20)".
  std::string share_text(int years, Bilingual& source) const {
    for (const auto& lookup : soil_) cite_too(source, table_.cite(lookup));
    const auto stage = [&](std::size_t i) { return decimal_text(soil_.at(i).value); };
    if (years <= 0) return stage(0);
    if (years >= kFullRecoveryYears) return stage(2);
    const std::size_t from = years <= kFirstRecoveryYears ? 0 : 1;
    const int passed = years - (from == 0 ? 0 : kFirstRecoveryYears);
    return "(" + stage(from) + " + (" + stage(from + 1) + " - " + stage(from) + ") * " +
           std::to_string(passed) + "/" + std::to_string(kFirstRecoveryYears) + ")";
  }

  RowText row_text(const EstimateRow& row) const {
    const std::string& type = stand_.wetland_type;
    if (row.pool == Pool::soil && row.stock) return mineral_soil(row.year);
    if (row.pool == Pool::soil) return organic_soil(type == "organic_drained");
    if (row.pool == Pool::emissions_n2o) return nitrous_oxide();
    if (row.pool == Pool::emissions_co2) return young_co2();
    if (type == "reservoir") return reservoir_methane(row.year);
    if (type == "organic_drained") return drained_methane();
    const bool rewetted = type == "organic_rewetted";
    RowText text{rewetted ? "-(A * EF_CH4 * 16/12 * GWP)" : "-(A * EF_CH4 * GWP)", "",
                 type == "mineral" ? supplement("5", "5.4")
                 : rewetted        ? supplement("3", "3.3")
                                   : refinement() + Bilingual{", Table 7.12", "表 7.12"}};
    std::string kg = number("EF_CH4", text.source) + " kg/ha";
    if (rewetted) kg += " * 16/12";
    text.factors = methane(kg, text.source);
    return text;
  }

  RowText mineral_soil(int year) const {
    RowText text{"A * SOC_ref * F(y) * 44/12", "", supplement("5", "5.2", "5.3")};
    text.factors = number("SOC_ref", text.source) + " t C/ha";
    text.factors += " * " + (stand_.changed_in ? share_text(year - *stand_.changed_in, text.source)
                                               : std::string("1"));
    text.factors += " * 44/12 t CO2e/t C";
    return text;
  }

  RowText organic_soil(bool drained) const {
    const std::string dissolved = drained ? "EF_DOC_drained" : "EF_DOC";
    RowText text{"-(A * (EF_CO2 + " + dissolved + ") * 44/12)", "",
                 drained ? supplement("2", "2.1", "2.2") : supplement("3", "3.1", "3.2")};
    text.factors = "(" + number("EF_CO2", text.source) + " t C/ha";
    text.factors += " + " + number(dissolved, text.source) + " t C/ha) * 44/12 t CO2e/t C";
    return text;
  }

  RowText drained_methane() const {
    RowText text{"-(A * ((1 - Frac_ditch) * EF_CH4_land + Frac_ditch * EF_CH4_ditch) * GWP)",
                 "",
                 {"2013 Wetlands Supplement ch. 2 Eq. 2.6 (number recalled), Tables 2.3, 2.4",
                  "2013 湿地增补第 2 章式 2.6（编号凭记忆）、表 2.3、2.4"}};
    const std::string share = number("Frac_ditch", text.source);
    std::string kg = "((1 - " + share + ") * " + number("EF_CH4_land", text.source) + " kg/ha";
    kg += " + " + share + " * " + number("EF_CH4_ditch", text.source) + " kg/ha)";
    text.factors = methane(kg, text.source);
    return text;
  }

  RowText nitrous_oxide() const {
    RowText text{"-(A * EF_N2O * 44/28 * GWP)",
                 "",
                 {"2013 Wetlands Supplement ch. 2 Eq. 2.7 (number recalled), Table 2.5",
                  "2013 湿地增补第 2 章式 2.7（编号凭记忆）、表 2.5"}};
    const std::string potential = decimal_text(table_.potentials().n2o());
    text.factors = number("EF_N2O", text.source) + " kg/ha * 44/28 * 1/1000 t/kg * " + potential +
                   " t CO2e/t N2O";
    cite_too(text.source, potential_cited("N2O", potential));
    return text;
  }

  RowText young_co2() const {
    RowText text{"-(A * EF_CO2 * 44/12)", "", refinement()};
    text.factors = number("EF_CO2", text.source) + " t C/ha * 44/12 t CO2e/t C";
    return text;
  }

  RowText reservoir_methane(int year) const {
    RowText text{"-(A * EF_CH4 * (1 + R_d) * alpha * GWP)", "", refinement()};
    const bool young = stand_.changed_in && year - *stand_.changed_in <= kYoungReservoirYears;
    std::string kg = number("EF_CH4", text.source, young ? 1 : 0) + " kg/ha";
    kg += " * (1 + " + number("R_d", text.source) + ")";
    kg += " * " + number("alpha_trophic", text.source);
    text.factors = methane(kg, text.source);
    return text;
  }

  const Stand& stand_;
  const std::string& gwp_;
  const WetlandTables& table_;
  std::vector<WetlandLookup> lookups_, soil_;
};

}  // namespace

Explanation explain_ipcc_wetland(const Stand& stand, const std::string& gwp, WetlandTables& table,
                                 const std::vector<EstimateRow>& rows) {
  return WetlandExplainer(stand, gwp, table).steps(rows);
}

}  // namespace linhui::methodology
