// Requests that break two rules at once, and the world that they are made in.
#pragma once

#include <functional>

#include "tests/ledger/rules/world.h"

namespace linhui::ledger {

// `first` and `second` are both true of the request. A code that a page has twice is told apart
// by words that follow it there: "party_exists: the id".
struct TwoBroken {
  const char *type, *first, *second;
  std::function<Submission(World&)> request;
};

// The world, with what the party of every role needs to stand in its own way:
//   mine  registered; report "mine-1" verified, tables not published; "mine-2" filed
//   bare  assessed only; scheme "half" adopted by one village; sale-5 settled
class WideWorld : public World {
 public:
  WideWorld() {
    const Rows ground = stands("E", 1'200'000), bare = stands("B", 1'300'000);
    must(make("inventory.import", "omni", inventory("mine", ground), ground));
    must(make("project.register", "omni", project("mine", ground)));
    must(make("project.validate", "verifier",
              {{"project", "mine"}, {"statement_sha256", sha("s")}}));
    must(make("project.approve", "registrar", {{"project", "mine"}}));
    for (const int year : {2021, 2022}) {
      const std::string name = "mine-" + std::to_string(year - 2020);
      const Changes4 growth = {{"E1", {{year, 50'000}}}};
      Json body = report(name, "mine", ground, year - 1, year, growth);
      body["tables"][0]["sha256"] = sha("unpublished");
      must(make("report.file", "omni", body, estimate_rows(growth)));
      if (year == 2021) {
        must(make("report.verify", "verifier", verify(name, estimate_rows(growth))));
      }
    }
    must(make("inventory.import", "developer", inventory("bare", bare), bare));
    must(make("project.register", "developer", project("bare", bare, 2021, 2040, "assess", "")));
    sold("sale-5", 47, 48);
    Json half = scheme("half", Json::array({holders_step()}));
    half["adopters"] = {"coll-1"};
    must(make("scheme.adopt", "developer", half, {}, {"coll-1"}));
  }
};

inline const Changes4 kGrowth = {{"S1", {{2023, 10'000}}}};

// Rows of stand S1 in 2023: so many of each pool, all of the same change.
struct Pool {
  const char *name, *change;
  int count;
};
inline Rows estimate(const std::vector<Pool>& pools) {
  Rows rows;
  for (const Pool& pool : pools) {
    for (int i = 0; i < pool.count; ++i) {
      rows.push_back(canonical({{"stand", "S1"},
                                {"year", 2023},
                                {"pool", pool.name},
                                {"change", pool.change},
                                {"stock", ""}}));
    }
  }
  return rows;
}

}  // namespace linhui::ledger
