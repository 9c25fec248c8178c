// linhui serve: the log and the households' own data over HTTP, read only.
#include <cstdlib>

#include "api/http/routes/routes.h"
#include "api/http/server/server.h"
#include "api/ip_address.h"
#include "tools/linhui/amounts.h"
#include "tools/linhui/nouns.h"

namespace linhui::cli {
namespace {

struct ServeOptions {
  std::string listen = "127.0.0.1:8443", certificate, key;
  std::vector<std::string> trusted_proxies;
  bool plain_http = false;
};

// ADDR:PORT, with an IPv6 address in brackets.
Outcome<api::http::ServerOptions> server_options(const ServeOptions& options) {
  api::http::ServerOptions server;
  const auto colon = options.listen.rfind(':');
  const auto port =
      colon == std::string::npos ? std::nullopt : parse_scaled(options.listen.substr(colon + 1), 0);
  if (!port || *port < 0 || *port > 65535 || colon == 0) {
    return problem_of(Code::listen_malformed, options.listen);
  }
  server.address = options.listen.substr(0, colon);
  if (server.address.starts_with('[') && server.address.ends_with(']')) {
    server.address = server.address.substr(1, server.address.size() - 2);
  }
  server.port = static_cast<std::uint16_t>(*port);
  if (options.certificate.empty() != options.key.empty()) {
    return problem_of(Code::wrong_usage_tls);
  }
  server.tls_certificate = options.certificate;
  server.tls_key = options.key;
  const auto address = api::parse_ip_address(server.address);
  if (options.certificate.empty() && !options.plain_http && address && !address->is_loopback()) {
    return problem_of(Code::plain_http_refused, options.listen);
  }
  for (const std::string& proxy : options.trusted_proxies) {
    const auto network = api::parse_ip_network(proxy);
    if (!network) return problem_of(Code::proxy_malformed, proxy);
    server.trusted_proxies.push_back(*network);
  }
  return server;
}

Ended run_serve(Session& session, const ServeOptions& options) {
  const Output& out = session.out;
  auto server = LINHUI_API_TRY(server_options(options));
  std::string ledger;
  {
    // The same refusals as every other command; the service opens it for itself.
    const auto opened = LINHUI_API_TRY(open_ledger(session, Workspace::Mode::read));
    ledger = opened->folder().string();
    tell_gone_back(out, *opened);
  }
  auto service = LINHUI_API_TRY(api::app::Service::open(ledger));
  if (service->private_store() == api::app::Service::PrivateStoreState::none) {
    out.tell(out.in({"There is no private store here: households cannot look anything up.",
                     "此处没有私有库，农户无法查询。"}));
  }
  const std::string scheme = options.certificate.empty() ? "http" : "https";
  server.listening = [&, address = server.address](std::uint16_t port) {
    const bool six = address.find(':') != std::string::npos;
    out.tell(out.demonstration_line() + out.in({"Listening on ", "正在监听 "}) + scheme + "://" +
             (six ? "[" + address + "]" : address) + ":" + std::to_string(port));
  };
  api::http::Server running(api::http::answerer_of(*service), server);
  LINHUI_API_TRY(running.run());
  return ExitStatus::done;
}

}  // namespace

void add_serve(const Command& root) {
  const auto options = std::make_shared<ServeOptions>();
  Session& session = root.session();
  const Command command = root.verb(
      "serve",
      {"answer over HTTP, read only, until SIGTERM", "以 HTTP 提供只读查询，直到收到 SIGTERM"},
      "linhui serve --listen 127.0.0.1:8443 --tls-cert cert.pem --tls-key key.pem --ledger DIR",
      [=, &session] { return run_serve(session, *options); });
  command.option("--listen", options->listen,
                 {"ADDRESS:PORT; default 127.0.0.1:8443", "地址:端口，默认 127.0.0.1:8443"});
  command.option("--tls-cert", options->certificate,
                 {"certificate chain, PEM; none: plain HTTP on the loopback",
                  "证书链 PEM;不填则为本机明文 HTTP"});
  command.option("--tls-key", options->key, {"its key, PEM", "私钥 PEM"});
  command
      .option("--trusted-proxy", options->trusted_proxies,
              {"address or network of a proxy whose X-Forwarded-For or Forwarded is believed, "
               "repeatable",
               "可信代理的地址或网段，采信其 X-Forwarded-For 或 Forwarded，可重复"})
      ->repeatable();
  command.flag(
      "--plain-http", options->plain_http,
      {"plain HTTP on an address that others reach", "允许在外部可达的地址上使用明文 HTTP"});
}

}  // namespace linhui::cli
