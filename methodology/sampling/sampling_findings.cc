#include "methodology/sampling/sampling_findings.h"

namespace linhui::methodology {

Finding sample_missing(const std::string& what_english, const std::string& what_chinese) {
  return {"sample_missing",
          "",
          "",
          "",
          "There are no " + what_english + ".",
          "没有" + what_chinese + "。"};
}

Finding sample_value_missing(const std::string& id, const std::string& field) {
  return {"sample_value_missing", id, field, "", "A value is needed here.", "此处须有值。"};
}

Finding sample_value_invalid(const std::string& id, const std::string& field,
                             const std::string& value, const std::string& english,
                             const std::string& chinese) {
  return {"sample_value_invalid",     id, field, value, "The value cannot be: " + english + ".",
          "值无效：" + chinese + "。"};
}

Finding plot_duplicate(const std::string& plot_id) {
  return {"plot_duplicate", plot_id, "plot_id", plot_id, "The plot is there twice.", "样地重复。"};
}

Finding stratum_duplicate(const std::string& stratum) {
  return {"stratum_duplicate",           stratum,     "stratum", stratum,
          "The stratum is there twice.", "碳层重复。"};
}

Finding plot_without_stratum(const std::string& plot_id, const std::string& stratum) {
  return {"plot_without_stratum",
          plot_id,
          "stratum",
          stratum,
          "The plot lies in no stratum of the list.",
          "样地不属于所列的任何碳层。"};
}

Finding tree_without_plot(const std::string& plot_id) {
  return {"tree_without_plot",
          plot_id,
          "plot_id",
          plot_id,
          "The tree stands in no plot of the list.",
          "林木不属于所列的任何样地。"};
}

Finding stratum_too_few_plots(const std::string& stratum, std::size_t plots) {
  return {"stratum_too_few_plots",
          stratum,
          "stratum",
          std::to_string(plots),
          "A stratum needs two plots at least for a variance; it has " + std::to_string(plots) +
              ". Measure more, or join it to a like stratum.",
          "每个碳层至少需要两个样地才能计算方差，现有 " + std::to_string(plots) +
              " 个；请补测或并入相近碳层。"};
}

Finding t_undefined(std::size_t plots, std::size_t strata) {
  return {"t_undefined",
          "",
          "plots",
          std::to_string(plots),
          "Student's t needs more plots than strata: " + std::to_string(plots) + " plots, " +
              std::to_string(strata) + " strata.",
          "样地数须多于碳层数才有 t 值：样地 " + std::to_string(plots) + " 个，碳层 " +
              std::to_string(strata) + " 个。"};
}

Finding mean_not_positive(const std::string& mean) {
  return {"mean_not_positive",
          "",
          "mean",
          mean,
          "A half-width in percent needs a mean above zero.",
          "均值须大于零才能计算相对半宽。"};
}

Finding equation_missing(const std::string& plot_id, const std::string& species,
                         const std::string& regions) {
  const std::string english =
      regions.empty()
          ? "There is no complete set of biomass equations (stem, branch and leaf, or "
            "above ground) for the species"
          : "There are equations of several regions; choose one with --region: " + regions;
  const std::string chinese = regions.empty() ? "该树种没有成套的生物量方程（干、枝、叶，或地上）"
                                              : "有多个地区的方程，请用 --region 选定：" + regions;
  return {regions.empty() ? "parameters_missing" : "region_needed",
          plot_id,
          "species",
          species,
          english + ".",
          chinese + "。"};
}

Finding height_missing(const std::string& plot_id, const std::string& species) {
  return {"height_missing",
          plot_id,
          "height_m",
          species,
          "The species' equation needs the tree's height.",
          "该树种的方程需要树高。"};
}

Finding tree_out_of_range(const std::string& plot_id, const std::string& species,
                          const std::string& dbh, const std::string& range) {
  return {"tree_out_of_range",
          plot_id,
          "dbh_cm",
          dbh,
          "A tree of " + species + " lies outside the equation's range of diameters, " + range +
              " cm; its biomass is an extrapolation.",
          species + " 一株超出方程的胸径范围 " + range + " cm，其生物量为外推值。"};
}

Finding equation_range_unknown(const std::string& species, const std::string& region) {
  return {"equation_range_unknown",
          "",
          "species",
          species,
          "The equation's range of diameters is not known (" + region + ").",
          "方程的胸径适用范围不明（" + region + "）。"};
}

Finding roots_unknown(const std::string& species, const std::string& region) {
  return {"roots_unknown",
          "",
          "species",
          species,
          "There is no root equation of the same source (" + region +
              "): the plots hold above-ground biomass alone.",
          "同一来源没有根的方程（" + region + "）：样地只计地上生物量。"};
}

Finding plot_without_trees(const std::string& plot_id) {
  return {"plot_without_trees",
          plot_id,
          "plot_id",
          plot_id,
          "No tree was tallied in the plot: it counts as zero.",
          "样地内没有检尺木：按零计。"};
}

}  // namespace linhui::methodology
