// linhui demo: the whole story on the sample that ships, ending in a verified proof.
#include "api/demo/demo.h"

#include <iostream>

#include "ledger/proof.h"
#include "tools/linhui/files.h"
#include "tools/linhui/nouns.h"

namespace linhui::cli {
namespace {

struct DemoOptions {
  std::string folder = "linhui-demo", sample;
};

// Beside the program, as it is installed; a build tree has it at the same place.
std::filesystem::path sample_folder() {
  std::error_code failed;
  const auto program = std::filesystem::read_symlink("/proc/self/exe", failed);
  return program.parent_path().parent_path() / "share" / "linhui" / "sample";
}

// The proof, checked as anyone else would: from its file, with the key alone.
Outcome<void> check_proof(const api::demo::DemoResult& result) {
  const auto key = LINHUI_API_TRY(ledger::parse_verifier_key(result.verifier_key));
  const auto bytes = LINHUI_API_TRY(read_file(result.proof));
  LINHUI_API_TRY(ledger::verify_proof(ledger::Json::parse(bytes, nullptr, false), key));
  return {};
}

// As the person would call this program again.
std::string own_path() {
  std::error_code failed;
  const auto program = std::filesystem::read_symlink("/proc/self/exe", failed);
  const auto here = std::filesystem::current_path(failed);
  const auto near = program.lexically_relative(here);
  const bool below = !near.empty() && *near.begin() != "..";
  return program.parent_path() == "/usr/bin" ? "linhui" : (below ? near : program).string();
}

std::string next_steps(const Output& out, const api::demo::DemoResult& result) {
  const std::string program = "  " + own_path();
  const std::string ledger = " --ledger " + result.ledger.string();
  std::string text =
      out.in({"\nThe proof in the file verifies. The ledger is yours to play with:\n",
              "\n文件中的证明验证通过。账本留给您试用：\n"}) +
      program + " verify-proof " + result.proof.string() + " --key '" + result.verifier_key +
      "'\n" + program + " verify --recompute" + ledger + "\n" + program + " log show" + ledger +
      "\n" +
      out.in({"\nServe the farmer's page, then open http://127.0.0.1:8080/ :\n",
              "\n启动农户查询页，然后打开 http://127.0.0.1:8080/ ：\n"}) +
      program + " serve" + ledger + " --listen 127.0.0.1:8080\n" +
      out.in({"\nDemonstration cards (all 300 in ", "\n演示卡（全部 300 张见 "}) +
      result.cards.string() + out.in({"):\n", "）：\n"});
  for (const api::app::Card& card : result.show_cards) {
    text += "  " + out.in({"household number ", "户号 "}) + card.household_no +
            out.in({"  PIN ", "  密码 "}) + card.pin + "  " + card.masked_name + ", " +
            card.village + "\n";
  }
  return text;
}

Ended run_demo(Session& session, const DemoOptions& options) {
  Output& out = session.out;
  api::demo::DemoOptions demo;
  demo.folder = options.folder;
  demo.sample = options.sample.empty() ? sample_folder() : std::filesystem::path(options.sample);
  std::ostream& story = out.json ? std::cerr : std::cout;
  int chapters = 0;
  demo.chapter = [&](const Text& heading) {
    story << "\n" << ++chapters << ". " << out.in(heading) << std::endl;
  };
  demo.tell = [&](const Text& line) { story << "   " << out.in(line) << std::endl; };
  const auto result = LINHUI_API_TRY(api::demo::run_demo(demo));
  LINHUI_API_TRY(check_proof(result));
  out.origin = Output::Origin::demonstration;
  return out.done({{"ledger", result.ledger.string()},
                   {"proof", result.proof.string()},
                   {"cards", result.cards.string()},
                   {"export", result.export_file.string()},
                   {"verifier_key", result.verifier_key},
                   {"proof_verified", true}},
                  next_steps(out, result));
}

}  // namespace

void add_demo(const Command& root) {
  const auto options = std::make_shared<DemoOptions>();
  Session& session = root.session();
  const Command command =
      root.verb("demo",
                {"the whole story on the sample, ending in a verified proof",
                 "用示例数据演示全流程，以验证证明结束"},
                "linhui demo linhui-demo", [=, &session] { return run_demo(session, *options); });
  command.option("DIR", options->folder,
                 {"folder to make; default ./linhui-demo", "要建立的文件夹，默认 ./linhui-demo"});
  command.option("--sample", options->sample, {"folder of another sample", "其他示例数据的文件夹"});
}

}  // namespace linhui::cli
