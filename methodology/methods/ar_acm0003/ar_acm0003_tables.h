// The parameters of the CDM tools that AR-ACM0003 calls, each with its source: ar_tools.csv (what
// the tools print), disturbance.csv (defaults and emissions), dead_wood_litter.csv (AR-TOOL12) and
// ipcc_forest_dom_soil.csv (reference stocks of soil).
#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "methodology/bilingual.h"
#include "methodology/method.h"
#include "methodology/parameters/parameter_table.h"
#include "methodology/removal_formula.h"

namespace linhui::methodology {

// A number of a table, and where it stands: for the arithmetic, for a person, and for draws.
struct ToolValue {
  Rational value;
  // For explanations: the number as written, and table, document and confidence in words.
  std::string text;  // as written
  Bilingual source;  // table, document, confidence
  // For draws.
  TableCell cell;
};

// Rows are found by what stands in their columns, letter by letter. Looking up counts, so each run
// has its own.
class ArAcm0003Tables {
 public:
  static const std::string kTools, kDefaults, kDeadWood, kSoil;  // file names

  // Refuses tables as ParameterTable does.
  static std::variant<ArAcm0003Tables, Finding> build(const TableFiles& files);

  // ar_tools.csv and disturbance.csv. A row that is not there is noted in missing(), and zero is
  // given.
  ToolValue tool(const std::string& tool, const std::string& parameter);
  ToolValue fallback(const std::string& process, const std::string& climate,
                     const std::string& qualifier, const std::string& parameter);
  // AR-TOOL12: percent of the trees' carbon. `parameter` DF_DW or DF_LI; the others as the table
  // writes them.
  ToolValue dead_matter(const std::string& biome, const std::string& elevation,
                        const std::string& rainfall, const std::string& parameter);
  // Reference stock of mineral soil, t C/ha; nothing where the table has no such row. `climate` as
  // in an inventory: warm_temperate_moist.
  std::optional<ToolValue> reference_soil(const std::string& edition, const std::string& climate,
                                          const std::string& soil);

  // What was looked up and is not there, parameters_missing each. Whoever looks up has to ask.
  const Findings& missing() const { return missing_; }
  // Of the tables that anything was looked up in, in the order of kTools, kDefaults, kDeadWood,
  // kSoil.
  std::vector<TableUse> uses() const;

 private:
  struct Column {
    const char* name;
    std::string value;
  };
  ArAcm0003Tables(ParameterTable tools, ParameterTable defaults, ParameterTable dead_wood,
                  ParameterTable soil);
  // The number of the first row whose columns have these values; nothing where there is none, or
  // the cell holds no number.
  static std::optional<ToolValue> find(ParameterTable& table, const std::vector<Column>& key,
                                       const std::string& column);
  // The same; a miss is noted in missing_.
  ToolValue need(ParameterTable& table, const std::vector<Column>& key, const std::string& column);

  ParameterTable tools_, defaults_, dead_wood_, soil_;
  Findings missing_;
};

}  // namespace linhui::methodology
