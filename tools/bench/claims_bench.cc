// A project of 5,000 stands registered beside so many stands that others have claimed, all of its
// neighbours another project's: the stands of the two lie as the fields of a chess board. And what
// the import of as many rows takes for their shapes.
#include <benchmark/benchmark.h>

#include <cmath>
#include <numbers>

#include "ledger/ground/geometry.h"
#include "ledger/rules/apply.h"
#include "tools/bench/bench_ledger.h"

namespace {

using namespace linhui::ledger;

constexpr int kStandsAProject = 5'000, kCorners = 40;
constexpr std::int64_t kSide = 20'000;  // 0.002 degrees: some 4 ha

// Two neighbours share the same points: the board's lines are drawn once, wavy.
Json field(std::int64_t column, std::int64_t row) {
  Json ring = Json::array();
  const auto line = [](std::int64_t at) {
    return std::llround(400 * std::sin(2 * std::numbers::pi * static_cast<double>(at) / kSide * 3));
  };
  constexpr std::int64_t kStep = 4 * kSide / kCorners;
  const std::int64_t west = 1'087'000'000 + column * kSide, south = 295'000'000 + row * kSide;
  for (std::int64_t i = 0; i < kSide; i += kStep)
    ring.insert(ring.end(), {west + i, south + line(i)});
  for (std::int64_t i = 0; i < kSide; i += kStep)
    ring.insert(ring.end(), {west + kSide + line(i), south + i});
  for (std::int64_t i = kSide; i > 0; i -= kStep)
    ring.insert(ring.end(), {west + i, south + kSide + line(i)});
  for (std::int64_t i = kSide; i > 0; i -= kStep)
    ring.insert(ring.end(), {west + line(i), south + i});
  ring.insert(ring.end(), {west, south});
  return Json::array({Json::array({ring})});
}

// Projects come in pairs; the two of a pair share a board of 100 by 100 fields.
Rows stands_of(int project) {
  Rows rows;
  for (int i = 0; i < 2 * kStandsAProject; ++i) {
    const int column = i % 100, row = i / 100;
    if ((column + row) % 2 != project % 2) continue;
    const std::string number = std::to_string(project) + "-" + std::to_string(i);
    rows.push_back(canonical({{"stand_id", number},
                              {"kind", "forest"},
                              {"township", "T"},
                              {"village", "V"},
                              {"area_m2", 43'000},
                              {"shape", field(column, row + project / 2 * 100)}}));
  }
  return rows;
}

// A ledger with a developer, a method and a mechanism, for projects to be registered in.
class Fixture {
 public:
  Fixture() {
    take(bench_.of_bureau("party.admit", {{"party", "dev"},
                                          {"roles", {"developer"}},
                                          {"kind", "company"},
                                          {"name", "dev"},
                                          {"key", base64(spki(developer_.public_key()))}}));
    const Rows table = {canonical({{"table", "t"}, {"text", "a,1"}})};
    take(bench_.of_bureau(
        "method.publish",
        {{"method", "m"},
         {"version", "1"},
         {"crediting", true},
         {"basis", "read_back"},
         {"compared_with", "bench"},
         {"compared_by", "bench"},
         {"compared_on", "2026-01-01"},
         {"tables", Json::array({{{"name", "t"}, {"sha256", hex(sha256("a,1\n"))}}})}},
        table));
    take(bench_.of_bureau("mechanism.define", {{"mechanism", "mech"},
                                               {"name", "bench"},
                                               {"buffer_num", 1},
                                               {"buffer_den", 10},
                                               {"natural_persons", false},
                                               {"methods", Json::array({"m"})},
                                               {"basis", "bench"}}));
  }

  Submission import(int project, const Rows& rows) {
    return bench_.signed_by(developer_, "dev", "inventory.import",
                            {{"project", "P" + std::to_string(project)},
                             {"file", "f"},
                             {"file_sha256", hex(sha256("f"))},
                             {"area_m2", 43'000 * static_cast<std::int64_t>(rows.size())}},
                            rows);
  }
  Submission registration(int project, const Rows& rows) {
    return bench_.signed_by(developer_, "dev", "project.register",
                            {{"project", "P" + std::to_string(project)},
                             {"name", "bench"},
                             {"method", "m"},
                             {"mechanism", "mech"},
                             {"inventory", hex(rows_root(rows))},
                             {"from_year", 2021},
                             {"to_year", 2040}});
  }
  void take(const Submission& submission) { bench_.take(submission); }
  Ledger& ledger() { return bench_.ledger(); }

 private:
  BenchLedger bench_;
  const SigningKey developer_ = SigningKey::generate();
};

void stands_a_second(benchmark::State& state) {
  state.counters["stands/s"] = benchmark::Counter(
      static_cast<double>(state.iterations()) * kStandsAProject, benchmark::Counter::kIsRate);
}

// The rule alone, without the commit: what grows with the ledger, if anything does.
void register_among_claimed_stands(benchmark::State& state) {
  Fixture fixture;
  const int last = static_cast<int>(state.range(0)) / kStandsAProject;  // an odd number
  Rows rows;
  for (int project = 0; project <= last; ++project) {
    rows = stands_of(project);
    fixture.take(fixture.import(project, rows));
    if (project < last) fixture.take(fixture.registration(project, rows));
  }
  const Submission submission = fixture.registration(last, rows);
  const auto record = parse_leaf(leaf_of(submission.record, submission.signatures)).value();
  const LedgerView view = fixture.ledger().snapshot();
  for (auto _ : state) {
    Overlay trial(view.state());
    if (!apply(trial, record, view.size()).ok()) state.SkipWithError("refused");
  }
  stands_a_second(state);
}
BENCHMARK(register_among_claimed_stands)
    ->Arg(5'000)
    ->Arg(45'000)
    ->Arg(295'000)
    ->Iterations(3)
    ->Unit(benchmark::kMillisecond);

void check_shapes(benchmark::State& state) {
  std::vector<GeoShape> shapes;
  for (const std::string& row : stands_of(0)) {
    shapes.push_back(*parse_shape(Json::parse(row).at("shape")));
  }
  for (auto _ : state) {
    for (const GeoShape& shape : shapes) {
      if (!is_well_drawn(shape)) state.SkipWithError("not well drawn");
    }
  }
  stands_a_second(state);
}
BENCHMARK(check_shapes)->Unit(benchmark::kMillisecond);

// What a row costs the import anyhow: it is parsed, and must be canonical.
void parse_rows(benchmark::State& state) {
  const Rows rows = stands_of(0);
  for (auto _ : state) {
    for (const std::string& row : rows) benchmark::DoNotOptimize(parse_canonical(row).ok());
  }
  stands_a_second(state);
}
BENCHMARK(parse_rows)->Unit(benchmark::kMillisecond);

}  // namespace
