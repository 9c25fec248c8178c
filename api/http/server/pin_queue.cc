#include "api/http/server/pin_queue.h"

#include <algorithm>
#include <optional>
#include <utility>

namespace linhui::api::http {

PinQueue::PinQueue(std::size_t places) {
  for (Line& line : lines_) line.places = std::max<std::size_t>(1, places);
  lines_.back().places = std::max<std::size_t>(1, (places + 3) / 4);
}

void PinQueue::add(Line& line, Job job) {
  auto& jobs = line.jobs[job.claim.group];
  if (jobs.empty()) line.turns.push_back(job.claim.group);
  ++line.waiting;
  ++line.of_household[job.claim.household];
  jobs.push_back(std::move(job));
}

PinQueue::Job PinQueue::taken(Line& line, const std::string& group,
                              std::deque<Job>::iterator place) {
  const auto jobs = line.jobs.find(group);
  Job job = std::move(*place);
  jobs->second.erase(place);
  if (jobs->second.empty()) {
    line.turns.remove(job.claim.group);
    line.jobs.erase(jobs);
  }
  --line.waiting;
  const auto of_household = line.of_household.find(job.claim.household);
  if (--of_household->second == 0) line.of_household.erase(of_household);
  return job;
}

// The newest job of the address that has the most waiting (of the newcomer's household alone, or of
// the whole line), where that is at least two more than the newcomer's address has.
bool PinQueue::take_back(Line& line, const PinClaim& newcomer, bool of_household, Job& lost) {
  const auto counts = [&](const Job& job) {
    return !of_household || job.claim.household == newcomer.household;
  };
  std::size_t most = 0, own = 0;
  std::string heaviest;
  for (const auto& [group, jobs] : line.jobs) {
    const auto count = static_cast<std::size_t>(std::count_if(jobs.begin(), jobs.end(), counts));
    if (group == newcomer.group) own = count;
    if (count > most) {
      most = count;
      heaviest = group;
    }
  }
  if (most < own + 2) return false;
  auto& jobs = line.jobs[heaviest];
  const auto newest = std::find_if(jobs.rbegin(), jobs.rend(), counts);
  lost = taken(line, heaviest, std::prev(newest.base()));
  return true;
}

void PinQueue::push(Job job) {
  std::optional<Job> refused;
  {
    const std::lock_guard lock(mutex_);
    Line& line = line_of(job.claim);
    const auto waiting = line.of_household.find(job.claim.household);
    const bool household_full = !job.claim.household.empty() &&
                                waiting != line.of_household.end() &&
                                waiting->second >= kPlacesOfHousehold;
    const bool line_full = line.waiting + line.under_way >= line.places;
    Job lost;
    if (!household_full && !line_full) {
      add(line, std::move(job));
    } else if (take_back(line, job.claim, household_full, lost)) {
      refused = std::move(lost);
      add(line, std::move(job));
    } else {
      refused = std::move(job);
    }
  }
  if (refused) refused->refuse();
}

PinQueue::Line* PinQueue::next_line() {
  const auto has_some = [](const Line& line) { return line.waiting > 0; };
  if (++turn_ % kTurnOfTheLast == 0) {
    const auto last = std::find_if(lines_.rbegin(), lines_.rend(), has_some);
    return last == lines_.rend() ? nullptr : &*last;
  }
  const auto first = std::find_if(lines_.begin(), lines_.end(), has_some);
  return first == lines_.end() ? nullptr : &*first;
}

bool PinQueue::run_next() {
  Job job;
  {
    const std::lock_guard lock(mutex_);
    Line* line = next_line();
    if (line == nullptr) return false;
    const std::string group = line->turns.front();
    line->turns.splice(line->turns.end(), line->turns, line->turns.begin());
    job = taken(*line, group, line->jobs[group].begin());
    ++line->under_way;
  }
  job.check();
  const std::lock_guard lock(mutex_);
  --line_of(job.claim).under_way;
  return true;
}

void PinQueue::clear() {
  std::array<Line, 3> dropped;
  const std::lock_guard lock(mutex_);
  for (std::size_t i = 0; i < lines_.size(); ++i) {
    std::swap(dropped[i].jobs, lines_[i].jobs);
    lines_[i].turns.clear();
    lines_[i].of_household.clear();
    lines_[i].waiting = 0;
  }
}

}  // namespace linhui::api::http
