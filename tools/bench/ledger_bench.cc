// Records appended per second at 1, 100 and 10,000 a commit, beside a bare write and fsync of the
// same bytes; records audited per second, beside SHA-256 and Ed25519 verification of the same
// bytes alone.
#include <benchmark/benchmark.h>
#include <fcntl.h>
#include <unistd.h>

#include <string>
#include <vector>

#include "ledger/audit.h"
#include "tools/bench/bench_ledger.h"

namespace {

using namespace linhui::ledger;

// Its registrar defines mechanisms: a small record that goes through every step of a commit.
class Fixture : public BenchLedger {
 public:
  Submission next() {
    return of_bureau("mechanism.define", {{"mechanism", "m" + std::to_string(mechanisms_++)},
                                          {"name", "bench"},
                                          {"buffer_num", 10},
                                          {"buffer_den", 100},
                                          {"natural_persons", false},
                                          {"methods", Json::array({"AR-CM-001-V01"})},
                                          {"basis", "bench"}});
  }
  std::vector<Submission> batch(std::int64_t count) {
    std::vector<Submission> submissions;
    for (std::int64_t i = 0; i < count; ++i) submissions.push_back(next());
    return submissions;
  }

 private:
  int mechanisms_ = 0;
};

void rate(benchmark::State& state, std::int64_t a_round) {
  state.counters["records/s"] = benchmark::Counter(
      static_cast<double>(state.iterations() * a_round), benchmark::Counter::kIsRate);
}

void append_records(benchmark::State& state) {
  Fixture fixture;
  for (auto _ : state) {
    state.PauseTiming();
    const auto batch = fixture.batch(state.range(0));
    state.ResumeTiming();
    for (const auto& outcome : fixture.ledger().append(batch, kNow)) {
      if (!outcome.ok()) state.SkipWithError("a record was refused");
    }
  }
  rate(state, state.range(0));
}
BENCHMARK(append_records)
    ->Arg(1)
    ->Arg(100)
    ->Arg(10'000)
    ->Unit(benchmark::kMillisecond)
    ->UseRealTime();

// The physical limit beside it: the same leaves written to a file and synced.
void write_and_sync(benchmark::State& state) {
  Fixture fixture;
  const auto batch = fixture.batch(state.range(0));
  std::string bytes;
  for (const auto& one : batch) bytes += leaf_of(one.record, one.signatures);
  const auto file = fixture.folder() / "plain";
  const int descriptor = ::open(file.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0600);
  for (auto _ : state) {
    if (::write(descriptor, bytes.data(), bytes.size()) < 0 || ::fsync(descriptor) != 0) {
      state.SkipWithError("write failed");
    }
  }
  ::close(descriptor);
  rate(state, state.range(0));
}
BENCHMARK(write_and_sync)
    ->Arg(1)
    ->Arg(100)
    ->Arg(10'000)
    ->Unit(benchmark::kMillisecond)
    ->UseRealTime();

constexpr std::int64_t kAudited = 5'000;

void audit_records(benchmark::State& state) {
  Fixture fixture;
  fixture.ledger().append(fixture.batch(kAudited), kNow);
  const auto view = fixture.ledger().snapshot();
  for (auto _ : state) {
    const auto report = audit(view);
    if (!report.sound()) state.SkipWithError("the audit found damage");
  }
  rate(state, kAudited);
}
BENCHMARK(audit_records)->Unit(benchmark::kMillisecond);

void sha256_and_ed25519_alone(benchmark::State& state) {
  Fixture fixture;
  const auto batch = fixture.batch(kAudited);
  for (auto _ : state) {
    bool sound = true;
    for (const auto& one : batch) {
      benchmark::DoNotOptimize(leaf_hash(leaf_of(one.record, one.signatures)));
      sound = sound && verify_signature(fixture.bureau().public_key(), signing_input(one.record),
                                        one.signatures[0].sig);
    }
    if (!sound) state.SkipWithError("a signature does not fit");
  }
  rate(state, kAudited);
}
BENCHMARK(sha256_and_ed25519_alone)->Unit(benchmark::kMillisecond);

}  // namespace
