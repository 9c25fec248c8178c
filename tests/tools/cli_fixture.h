// The built program, run as a person or a script runs it.
#pragma once

#include <gtest/gtest.h>
#include <sys/wait.h>

#include <cstdlib>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "tests/scratch_folder.h"

namespace linhui::cli {

namespace fs = std::filesystem;
using Json = nlohmann::json;

// A folder of its own for each test, gone with it.
class Cli : public testing::Test {
 protected:
  struct Run {
    int exit = -1;
    std::string out, err;
  };

  static std::string quoted(const std::string& word) {
    std::string result = "'";
    for (const char c : word) result += c == '\'' ? std::string("'\\''") : std::string(1, c);
    return result + "'";
  }

  // Runs `linhui` in the folder, in English unless `environment` says otherwise.
  Run linhui(const std::vector<std::string>& words, const std::string& environment = "LANG=C") {
    std::string line = "cd " + quoted(folder_) +
                       " && env -u LINHUI_LEDGER -u LC_ALL -u LC_MESSAGES " + environment + " " +
                       quoted(LINHUI_BINARY);
    for (const std::string& word : words) line += " " + quoted(word);
    line += " >out.txt 2>err.txt </dev/null";
    const int status = std::system(line.c_str());
    Run run;
    run.exit = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    run.out = file_bytes(folder_ / "out.txt");
    run.err = file_bytes(folder_ / "err.txt");
    return run;
  }

  static std::string golden(const std::string& name) {
    return std::string(LINHUI_SOURCE_DIR) + "/tests/golden/" + name;
  }

  // Makes a demonstration ledger with a registrar.
  void init(const std::string& name = "ledger") {
    const auto run = linhui({"init", name, "--name", "Test", "--purpose", "demonstration",
                             "--registrar", "reg", "--registrar-name", "Registry"});
    ASSERT_EQ(run.exit, 0) << run.err;
  }

  const ScratchFolder scratch_;
  const fs::path folder_ = scratch_.path();
};

}  // namespace linhui::cli
