// The parameters of the CDM tools that AR-ACM0003 calls, each with its source.
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

// A number of a table, and where it stands.
struct ToolValue {
  Rational value;
  std::string text;  // as written
  Bilingual source;  // table, document, confidence
  TableCell cell;
};

class ArAcm0003Tables {
 public:
  static const std::string kTools, kDefaults, kDeadWood, kSoil;  // file names

  // Refuses tables as ParameterTable does.
  static std::variant<ArAcm0003Tables, Finding> build(const TableFiles& files);

  // ar_tools.csv and disturbance.csv. A row that is not there is noted in missing().
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

  // What was looked up and is not there: parameters_missing.
  const Findings& missing() const { return missing_; }
  // Of the tables that anything was looked up in.
  std::vector<TableUse> uses() const;

 private:
  struct Column {
    const char* name;
    std::string value;
  };
  ArAcm0003Tables(ParameterTable tools, ParameterTable defaults, ParameterTable dead_wood,
                  ParameterTable soil);
  static std::optional<ToolValue> find(ParameterTable& table, const std::vector<Column>& key,
                                       const std::string& column);
  ToolValue need(ParameterTable& table, const std::vector<Column>& key, const std::string& column);

  ParameterTable tools_, defaults_, dead_wood_, soil_;
  Findings missing_;
};

}  // namespace linhui::methodology
