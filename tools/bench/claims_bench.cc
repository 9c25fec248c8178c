// A project of 5,000 stands registered beside so many stands that others have claimed, all of its
// neighbours another project's: the stands of the two lie as the fields of a chess board. And what
// the import of as many rows takes for their shapes.
#include <benchmark/benchmark.h>
#include <unistd.h>

#include <cmath>
#include <filesystem>
#include <numbers>
#include <stdexcept>

#include "ledger/base/calendar.h"
#include "ledger/bodies/party.h"
#include "ledger/ground/geometry.h"
#include "ledger/ledger.h"
#include "ledger/log/origin.h"
#include "ledger/rules/apply.h"

namespace {

using namespace linhui::ledger;

constexpr std::int64_t kNow = 1'790'000'000;
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

class Fixture {
 public:
  Fixture() {
    folder_ =
        std::filesystem::temp_directory_path() / ("linhui-claims-" + std::to_string(getpid()));
    SigningKey log_key = SigningKey::generate();
    id_ = ledger_id(log_key.public_key());
    LedgerCreateBody body;
    body.name = body.registrar_name = "bench";
    body.purpose = Purpose::demonstration;
    body.log_key = spki(log_key.public_key());
    body.registrar_key = spki(bureau_.public_key());
    Submission first;
    first.record = make_record(body.kType, id_, "create", time_text(kNow), "bureau", to_json(body));
    first.signatures = {sign_record(first.record, bureau_)};
    ledger_ = Ledger::create(folder_, first, std::move(log_key)).value();
    append("party.admit", "bureau",
           {{"party", "dev"},
            {"roles", {"developer"}},
            {"kind", "company"},
            {"name", "dev"},
            {"key", base64(spki(developer_.public_key()))}});
    const Rows table = {canonical({{"table", "t"}, {"text", "a,1"}})};
    append("method.publish", "bureau",
           {{"method", "m"},
            {"version", "1"},
            {"crediting", true},
            {"basis", "read_back"},
            {"compared_with", "bench"},
            {"compared_by", "bench"},
            {"compared_on", "2026-01-01"},
            {"tables", Json::array({{{"name", "t"}, {"sha256", hex(sha256("a,1\n"))}}})}},
           table);
    append("mechanism.define", "bureau",
           {{"mechanism", "mech"},
            {"name", "bench"},
            {"buffer_num", 1},
            {"buffer_den", 10},
            {"natural_persons", false},
            {"methods", Json::array({"m"})},
            {"basis", "bench"}});
  }
  ~Fixture() {
    ledger_.reset();
    std::filesystem::remove_all(folder_);
  }

  Submission make(const std::string& type, const std::string& by, Json body,
                  const Rows& rows = {}) {
    if (!rows.empty()) body["rows"] = rows_reference(rows);
    Submission submission;
    submission.record =
        make_record(type, id_, "r" + std::to_string(next_++), time_text(kNow), by, body);
    submission.signatures = {sign_record(submission.record, by == "bureau" ? bureau_ : developer_)};
    submission.rows = rows;
    return submission;
  }
  void append(const std::string& type, const std::string& by, const Json& body,
              const Rows& rows = {}) {
    const auto receipt = ledger_->append_one(make(type, by, body, rows), kNow);
    if (!receipt.ok()) throw std::runtime_error(std::string(name_of(receipt.error().code)));
  }
  Submission import(int project, const Rows& rows) {
    return make("inventory.import", "dev",
                {{"project", "P" + std::to_string(project)},
                 {"file", "f"},
                 {"file_sha256", hex(sha256("f"))},
                 {"area_m2", 43'000 * static_cast<std::int64_t>(rows.size())}},
                rows);
  }
  Submission registration(int project, const Rows& rows) {
    return make("project.register", "dev",
                {{"project", "P" + std::to_string(project)},
                 {"name", "bench"},
                 {"method", "m"},
                 {"mechanism", "mech"},
                 {"inventory", hex(rows_root(rows))},
                 {"from_year", 2021},
                 {"to_year", 2040}});
  }
  void take(const Submission& submission) {
    const auto receipt = ledger_->append_one(submission, kNow);
    if (!receipt.ok()) throw std::runtime_error(std::string(name_of(receipt.error().code)));
  }
  Ledger& ledger() { return *ledger_; }

 private:
  std::filesystem::path folder_;
  SigningKey bureau_ = SigningKey::generate(), developer_ = SigningKey::generate();
  std::unique_ptr<Ledger> ledger_;
  std::string id_;
  int next_ = 0;
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
