// linhui right: the register of forest rights.
#include "api/app/answers/rights.h"
#include "api/app/cases/rights.h"
#include "api/app/desk/two_stores.h"
#include "tools/linhui/files.h"
#include "tools/linhui/nouns.h"
#include "tools/linhui/page_text.h"

namespace linhui::cli {
namespace {

struct RightOptions {
  std::string file, cards, stand, party;
};

std::string cards_csv(const std::vector<api::app::Card>& cards) {
  std::string text = "\xef\xbb\xbfhousehold_no,pin,name,township,village\r\n";
  for (const auto& card : cards) {
    text += card.household_no + "," + card.pin + "," + csv_field(card.masked_name) + "," +
            csv_field(card.township) + "," + csv_field(card.village) + "\r\n";
  }
  return text;
}

// The file of cards, on disk before the log has the register, so that no PIN is lost.
class CardFile {
 public:
  explicit CardFile(std::string file) : file_(std::move(file)) {}

  api::app::CardKeeper keeper() {
    if (file_.empty()) return {};
    return {[this](const auto& cards) { return keep(cards); },
            [this] {
              std::error_code ignored;
              if (made_) std::filesystem::remove(file_, ignored);
            }};
  }

 private:
  Outcome<void> keep(const std::vector<api::app::Card>& cards) {
    std::error_code failed;
    const bool there = std::filesystem::exists(file_, failed);
    const auto kept = api::app::keep_file(file_, cards_csv(cards));
    if (!kept.ok()) return problem_of(Code::file_not_writable_cards, kept.problem().detail);
    made_ = !there;
    return {};
  }

  std::string file_;
  bool made_ = false;
};

Json cards_json(const std::vector<api::app::Card>& cards) {
  Json array = Json::array();
  for (const auto& card : cards) {
    array.push_back({{"household_no", card.household_no},
                     {"pin", card.pin},
                     {"name", card.masked_name},
                     {"township", card.township},
                     {"village", card.village}});
  }
  return array;
}

api::app::Page import_page(const api::app::RightsImport& done) {
  const auto count = [](const char* name, Text label, std::size_t number) {
    return api::app::count_field(name, std::move(label), static_cast<std::int64_t>(number));
  };
  return {{},
          {api::app::index_field(done.index), count("rights", {"rights", "权利"}, done.rights),
           count("holders", {"holders", "权利人"}, done.holders),
           count("households", {"of these households", "其中农户"}, done.households),
           count("new_cards", {"new cards", "新卡片"}, done.cards.size())},
          {}};
}

Ended print_import(const Output& out, const api::app::RightsImport& done, bool with_cards) {
  const api::app::Page page = import_page(done);
  Json document = api::app::to_json(page);
  std::string text = page_text(out, page);
  if (with_cards && !done.cards.empty()) {
    document["cards"] = cards_json(done.cards);
    text += out.in({"Cards of new households; their PINs are shown only now:\n",
                    "新农户卡片，密码仅此一次显示：\n"}) +
            cards_csv(done.cards).substr(3);
  }
  return out.done(document, text);
}

Ended import(Session& session, const RightOptions& options) {
  const Output& out = session.out;
  if (!std::filesystem::exists(options.file)) {
    return problem_of(Code::file_not_found, options.file);
  }
  const auto file = api::exchange::read_rights(options.file);
  return writing(session, ledger::Role::registrar,
                 [&](Workspace& workspace, const std::string& party) -> Ended {
                   CardFile cards(options.cards);
                   const auto done = LINHUI_API_TRY(
                       api::app::import_rights(workspace, party, file, false, cards.keeper()));
                   const Ended printed = print_import(out, done, options.cards.empty());
                   if (printed.ok() && printed.value() == ExitStatus::done) {
                     api::app::PrivateStore store(workspace.private_folder());
                     api::app::told(store, done.request);
                   }
                   return printed;
                 });
}

Ended show_right(Session& session, const RightOptions& options) {
  return reading(session, [&](const Workspace& workspace) -> Ended {
    return show_page(session.out,
                     api::app::right_list(workspace.view(), options.stand, options.party));
  });
}

}  // namespace

void add_right(const Command& root) {
  const Command noun = root.noun("right", {"forest rights", "林权"});
  const auto options = std::make_shared<RightOptions>();
  Session& session = root.session();
  const Command imported =
      noun.verb("import",
                {"register every right of a file; names stay out of the log",
                 "登记文件中的全部权利；姓名不入日志"},
                "linhui right import rights.xlsx --cards cards.csv --ledger DIR",
                [=, &session] { return import(session, *options); });
  imported.option("FILE", options->file, {".xlsx or .csv", ".xlsx 或 .csv"})->required();
  imported.option("--cards", options->cards,
                  {"file to make (mode 0600) with number and PIN of every new household; default: "
                   "printed",
                   "新建文件(权限 0600)，写入新农户的户号和密码；默认显示"});
  imported.acts();
  const Command shown = noun.verb("show", {"rights by stand or holder", "按小班或权利人查看"},
                                  "linhui right show --stand QJ-0001 --ledger DIR",
                                  [=, &session] { return show_right(session, *options); });
  shown.option("--stand", options->stand, {"on this stand", "该小班上的"});
  shown.option("--party", options->party, {"of this holder", "该权利人的"});
}

}  // namespace linhui::cli
