#include "methodology/methods/shared/burning.h"

#include "methodology/findings.h"

namespace linhui::methodology {
namespace {

// The forest whose factors a climate zone takes; empty where none has them.
std::string biome_of(const std::string& climate) {
  if (climate.empty() || climate.starts_with("cool_temperate") ||
      climate.starts_with("warm_temperate")) {
    return "temperate forest";
  }
  if (climate.starts_with("boreal")) return "boreal forest";
  if (climate.starts_with("tropical")) return "tropical forest";
  return "";
}

// The age classes of AR-TOOL08, in whole years.
std::string tropical_age_class(const Decimal& age) {
  if (age < Decimal(3)) return "";
  if (age < Decimal(6)) return "age 3-5 y";
  if (age < Decimal(11)) return "age 6-10 y";
  if (age < Decimal(18)) return "age 11-17 y";
  return "age >=18 y";
}

}  // namespace

const std::string BurningFactors::kFactors = "disturbance.csv";

std::variant<BurningFactors, Finding> BurningFactors::build(const TableFiles& files,
                                                            const std::string& gwp) {
  const std::vector<std::string> key = {"process", "biome_or_climate", "qualifier", "parameter"};
  std::vector<std::string> columns = key;
  columns.insert(columns.end(), {"value", "unit"});
  auto factors = ParameterTable::find({kFactors, columns, {}, key, 0}, files);
  if (const auto* fault = std::get_if<Finding>(&factors)) return *fault;
  auto potentials = WarmingPotentials::build(files, gwp);
  if (const auto* fault = std::get_if<Finding>(&potentials)) return *fault;
  return BurningFactors(std::get<ParameterTable>(std::move(factors)),
                        std::get<WarmingPotentials>(std::move(potentials)));
}

std::optional<Rational> BurningFactors::factor(const std::string& biome,
                                               const std::string& qualifier,
                                               const std::string& parameter) {
  for (std::size_t row = 0; row < factors_.row_count(); ++row) {
    if (factors_.text(row, "process") != "fire" ||
        factors_.text(row, "biome_or_climate") != biome ||
        factors_.text(row, "qualifier") != qualifier ||
        factors_.text(row, "parameter") != parameter) {
      continue;
    }
    const auto value = factors_.look_up(row, "value");
    // No factor of a fire is greater; what is, is a slip of the decimal point.
    if (value && *value >= Decimal(0) && *value <= Decimal(1000)) return value->rational();
  }
  return std::nullopt;
}

std::variant<FireFactors, Finding> BurningFactors::of(const Stand& stand,
                                                      const std::optional<Decimal>& age) {
  const std::string biome = biome_of(stand.climate);
  const std::string& id = stand.stand_id;
  std::string age_class = "all";
  if (biome == "tropical forest") {
    if (!age) {
      return parameters_missing(id, "the stand's age, by which the fire factors of the tropics go",
                                "小班年龄（热带火灾排放因子按年龄取值）");
    }
    age_class = tropical_age_class(*age);
  }
  const std::string gases = biome == "tropical forest" ? biome : "other forest";
  const auto combustion = factor(biome, age_class, "combustion factor");
  const auto ch4 = factor(gases, "", "EF_CH4"), n2o = factor(gases, "", "EF_N2O");
  if (!combustion || !ch4 || !n2o) {
    return parameters_missing(
        id, "a combustion factor or an emission factor of fire for climate " + stand.climate,
        "气候区 " + stand.climate + " 的燃烧因子或火灾排放因子");
  }
  return FireFactors{*combustion * *ch4 * potentials_.ch4() / 1000,
                     *combustion * *n2o * potentials_.n2o() / 1000, stand.climate.empty()};
}

}  // namespace linhui::methodology
