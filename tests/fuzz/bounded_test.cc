// The ordinary tests' part of fuzzing: no coverage to be guided by, but the same inputs each time.
#include <algorithm>
#include <csignal>
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <random>
#include <string>
#include <vector>

#include "tests/fuzz/target.h"
#include "tests/scratch_folder.h"

namespace linhui::fuzz {
namespace {

constexpr int kRounds = 3000, kChangesMax = 4;
constexpr std::size_t kBytesMax = 1 << 16;

std::vector<std::string> read_seeds(const std::string& target) {
  std::vector<std::filesystem::path> paths;
  const auto folder = std::filesystem::path(LINHUI_SOURCE_DIR) / "tests/fuzz/corpus" / target;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    paths.push_back(entry.path());
  }
  std::sort(paths.begin(), paths.end());
  std::vector<std::string> seeds;
  for (const auto& path : paths) seeds.push_back(file_bytes(path));
  return seeds;
}

// Standard distributions differ between libraries; the engine does not.
class Changes {
 public:
  explicit Changes(const std::vector<std::string>& seeds) : seeds_(seeds) {}

  std::string next() {
    std::string bytes = pick(seeds_);
    for (std::size_t changes = 1 + below(kChangesMax); changes > 0; --changes) change(bytes);
    if (bytes.size() > kBytesMax) bytes.resize(kBytesMax);
    return bytes;
  }

 private:
  std::size_t below(std::size_t limit) { return engine_() % limit; }
  const std::string& pick(const std::vector<std::string>& from) { return from[below(from.size())]; }
  // A byte that parsers look at more often than at others.
  char byte() {
    static constexpr std::string_view kTelling{"\0\n\r\t \"\\,;:+-./09eEx[]{}=\x7f\x80\xff", 30};
    return below(2) == 0 ? kTelling[below(kTelling.size())] : static_cast<char>(engine_());
  }

  void change(std::string& bytes) {
    const std::size_t at = below(bytes.size() + 1);
    const std::size_t count = std::min(bytes.size() - at, std::size_t{1} + below(8));
    switch (below(6)) {
      case 0:
        if (at < bytes.size()) bytes[at] = byte();
        return;
      case 1:
        if (at < bytes.size()) bytes[at] = static_cast<char>(bytes[at] ^ (1 << below(8)));
        return;
      case 2:
        bytes.insert(at, 1, byte());
        return;
      case 3:
        bytes.erase(at, count);
        return;
      case 4:
        bytes.insert(at, bytes.substr(at, count));
        return;
      default: {  // the front of one seed, the end of another
        const std::string& other = pick(seeds_);
        bytes = bytes.substr(0, at) + other.substr(below(other.size() + 1));
      }
    }
  }

  const std::vector<std::string>& seeds_;
  std::mt19937_64 engine_{20'260'101};
};

std::string input;

void print_input(int signal) {
  std::fprintf(stderr, "\nthe input, %zu bytes in hex: ", input.size());
  for (const unsigned char byte : input) std::fprintf(stderr, "%02x", byte);
  std::fprintf(stderr, "\n");
  std::signal(signal, SIG_DFL);
  std::raise(signal);
}

}  // namespace

void run_bounded(const char* target, void (*check)(std::string_view bytes)) {
  const std::vector<std::string> seeds = read_seeds(target);
  ASSERT_FALSE(seeds.empty()) << "no seeds for " << target;
  for (const int signal : {SIGABRT, SIGSEGV, SIGFPE}) std::signal(signal, print_input);
  for (const std::string& seed : seeds) check(input = seed);
  Changes changes(seeds);
  for (int round = 0; round < kRounds; ++round) check(input = changes.next());
  for (const int signal : {SIGABRT, SIGSEGV, SIGFPE}) std::signal(signal, SIG_DFL);
}

}  // namespace linhui::fuzz
