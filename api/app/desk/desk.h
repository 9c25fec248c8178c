// What a case works from, and what it gives: one snapshot of the ledger in, one record out that is
// ready to be signed.
//
// Everything that a person can have recorded is a case (api/app/cases), in two steps:
//
//   prepare_…(desk, …)   checks what can be known before, builds the record, says who must sign
//   Workspace::record    signs with the keys at hand and submits; or, where keys are elsewhere,
//   Workspace::submit    takes signatures that were made there
//
// Preparing changes nothing: a record that is never submitted leaves no trace.
#pragma once

#include <string>
#include <vector>

#include "api/app/desk/problems.h"
#include "ledger/bodies/body.h"
#include "ledger/ledger.h"

namespace linhui::api::app {

using ledger::Json;

// A record that waits for its signatures.
struct Prepared {
  std::string record;                // canonical bytes: what every signer signs
  ledger::Rows rows = {};            // beside the record, where it names some
  std::vector<std::string> signers;  // parties that must sign, the author (`by`) first, each once
  Text summary;                      // what it says, for those who sign it
};

// One snapshot, and the moment at which the records that are prepared from it are made. For one
// thread; views that it gives live as long as it does.
class Desk {
 public:
  // `now` in seconds since 1970, UTC.
  Desk(ledger::LedgerView view, std::int64_t now) : view_(std::move(view)), now_(now) {}

  const ledger::LedgerView& view() const { return view_; }
  const ledger::View& state() const { return view_.state(); }
  std::int64_t now() const { return now_; }
  std::string today() const;  // calendar day in Shanghai

  // The record of `type` by party `by`, with `also` to sign beside. Its request id is a random one,
  // its time now(). Requires: texts in the body are UTF-8 in NFC (ledger::make_record()). Whether
  // the ledger takes it shows when it is submitted.
  template <class Body>
  Prepared prepare(std::string_view type, const std::string& by, const Body& body, Text summary,
                   ledger::Rows rows = {}, const std::vector<std::string>& also = {}) const {
    return prepare_json(type, by, ledger::to_json(body), std::move(summary), std::move(rows), also);
  }
  template <class Body>
  Prepared prepare(const std::string& by, const Body& body, Text summary, ledger::Rows rows = {},
                   const std::vector<std::string>& also = {}) const {
    return prepare(Body::kType, by, body, std::move(summary), std::move(rows), also);
  }

 private:
  Prepared prepare_json(std::string_view type, const std::string& by, const Json& body,
                        Text summary, ledger::Rows rows,
                        const std::vector<std::string>& also) const;

  ledger::LedgerView view_;
  std::int64_t now_;
};

// A request id that nobody has used: 96 random bits.
std::string random_request();

// "示例公司 (developer)": a party as a summary names it; its id alone where it has no name.
std::string name_of_party(const ledger::View& state, const std::string& party);

}  // namespace linhui::api::app
