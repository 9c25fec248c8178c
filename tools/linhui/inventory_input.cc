#include "tools/linhui/inventory_input.h"

#include <algorithm>

namespace linhui::cli {
namespace {

constexpr std::size_t kWarningsShown = 20;

}  // namespace

void InventoryInput::add_to(const Command& command, Needed needed) {
  Option* inventory = command.option("FILE", file,
                                     {"the inventory: .shp .gpkg .geojson .xlsx .csv",
                                      "清查数据：.shp .gpkg .geojson .xlsx .csv"});
  if (needed == Needed::yes) inventory->required();
  command
      .option("--map", map,
              {"FIELD=COLUMN, where the column's name is not known by itself",
               "字段=列名，用于无法自动识别的列"})
      ->repeatable();
  command.option("--layer", layer,
                 {"layer or sheet; default: the first", "图层或工作表；默认第一个"});
  command.option("--encoding", encoding,
                 {"of the text, such as GBK; default: found out", "文本编码，如 GBK;默认自动判断"});
}

Outcome<api::app::InventorySource> InventoryInput::source() const {
  api::app::InventorySource source;
  source.file = file;
  for (const std::string& pair : map) {
    const auto equals = pair.find('=');
    if (equals == 0 || equals == std::string::npos || equals + 1 == pair.size()) {
      return problem_of(Code::map_malformed, pair);
    }
    source.options.map[pair.substr(0, equals)] = pair.substr(equals + 1);
  }
  source.options.layer = layer;
  source.options.encoding = encoding;
  source.options.progress = progress_bar("read");
  return source;
}

Outcome<api::exchange::Inventory> InventoryInput::read() const {
  return api::app::read_stands(LINHUI_API_TRY(source()));
}

void tell_warnings(const Output& out, const std::vector<Fault>& faults) {
  if (faults.empty()) return;
  const std::size_t shown = std::min(faults.size(), kWarningsShown);
  std::string text = fault_table({faults.begin(), faults.begin() + shown}, out.language);
  text += out.in({"warnings: ", "警告："}) + std::to_string(faults.size());
  if (shown < faults.size()) {
    text += out.in({"; the first " + std::to_string(shown) + " are shown, --json has all",
                    "；此处列出前 " + std::to_string(shown) + " 条，--json 给出全部"});
  }
  out.tell(text);
}

}  // namespace linhui::cli
