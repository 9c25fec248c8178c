#include "methodology/planning/estimable.h"

#include <algorithm>
#include <map>
#include <string_view>
#include <unordered_map>

namespace linhui::methodology {
namespace {

void add_fault(Estimable& to, const Finding& fault) {
  to.verdict = std::min(to.verdict, verdict_of(fault));
  to.faults.push_back(fault);
}

// Tries stands that share a period; answers go to their positions in `answers`.
class Trial {
 public:
  Trial(const Method& method, const EstimateOptions& options, const TableFiles& tables)
      : method_(method), options_(options), tables_(tables) {}

  void run(const std::vector<Stand>& stands, const std::vector<std::size_t>& positions,
           std::vector<Estimable>& answers) const {
    const auto outcome = estimate(stands, positions);
    if (const auto* estimated = std::get_if<Estimate>(&outcome)) {
      add_notes(stands, positions, *estimated, answers);
      return;
    }
    std::unordered_map<std::string_view, std::vector<std::size_t>> by_id;
    for (const std::size_t i : positions) by_id[stands[i].stand_id].push_back(i);
    for (const Finding& fault : std::get<Findings>(outcome)) {
      if (fault.stand_id.empty()) {
        for (const std::size_t i : positions) add_fault(answers[i], fault);
      } else if (const auto found = by_id.find(fault.stand_id); found != by_id.end()) {
        for (const std::size_t i : found->second) add_fault(answers[i], fault);
      }
    }
    // The rest is free of faults: once more without the others, for what is to be noted.
    std::vector<std::size_t> sound;
    for (const std::size_t i : positions) {
      if (answers[i].faults.empty()) sound.push_back(i);
    }
    if (sound.empty() || sound.size() == positions.size()) return;
    const auto again = estimate(stands, sound);
    if (const auto* estimated = std::get_if<Estimate>(&again)) {
      add_notes(stands, sound, *estimated, answers);
    }
  }

 private:
  EstimateOutcome estimate(const std::vector<Stand>& stands,
                           const std::vector<std::size_t>& positions) const {
    std::vector<Stand> chosen;
    for (const std::size_t i : positions) chosen.push_back(stands[i]);
    return method_.estimate(chosen, options_, tables_);
  }

  static void add_notes(const std::vector<Stand>& stands, const std::vector<std::size_t>& positions,
                        const Estimate& estimate, std::vector<Estimable>& answers) {
    std::unordered_map<std::string_view, std::size_t> by_id;
    for (const std::size_t i : positions) by_id[stands[i].stand_id] = i;
    for (const Finding& note : estimate.notes) {
      const auto found = by_id.find(note.stand_id);
      if (!note.stand_id.empty() && found != by_id.end()) {
        answers[found->second].notes.push_back(note);
      }
    }
  }

  const Method& method_;
  const EstimateOptions& options_;
  const TableFiles& tables_;
};

}  // namespace

Verdict verdict_of(const Finding& fault) {
  const bool missing = fault.code.ends_with("_missing") && fault.code != "parameters_missing";
  return missing ? Verdict::unknown : Verdict::no;
}

std::vector<Estimable> check_estimable(const Method& method, const std::vector<Stand>& stands,
                                       const EstimateOptions& options, int year,
                                       const TableFiles& tables) {
  // A wetland's fluxes begin with the second year.
  std::map<std::pair<int, int>, std::vector<std::size_t>> by_period;
  for (std::size_t i = 0; i < stands.size(); ++i) {
    const Stand& stand = stands[i];
    const auto& measured = stand.volume_m3_ha_by_year;
    const int from = measured.empty() ? year : measured.rbegin()->first;
    by_period[{from, stand.kind == StandKind::wetland ? from + 1 : from}].push_back(i);
  }
  std::vector<Estimable> answers(stands.size());
  for (const auto& [period, positions] : by_period) {
    EstimateOptions tried = options;
    std::tie(tried.from_year, tried.to_year) = period;
    Trial(method, tried, tables).run(stands, positions, answers);
  }
  return answers;
}

}  // namespace linhui::methodology
