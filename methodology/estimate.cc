#include "methodology/estimate.h"

namespace linhui::methodology {

const char* name_of(Pool pool) {
  switch (pool) {
    case Pool::above_ground:
      return "above_ground";
    case Pool::below_ground:
      return "below_ground";
    case Pool::living_biomass:
      return "living_biomass";
    case Pool::dead_wood:
      return "dead_wood";
    case Pool::litter:
      return "litter";
    case Pool::soil:
      return "soil";
    case Pool::emissions_ch4:
      return "emissions_ch4";
    case Pool::emissions_n2o:
      return "emissions_n2o";
    case Pool::emissions_co2:
      return "emissions_co2";
    case Pool::total:
      return "total";
  }
  return "";
}

const char* name_of(Term term) {
  switch (term) {
    case Term::baseline:
      return "baseline";
    case Term::leakage:
      return "leakage";
    case Term::project_emissions:
      return "project_emissions";
    case Term::deduction:
      return "deduction";
  }
  return "";
}

const char* name_of(Confidence confidence) {
  switch (confidence) {
    case Confidence::seen:
      return "seen";
    case Confidence::recalled:
      return "recalled";
    case Confidence::project:
      return "project";
  }
  return "";
}

}  // namespace linhui::methodology
