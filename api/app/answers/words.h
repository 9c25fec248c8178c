// The ledger's stable words as people read them, in both languages. JSON has the words themselves.
#pragma once

#include "api/app/answers/page.h"
#include "ledger/bodies/run.h"
#include "ledger/bodies/sale.h"
#include "ledger/state/blocks.h"
#include "ledger/state/method.h"
#include "ledger/state/party.h"
#include "ledger/state/project.h"
#include "ledger/state/report.h"
#include "ledger/state/right.h"
#include "ledger/state/run.h"
#include "ledger/state/sale.h"
#include "ledger/state/scheme.h"

namespace linhui::api::app {

Text in_words(ledger::Role role);
Text in_words(ledger::PartyKind kind);
Text in_words(ledger::Basis basis);
Text in_words(ledger::ProjectState state);
Text in_words(ledger::ReportState state);
Text in_words(ledger::BlockState state);
Text in_words(ledger::OfferState state);
Text in_words(ledger::SaleState state);
Text in_words(ledger::SaleMode mode);
Text in_words(ledger::RightType type);
Text in_words(ledger::StepKind kind);
Text in_words(ledger::PercentOf of);
Text in_words(ledger::ShareBy by);
Text in_words(ledger::RunState state);
Text in_words(ledger::LineKind kind);

template <ledger::Worded E>
PageField word_field(std::string name, Text label, E value) {
  return {std::move(name), std::move(label), ledger::word_of(value), in_words(value)};
}

template <ledger::Worded E>
PageField words_field(std::string name, Text label, const std::vector<E>& values) {
  PageField field{std::move(name), std::move(label), Json::array()};
  for (const E value : values) {
    field.value.push_back(ledger::word_of(value));
    const Text words = in_words(value);
    field.text.english += (field.text.english.empty() ? "" : ", ") + words.english;
    field.text.chinese += (field.text.chinese.empty() ? "" : "、") + words.chinese;
  }
  return field;
}

// The state of a thing, under the name "state".
template <ledger::Worded E>
PageField state_field(E state) {
  return word_field("state", {"state", "状态"}, state);
}

}  // namespace linhui::api::app
