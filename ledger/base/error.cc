#include "ledger/base/error.h"

namespace linhui::ledger {

std::string_view name_of(ErrorCode code) {
  switch (code) {
#define LINHUI_ERROR(name, number, en, zh) \
  case ErrorCode::name:                    \
    return #name;
#include "ledger/base/errors.def"
#undef LINHUI_ERROR
  }
  return "unknown";
}

std::string_view sentence_of(ErrorCode code, bool chinese) {
  switch (code) {
#define LINHUI_ERROR(name, number, en, zh) \
  case ErrorCode::name:                    \
    return chinese ? zh : en;
#include "ledger/base/errors.def"
#undef LINHUI_ERROR
  }
  return "";
}

}  // namespace linhui::ledger
