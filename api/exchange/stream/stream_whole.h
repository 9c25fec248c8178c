// Parts of a large CSV file put together in their order. Internal to api/exchange.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "api/exchange/stream/id_hashes.h"
#include "api/exchange/stream/stream_faults.h"
#include "api/exchange/stream/stream_part.h"

namespace linhui::api::exchange {

// The first kStreamFaults of many things, and how many there are.
template <class T>
class FirstOnes {
 public:
  void add(T thing) {
    ++count_;
    if (first_.size() < kStreamFaults) first_.push_back(std::move(thing));
  }
  std::uint64_t count() const { return count_; }
  std::vector<T>& first() { return first_; }
  const std::vector<T>& first() const { return first_; }

 private:
  std::vector<T> first_;
  std::uint64_t count_ = 0;
};

// For one thread. What it tells is of the parts that have been added; rows are counted in the file
// from then on, its header being row 1.
class Whole {
 public:
  // Requires: parts come in their order.
  void add(PartReport part);
  // Puts the sums of all readers together: groups in order of first appearance. Once, after the
  // last part; the readers outlive the call.
  void add_sums(const std::vector<PartReader*>& readers, methodology::GroupTotals& totals);

  bool in_doubt() const { return in_doubt_; }
  std::size_t rows() const { return rows_; }
  std::uint64_t size_bytes() const { return size_bytes_; }
  const std::vector<bool>& has_volume() const { return has_volume_; }
  bool has_inventory_faults() const { return malformed_.count() > 0 || has_row_faults_; }
  const IdHashes& ids() const { return ids_; }
  const FirstOnes<Fault>& malformed() const { return malformed_; }
  FirstOnes<Fault>& faults() { return faults_; }
  FirstOnes<RowFinding>& of_stands() { return of_stands_; }
  FirstOnes<RowFinding>& of_species() { return of_species_; }
  std::vector<methodology::Finding>& notes() { return notes_; }
  const std::vector<std::string>& groups() const { return groups_; }
  const methodology::RoundingTally& tally() const { return tally_; }
  double largest_m3() const { return largest_m3_; }

 private:
  bool in_doubt_ = false, has_row_faults_ = false;
  long long records_ = 0;
  std::size_t rows_ = 0;
  std::uint64_t size_bytes_ = 0;
  IdHashes ids_;
  std::vector<bool> has_volume_;
  FirstOnes<Fault> malformed_, faults_;
  FirstOnes<RowFinding> of_stands_, of_species_;
  std::vector<methodology::Finding> notes_;
  std::vector<std::string> groups_;
  methodology::RoundingTally tally_;
  double largest_m3_ = 0;
};

}  // namespace linhui::api::exchange
