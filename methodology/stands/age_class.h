// The age class 龄组 of a stand: 幼龄林, 中龄林, 近熟林, 成熟林, 过熟林. For roll-ups; no estimate
// goes by it.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "methodology/parameters/parameter_table.h"
#include "methodology/stand.h"
#include "methodology/stands/species.h"

namespace linhui::methodology {

// By age_classes.csv, which holds planted forest of a few species in one region. The species may be
// written as for an estimate; a fallback to another group's parameters is no match here.
// Looking up counts, so each run has its own.
class AgeClasses {
 public:
  static const std::string kTable;  // file name

  // Refuses (code table_invalid) a table as ParameterTable does.
  static std::variant<AgeClasses, Finding> build(const TableFiles& files);

  // By completed years of the stand's age, as the inventory gives it. Nothing for a wetland, a
  // stand without age or species, a species that the table lacks, and natural forest; an origin
  // that is not given is taken as planted. What is found counts as looked up.
  std::optional<std::string> find(const Stand& stand);

  // Where the classes hold: the table's regions, each once, in its order, separated by commas. To
  // be noted wherever a class is shown.
  std::string regions() const;
  TableUse use() const { return classes_.use(); }

 private:
  AgeClasses(ParameterTable groups, SpeciesIndex index, ParameterTable classes)
      : groups_(std::move(groups)), index_(std::move(index)), classes_(std::move(classes)) {}

  ParameterTable groups_;
  SpeciesIndex index_;
  ParameterTable classes_;
};

}  // namespace linhui::methodology
