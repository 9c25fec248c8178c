// The commands: each function adds one noun with its verbs. One file a noun.
#pragma once

#include "tools/linhui/command.h"

namespace linhui::cli {

void add_demo(const Command& root);
void add_init(const Command& root);
void add_key(const Command& root);
void add_party(const Command& root);
void add_mechanism(const Command& root);
void add_stands(const Command& root);
void add_method(const Command& root);
void add_estimate(const Command& root);
void add_forecast(const Command& root);
void add_plots(const Command& root);
void add_project(const Command& root);
void add_report(const Command& root);
void add_credit(const Command& root);
void add_buffer(const Command& root);
void add_sale(const Command& root);
void add_right(const Command& root);
void add_scheme(const Command& root);
void add_distribute(const Command& root);
void add_share(const Command& root);
void add_export(const Command& root);
void add_log(const Command& root);
void add_verify(const Command& root);
void add_verify_proof(const Command& root);
void add_backup(const Command& root);
void add_restore(const Command& root);
void add_serve(const Command& root);

}  // namespace linhui::cli
