// What the methods of the AR-CM family share: the volume route with its own species factors, a
// deduction from the change, and for forest management a baseline of growing stocks. The two differ
// by their declarations and by Baseline.
#pragma once

#include <utility>

#include "methodology/method.h"

namespace linhui::methodology {

// Holds no state but its declaration: see method.h.
class ArCmMethod final : public Method {
 public:
  // Without a baseline all growth counts; with one, what the stands would have grown anyway is told
  // as a term and taken off.
  enum class Baseline { none, growing_stock };

  // `declaration` is that of one of the two, with the tables of ar_cm_tables.h.
  ArCmMethod(MethodDeclaration declaration, Baseline baseline)
      : declaration_(std::move(declaration)), baseline_(baseline) {}

  const MethodDeclaration& declaration() const override { return declaration_; }
  EstimateOutcome estimate(const std::vector<Stand>& stands, const EstimateOptions& options,
                           const TableFiles& tables) const override;
  ExplainOutcome explain(const Stand& stand, const EstimateOptions& options,
                         const TableFiles& tables) const override;
  Explanation explain_terms(const Estimate& estimate, const TableFiles& tables) const override;
  std::optional<GrowingStockModel> growing_stock_model(const EstimateOptions& options,
                                                       const TableFiles& tables) const override;
  std::optional<Rational> above_ground_dry_matter(const Stand& stand, const Decimal& volume_m3_ha,
                                                  const TableFiles& tables) const override;

 private:
  MethodDeclaration declaration_;
  Baseline baseline_;
};

}  // namespace linhui::methodology
