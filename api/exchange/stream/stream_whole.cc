#include "api/exchange/stream/stream_whole.h"

#include <algorithm>
#include <tuple>

namespace linhui::api::exchange {

void Whole::add(PartReport part) {
  constexpr long long kHeaderRows = 1;
  const long long before = records_ + kHeaderRows;
  const auto add_all = [&](auto& things, auto& to, auto row_of) {
    for (auto& thing : things) {
      row_of(thing) += before;
      to.add(std::move(thing));
    }
  };
  const auto of_fault = [](Fault& fault) -> long long& { return fault.row; };
  const auto of_finding = [](RowFinding& finding) -> long long& { return finding.row; };
  has_row_faults_ = has_row_faults_ || has_fault(part.faults);
  add_all(part.malformed, malformed_, of_fault);
  add_all(part.faults, faults_, of_fault);
  add_all(part.of_stands, of_stands_, of_finding);
  add_all(part.of_species, of_species_, of_finding);
  std::move(part.notes.begin(), part.notes.end(), std::back_inserter(notes_));
  ids_.add(std::move(part.ids));
  has_volume_.resize(part.has_volume.size());
  for (std::size_t i = 0; i < has_volume_.size(); ++i) {
    has_volume_[i] = has_volume_[i] || part.has_volume[i];
  }
  in_doubt_ = in_doubt_ || part.in_doubt;
  records_ += part.records;
  rows_ += part.rows;
  size_bytes_ += part.size_bytes;
}

void Whole::add_sums(const std::vector<PartReader*>& readers, methodology::GroupTotals& totals) {
  struct First {
    std::size_t part, reader, group;  // a part has one reader
    auto operator<=>(const First&) const = default;
  };
  std::vector<First> firsts;
  std::vector<std::vector<PartReader::Group>> groups;
  std::vector<std::vector<std::uint32_t>> group_of;
  for (std::size_t k = 0; k < readers.size(); ++k) {
    groups.push_back(readers[k]->groups());
    group_of.emplace_back(groups[k].size());
    for (std::size_t g = 0; g < groups[k].size(); ++g) firsts.push_back({groups[k][g].part, k, g});
  }
  std::sort(firsts.begin(), firsts.end());
  NameNumbers numbers;
  for (const First& first : firsts) {
    group_of[first.reader][first.group] = numbers.add(groups[first.reader][first.group].values);
  }
  totals.grow_to(numbers.size());
  for (std::size_t k = 0; k < readers.size(); ++k) {
    totals.add(readers[k]->totals(), group_of[k]);
    tally_ += readers[k]->tally();
    largest_m3_ += readers[k]->largest_m3();
  }
  for (std::size_t g = 0; g < numbers.size(); ++g) groups_.push_back(numbers[g]);
}

}  // namespace linhui::api::exchange
