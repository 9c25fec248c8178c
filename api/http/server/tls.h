// The TLS side of the server: TLS 1.2 and 1.3 with forward secrecy, as Mozilla's "intermediate"
// advice has it (AEAD ciphers over ECDHE), without renegotiation and session tickets.
#pragma once

#include <boost/asio/ssl/context.hpp>
#include <filesystem>
#include <memory>
#include <utility>  // before Asio 1.74, whose awaitable.hpp uses std::exchange without it

#include "api/problem.h"

namespace linhui::api::http {

// Certificate chain and key as PEM files, read once: a renewed certificate needs a restart. A key
// under a passphrase is not taken. Errors: tls_unusable.
Outcome<std::shared_ptr<boost::asio::ssl::context>> make_tls_context(
    const std::filesystem::path& certificate, const std::filesystem::path& key);

}  // namespace linhui::api::http
