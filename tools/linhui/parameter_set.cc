#include "tools/linhui/parameter_set.h"

namespace linhui::cli {

api::app::ParameterSource parameter_source(Session& session, const std::string& set) {
  return {set, [&session] { return open_ledger(session, Workspace::Mode::read); }};
}

}  // namespace linhui::cli
