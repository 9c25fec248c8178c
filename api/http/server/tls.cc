#include "api/http/server/tls.h"

#include <openssl/err.h>
#include <openssl/ssl.h>

#include <string_view>

namespace linhui::api::http {
namespace {

namespace ssl = boost::asio::ssl;

Problem tls_unusable(const std::string& what, const std::string& why) {
  return problem_of(Code::tls_unusable, what + ": " + why);
}

// ALPN (RFC 7301): this server speaks HTTP/1.1 and says so.
int choose_http_1_1(SSL*, const unsigned char** out, unsigned char* out_size,
                    const unsigned char* in, unsigned in_size, void*) {
  constexpr std::string_view kProtocol = "http/1.1";
  for (unsigned at = 0; at < in_size && at + 1 + in[at] <= in_size; at += 1 + in[at]) {
    if (std::string_view(reinterpret_cast<const char*>(in + at + 1), in[at]) == kProtocol) {
      *out = in + at + 1;
      *out_size = in[at];
      return SSL_TLSEXT_ERR_OK;
    }
  }
  return SSL_TLSEXT_ERR_NOACK;
}

bool harden(SSL_CTX* context) {
  SSL_CTX_set_options(context, SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION | SSL_OP_NO_TICKET);
  SSL_CTX_set_mode(context, SSL_MODE_RELEASE_BUFFERS);
  SSL_CTX_set_session_cache_mode(context, SSL_SESS_CACHE_OFF);
  SSL_CTX_set_alpn_select_cb(context, choose_http_1_1, nullptr);
  return SSL_CTX_set_min_proto_version(context, TLS1_2_VERSION) == 1 &&
         SSL_CTX_set_cipher_list(context,
                                 "ECDHE-ECDSA-AES128-GCM-SHA256:ECDHE-RSA-AES128-GCM-SHA256:"
                                 "ECDHE-ECDSA-AES256-GCM-SHA384:ECDHE-RSA-AES256-GCM-SHA384:"
                                 "ECDHE-ECDSA-CHACHA20-POLY1305:ECDHE-RSA-CHACHA20-POLY1305") ==
             1 &&
         SSL_CTX_set1_groups_list(context, "X25519:prime256v1:secp384r1") == 1;
}

}  // namespace

Outcome<std::shared_ptr<ssl::context>> make_tls_context(const std::filesystem::path& certificate,
                                                        const std::filesystem::path& key) {
  if (certificate.empty() || key.empty()) {
    return tls_unusable("TLS", "a certificate and a key are needed, both");
  }
  for (const auto& file : {certificate, key}) {
    std::error_code error;
    if (!std::filesystem::exists(file, error)) return tls_unusable(file.string(), "no such file");
  }
  auto context = std::make_shared<ssl::context>(ssl::context::tls_server);
  if (!harden(context->native_handle())) return tls_unusable("OpenSSL", "refuses the settings");
  boost::system::error_code error;
  // Without this OpenSSL would ask for a passphrase on the terminal, and wait.
  context->set_password_callback(
      [](std::size_t, ssl::context::password_purpose) { return std::string(); }, error);
  ERR_clear_error();
  context->use_certificate_chain_file(certificate.string(), error);
  if (error) return tls_unusable(certificate.string(), error.message());
  context->use_private_key_file(key.string(), ssl::context::pem, error);
  if (error) return tls_unusable(key.string(), error.message());
  if (SSL_CTX_check_private_key(context->native_handle()) != 1) {
    return tls_unusable(key.string(), "is not the key of the certificate");
  }
  return context;
}

}  // namespace linhui::api::http
