#include "methodology/method.h"
#include "methodology/methods/ar_acm0003/ar_acm0003.h"
#include "methodology/methods/ar_cm/ar_cm_001.h"
#include "methodology/methods/ar_cm/ar_cm_003.h"
#include "methodology/methods/chn_bv/chn_bv.h"
#include "methodology/methods/ipcc_forest/ipcc_2019_fl.h"
#include "methodology/methods/ipcc_wetland/ipcc_2013_wl.h"
#include "methodology/methods/shared/estimate_rows.h"
#include "methodology/methods/unread_methods.h"
#include "methodology/parameters/embedded_tables.h"

namespace linhui::methodology {

TableFiles shipped_tables() {
  TableFiles files;
  for (const auto& [name, bytes] : embedded_tables()) files.emplace(name, bytes);
  return files;
}

const std::vector<std::unique_ptr<Method>>& methods() {
  static const std::vector<std::unique_ptr<Method>> all = [] {
    std::vector<std::unique_ptr<Method>> list;
    list.push_back(make_ar_acm0003());
    list.push_back(make_ar_cm_001());
    list.push_back(make_ar_cm_003());
    list.push_back(make_ccer_14_001());
    list.push_back(make_chn_bv());
    list.push_back(make_cqcm_009());
    list.push_back(make_ipcc_2013_wl());
    list.push_back(make_ipcc_2019_fl());
    return list;
  }();
  return all;
}

Explanation Method::explain_terms(const Estimate&, const TableFiles&) const { return {}; }

RemovalOutcome Method::removals(const std::vector<Stand>& stands, const EstimateOptions& options,
                                const TableFiles& tables) const {
  return removals_of(estimate(stands, options, tables), stands.size());
}

std::optional<GrowingStockModel> Method::growing_stock_model(const EstimateOptions&,
                                                             const TableFiles&) const {
  return std::nullopt;
}

bool Method::add_removals(const std::vector<Stand>&, const EstimateOptions&, const TableFiles&,
                          FormulaSheet&) const {
  return false;
}

std::optional<Rational> Method::above_ground_dry_matter(const Stand&, const Decimal&,
                                                        const TableFiles&) const {
  return std::nullopt;
}

const Method* find_method(std::string_view id) {
  for (const auto& method : methods()) {
    if (method->declaration().id == id) return method.get();
  }
  return nullptr;
}

}  // namespace linhui::methodology
