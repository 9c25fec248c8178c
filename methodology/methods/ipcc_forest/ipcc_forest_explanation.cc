#include "methodology/methods/ipcc_forest/ipcc_forest_explanation.h"

#include <algorithm>
#include <cassert>

#include "methodology/methods/shared/explanation_text.h"

namespace linhui::methodology {
namespace {

constexpr const char* kToCO2e = " * 44/12 t CO2e/t C";

class ForestExplainer {
 public:
  ForestExplainer(const Stand& stand, const ForestStand& forest, const ForestChoices& choices,
                  const EstimateOptions& options)
      : stand_(stand),
        forest_(forest),
        choices_(choices),
        options_(options),
        measured_(measurements_of(stand, options.from_year)) {}

  Explanation steps(const std::vector<EstimateRow>& rows) {
    for (const auto& row : rows) {
      if (row.pool == Pool::total) continue;
      if (row.pool == Pool::above_ground && !choices_.is_gain_loss) add_biomass(row.year);
      if (row.pool >= Pool::dead_wood) {
        add_transition(row);
      } else if (choices_.is_gain_loss) {
        if (row.change) add_gain(row);
      } else {
        add_stock(row);
      }
    }
    return std::move(steps_);
  }

 private:
  static std::string number(const CitedValue& value) { return decimal_text(value.value); }

  // "0.7 * " where the stand is mixed.
  static std::string share_text(const ForestPart& part) {
    return part.share == 1 ? "" : decimal_text(part.share) + " * ";
  }

  const CitedValue& bcef(const ForestPart& part, int year) const {
    return class_of(part.bcef, volume_at(measured_, year)).factor;
  }

  void add_biomass(int year) {
    std::string arithmetic;
    Bilingual source{"2006 Guidelines vol. 4 Eq. 2.8, biomass by Table 4.5",
                     "2006 指南第 4 卷式 2.8，生物量按表 4.5"};
    for (const auto& part : forest_.parts) {
      arithmetic += (arithmetic.empty() ? "" : " + ") + share_text(part) +
                    volume_text(measured_, year) + " m3/ha * " + number(bcef(part, year)) +
                    " t d.m./m3";
      cite_too(source, bcef(part, year).citation);
    }
    const YearBiomass biomass = biomass_of(forest_, measured_, year);
    steps_.push_back({year, "b", equation_of("b", "V * BCEF_S(V)"), arithmetic,
                      decimal_text(biomass.above), "t d.m./ha", source});
  }

  // A term a part, under the brackets that a mixture needs.
  template <class PartText>
  std::string sum(const PartText& text) const {
    std::string terms;
    for (const auto& part : forest_.parts) {
      terms += (terms.empty() ? "" : " + ") + share_text(part) + text(part);
    }
    return forest_.parts.size() == 1 ? terms : "(" + terms + ")";
  }

  void add_stock(const EstimateRow& row) {
    const bool below = row.pool == Pool::below_ground;
    const YearBiomass biomass = biomass_of(forest_, measured_, row.year);
    Bilingual source{"2006 Guidelines vol. 4 Eq. 2.8", "2006 指南第 4 卷式 2.8"};
    const std::string terms = sum([&](const ForestPart& part) {
      std::string text = volume_text(measured_, row.year) + " m3/ha * " +
                         number(bcef(part, row.year)) + " t d.m./m3";
      cite_too(source, bcef(part, row.year).citation);
      if (below) {
        const CitedValue& ratio = class_of(part.ratio, biomass.above).factor;
        text += " * " + number(ratio);
        cite_too(source, ratio.citation);
      }
      cite_too(source, part.carbon.citation);
      return text + " * " + number(part.carbon) + " t C/t d.m.";
    });
    push(row, *row.stock,
         equation_of(name_of(row.pool), below ? "A * V * BCEF_S(V) * R(b) * CF * 44/12"
                                              : "A * V * BCEF_S(V) * CF * 44/12"),
         terms, source);
  }

  void add_gain(const EstimateRow& row) {
    const bool below = row.pool == Pool::below_ground;
    const Rational age = age_in(stand_, options_, row.year);
    Bilingual source{"2006 Guidelines vol. 4 Eq. 2.9, 2.10; age " + decimal_text(age) +
                         " at the end of the year",
                     "2006 指南第 4 卷式 2.9、2.10；年末林龄 " + decimal_text(age)};
    const Bilingual equation = change_equation_of(
        name_of(row.pool), below ? "A * G_w * R * CF * 44/12" : "A * G_w * CF * 44/12");
    if (age <= 0) {
      push(row, *row.change, equation, "0 t C/ha",
           source + Bilingual{": not planted yet", "：尚未造林"});
      return;
    }
    const std::string terms = sum([&](const ForestPart& part) {
      const CitedValue& growth = age <= kYoungYears ? part.growth_young : part.growth_old;
      std::string text = number(growth) + " t d.m./ha";
      cite_too(source, growth.citation);
      if (below) {
        const CitedValue& ratio = ratio_in(forest_, part, choices_, measured_, row.year);
        text += " * " + number(ratio);
        cite_too(source, ratio.citation);
      }
      cite_too(source, part.carbon.citation);
      return text + " * " + number(part.carbon) + " t C/t d.m.";
    });
    push(row, *row.change, equation, terms, source);
  }

  void add_transition(const EstimateRow& row) {
    const auto pool =
        std::find_if(forest_.pools.begin(), forest_.pools.end(),
                     [&](const TransitionPool& each) { return each.pool == row.pool; });
    assert(pool != forest_.pools.end());
    const std::string name = name_of(row.pool);
    const std::string after = number(pool->after) + " t C/ha";
    if (!pool->since) {
      push(row, *row.stock, equation_of(name, "A * C * 44/12"), after, pool->after.citation);
      return;
    }
    const int passed = std::clamp(row.year - *pool->since, 0, kTransitionYears);
    const std::string before = decimal_text(pool->before) + " t C/ha";
    const std::string since = std::to_string(*pool->since);
    Bilingual source{"2006 Guidelines vol. 4 Eq. 2.23, 2.25, 20 years from " + since,
                     "2006 指南第 4 卷式 2.23、2.25，自 " + since + " 年起 20 年"};
    cite_too(source, pool->after.citation);
    push(row, *row.stock,
         equation_of(name, "A * (C_before + (C - C_before) * min(20, y - y0)/20) * 44/12"),
         "(" + before + " + (" + after + " - " + before + ") * " + std::to_string(passed) + "/" +
             std::to_string(kTransitionYears) + ")",
         source);
  }

  void push(const EstimateRow& row, TonnesCO2e result, const Bilingual& equation,
            const std::string& per_hectare, const Bilingual& source) {
    steps_.push_back({row.year, name_of(row.pool), equation,
                      stand_.area_ha.str() + " ha * " + per_hectare + kToCO2e, result.str(),
                      "t CO2e", source});
  }

  const Stand& stand_;
  const ForestStand& forest_;
  const ForestChoices& choices_;
  const EstimateOptions& options_;
  Measurements measured_;
  Explanation steps_;
};

}  // namespace

Explanation explain_ipcc_forest(const Stand& stand, const ForestStand& forest,
                                const ForestChoices& choices, const EstimateOptions& options,
                                const std::vector<EstimateRow>& rows) {
  return ForestExplainer(stand, forest, choices, options).steps(rows);
}

}  // namespace linhui::methodology
