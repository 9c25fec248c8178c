// The line before the PIN checks, which are slow on purpose. Strangers cannot fill it: it is three
// lines, each bounded and shared out by address and by household.
#pragma once

#include <array>
#include <cstddef>
#include <deque>
#include <functional>
#include <list>
#include <map>
#include <mutex>
#include <string>

namespace linhui::api::http {

// Who asks for a check.
struct PinClaim {
  // From the first served to the last.
  enum class Standing {
    returning,  // has signed in to this household before
    card,       // the household has a card
    unknown,    // nobody has this number: checked all the same, so that this is not told
  };
  Standing standing = Standing::unknown;
  std::string group;      // of the client's address (address_group)
  std::string household;  // its number
};

// Within a line addresses take turns, whatever each has waiting. Of a line's places an address
// that has the most gives one up to an address that has at least two fewer, so that only many
// addresses can fill it, and then only for those of their own standing. Of one household at most
// kPlacesOfHousehold wait, by the same rule. Every kTurnOfTheLast-th turn is the last line's.
//
// Safe from several threads.
class PinQueue {
 public:
  struct Job {
    PinClaim claim;
    std::function<void()> check;   // does the work
    std::function<void()> refuse;  // there is no place, or it had to be given up
  };

  static constexpr std::size_t kPlacesOfHousehold = 4;
  static constexpr unsigned kTurnOfTheLast = 8;

  // `places` of each line, under way ones among them; the unknown have a quarter.
  explicit PinQueue(std::size_t places);

  // Takes the job, or refuses it or another one before it returns.
  void push(Job job);
  // Does the check whose turn it is. False: none waits.
  bool run_next();
  // Forgets all that wait, unanswered.
  void clear();

 private:
  struct Line {
    std::size_t places = 0, waiting = 0, under_way = 0;
    std::list<std::string> turns;  // the groups that have something waiting
    std::map<std::string, std::deque<Job>> jobs;
    std::map<std::string, std::size_t> of_household;
  };

  Line& line_of(const PinClaim& claim) { return lines_[static_cast<std::size_t>(claim.standing)]; }
  static bool take_back(Line& line, const PinClaim& newcomer, bool of_household, Job& lost);
  static void add(Line& line, Job job);
  static Job taken(Line& line, const std::string& group, std::deque<Job>::iterator job);
  Line* next_line();

  std::mutex mutex_;
  std::array<Line, 3> lines_;
  unsigned turn_ = 0;
};

}  // namespace linhui::api::http
