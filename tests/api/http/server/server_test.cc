// The server over real sockets: limits, timeouts, pipelining, TLS, stop. What it answers from is
// a plain function here; the endpoints have their own tests.
#include "api/http/server/server.h"

#include <gtest/gtest.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <random>
#include <thread>

#include "tests/api/http/server/running.h"
#include "tests/scratch_folder.h"

namespace linhui::api::http {
namespace {

TEST(Server, AnswersRequestAfterRequestOnOneConnection) {
  Running server;
  Client client(server.port());
  for (const char* path : {"/a", "/b", "/c"}) {
    client.send(get(path));
    EXPECT_NE(client.receive("\n\n\n", 200ms).find(std::string("GET ") + path), std::string::npos);
  }
}

// RFC 9112 §9.3.2: answers come in the order of the requests.
TEST(Server, AnswersPipelinedRequestsInOrder) {
  Running server;
  Client client(server.port());
  std::string requests;
  for (int i = 0; i < 50; ++i) requests += get("/p" + std::to_string(i) + "e");
  client.send(requests);
  const std::string answers = client.receive("GET /p49e");
  std::size_t at = 0;
  for (int i = 0; i < 50; ++i) {
    const std::size_t next = answers.find("GET /p" + std::to_string(i) + "e", at);
    ASSERT_NE(next, std::string::npos) << i;
    at = next;
  }
}

TEST(Server, SendsTheHeadersOfABrowserSafePage) {
  Running server;
  Client client(server.port());
  client.send(get("/"));
  const std::string answer = client.receive("GET /");
  for (const char* header :
       {"Content-Security-Policy: default-src 'none'; style-src 'self'",
        "\r\nDate: ", "X-Content-Type-Options: nosniff", "Referrer-Policy: same-origin",
        "X-Frame-Options: DENY", "Cache-Control: no-store"}) {
    EXPECT_NE(answer.find(header), std::string::npos) << header;
  }
  EXPECT_EQ(answer.find("Strict-Transport"), std::string::npos);  // not over plain HTTP
  EXPECT_EQ(answer.find("Beast"), std::string::npos);
}

TEST(Server, AnswersHeadWithTheLengthAndNoBody) {
  Running server;
  Client client(server.port());
  client.send("HEAD /big HTTP/1.1\r\nHost: here\r\n\r\n" + get("/next"));
  const std::string answers = client.receive("GET /next");
  EXPECT_NE(answers.find("Content-Length: 1048576"), std::string::npos);
  EXPECT_LT(answers.size(), 3000u);
}

TEST(Server, ReadsAFormAndAChunkedBody) {
  Running server;
  Client form(server.port());
  form.send("POST /f HTTP/1.1\r\nHost: here\r\nContent-Length: 5\r\n\r\nhello");
  EXPECT_NE(form.receive("hello").find("POST /f hello"), std::string::npos);
  Client chunked(server.port());
  chunked.send(
      "POST /c HTTP/1.1\r\nHost: here\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0"
      "\r\n\r\n");
  EXPECT_NE(chunked.receive("abcde").find("POST /c abcde"), std::string::npos);
}

TEST(Server, SaysContinueToAClientThatWaitsForIt) {
  Running server;
  Client client(server.port());
  client.send(
      "POST /f HTTP/1.1\r\nHost: here\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n");
  EXPECT_EQ(status_of_answer(client.receive("\r\n\r\n")), 100);
  client.send("ok");
  EXPECT_NE(client.receive("ok").find("POST /f ok"), std::string::npos);
}

TEST(Server, RefusesWhatIsTooLarge) {
  Running server;
  const std::string large(70'000, 'a');
  EXPECT_EQ(status_for(server.port(),
                       "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 70000\r\n\r\n" + large),
            413);
  EXPECT_EQ(status_for(server.port(),
                       "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n11170\r\n" +
                           large + "\r\n0\r\n\r\n"),
            413);
  EXPECT_EQ(status_for(server.port(), get("/", "X: " + large.substr(0, 20'000) + "\r\n")), 431);
  EXPECT_EQ(status_for(server.port(), get("/" + large.substr(0, 30'000))), 431);
  EXPECT_EQ(status_for(server.port(), get("/", "X: " + large.substr(0, 12'000) + "\r\n")), 200);
}

// Two readings of where a request ends let one person's request swallow another's.
TEST(Server, RefusesRequestsWhoseLengthOrHostIsInDoubt) {
  Running server;
  for (const char* headers :
       {"Host: h\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n",
        "Host: h\r\nTransfer-Encoding: chunked\r\nContent-Length: 3\r\n",
        "Host: h\r\nContent-Length: 3\r\nContent-Length: 4\r\n",
        "Host: h\r\nContent-Length: -1\r\n",
        "Host: h\r\nContent-Length: 3x\r\n",
        "Host: h\r\nContent-Length: 3\r\nContent-Length: 3\r\n",
        "Host: h\r\nContent-Length: 3, 3\r\n",
        "Host: h\r\nContent-Length: +3\r\n",
        "Host: h\r\nTransfer-Encoding: gzip\r\n",
        "Host: h\r\nTransfer-Encoding: identity\r\n",
        "Host: h\r\nTransfer-Encoding: gzip, chunked\r\n",
        "Host: h\r\nTransfer-Encoding: chunked, gzip\r\n",
        "Host: h\r\nTransfer-Encoding: chunked, chunked\r\n",
        "Host: h\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n",
        "Host: h\r\nTransfer-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n",
        "Host: h\r\nTransfer-Encoding: xchunked\r\n",
        "Host: h\r\nTransfer-Encoding:\r\n",
        "Host: h\r\nTransfer-Encoding: chunked;q=1\r\n",
        "",
        "Host: a\r\nHost: b\r\n",
        "Host : h\r\n"}) {
    EXPECT_EQ(status_for(server.port(), std::string("POST / HTTP/1.1\r\n") + headers + "\r\nabc"),
              400)
        << headers;
  }
}

// What comes behind such a request belongs to nobody.
TEST(Server, HangsUpBehindARequestWhoseLengthIsInDoubt) {
  Running server;
  for (const char* coding : {"gzip, chunked", "identity"}) {
    Client client(server.port());
    client.send(std::string("POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: ") + coding +
                "\r\n\r\n0\r\n\r\n" + get("/smuggled"));
    const std::string answers = client.receive();
    EXPECT_EQ(status_of_answer(answers), 400);
    EXPECT_EQ(answers.find("smuggled"), std::string::npos);
    EXPECT_TRUE(client.closed());
  }
  EXPECT_EQ(
      status_for(server.port(), "POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
      400);
}

TEST(Server, RefusesWhatIsNoRequest) {
  Running server;
  for (const char* junk :
       {"hello\r\n\r\n", "GET\r\n\r\n", "GET / HTTP/9.9\r\n\r\n",
        "\x16\x03\x01\x02\x01\x01\x01\r\n", "GET  HTTP/1.1\r\n\r\n",
        "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", "GET http://h/ HTTP/1.1\r\nHost: h\r\n\r\n",
        "GET /?%zz HTTP/1.1\r\nHost: h\r\n\r\n", "OPTIONS * HTTP/1.1\r\nHost: h\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: h\r\n\x01: b\r\n\r\n"}) {
    EXPECT_EQ(status_for(server.port(), junk), 400) << junk;
  }
}

// Any bytes at all: the server answers or hangs up, and goes on serving.
TEST(Server, OutlivesRandomBytes) {
  Running server({.request_timeout = 200ms, .idle_timeout = 200ms});
  std::mt19937_64 random(20260101);
  const std::string sound = "POST /x HTTP/1.1\r\nHost: h\r\nContent-Length: 4\r\n\r\nabcd";
  for (int round = 0; round < 200; ++round) {
    Client client(server.port());
    std::string bytes = sound;
    if (round % 2 == 0) {
      bytes.resize(random() % 3000);
      for (char& byte : bytes) byte = static_cast<char>(random());
    } else {
      for (int i = 0; i < 3; ++i) bytes[random() % bytes.size()] = static_cast<char>(random());
    }
    client.send(bytes);
    ::shutdown(client.handle(), SHUT_WR);
    client.receive();
    EXPECT_TRUE(client.closed()) << "round " << round;
  }
  EXPECT_EQ(status_for(server.port(), get("/")), 200);
}

// A peer that sends a byte now and then must not hold a connection for ever.
TEST(Server, HangsUpOnARequestThatTricklesIn) {
  Running server({.request_timeout = 300ms});
  Client client(server.port());
  const auto began = std::chrono::steady_clock::now();
  for (int i = 0; i < 40 && !client.closed(); ++i) {
    client.send("G");
    client.receive("never", 50ms);
  }
  EXPECT_TRUE(client.closed());
  EXPECT_LT(std::chrono::steady_clock::now() - began, 1500ms);
}

TEST(Server, HangsUpOnABodyThatDoesNotCome) {
  Running server({.request_timeout = 200ms});
  Client client(server.port());
  client.send("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 10\r\n\r\nabc");
  EXPECT_EQ(client.receive("never", 2s), "");
  EXPECT_TRUE(client.closed());
}

TEST(Server, ClosesAnIdleConnection) {
  Running server({.idle_timeout = 200ms});
  Client client(server.port());
  client.send(get("/"));
  EXPECT_NE(client.receive("never", 2s), "");
  EXPECT_TRUE(client.closed());
}

TEST(Server, ClosesWhenAskedTo) {
  Running server;
  Client client(server.port());
  client.send(get("/", "Connection: close\r\n"));
  EXPECT_NE(client.receive().find("Connection: close"), std::string::npos);
  EXPECT_TRUE(client.closed());
  Client old(server.port());
  old.send("GET / HTTP/1.0\r\n\r\n");
  EXPECT_NE(old.receive().find("GET /"), std::string::npos);
  EXPECT_TRUE(old.closed());
}

// A peer that does not read gets no second answer prepared for it.
TEST(Server, PreparesNoAnswerBeforeTheLastOneIsRead) {
  std::atomic<int> asked = 0;
  Answerer answerer = echo_answerer();
  answerer.respond = [&asked](const Request& request) {
    ++asked;
    Response response = echo(request);
    response.body.assign(16 << 20, 'x');  // more than the sockets between us hold
    return response;
  };
  Running server({.idle_timeout = 1s}, answerer);
  Client client(server.port());
  std::string requests;
  for (int i = 0; i < 100; ++i) requests += get("/big");
  client.send(requests);
  std::this_thread::sleep_for(300ms);
  EXPECT_EQ(asked, 1);
}

// The check of a PIN is slow on purpose; those who only read do not wait for it.
TEST(Server, ReadsGoOnWhilePinsAreChecked) {
  Running server({.threads = 1, .read_workers = 1, .pin_workers = 1});
  Client slow(server.port());
  slow.send(get("/slow"));
  std::this_thread::sleep_for(50ms);
  const auto began = std::chrono::steady_clock::now();
  EXPECT_EQ(status_for(server.port(), get("/")), 200);
  EXPECT_LT(std::chrono::steady_clock::now() - began, 200ms);
  EXPECT_EQ(status_of_answer(slow.receive("GET /slow")), 200);
}

TEST(Server, RefusesPinChecksBeyondTheQueue) {
  Running server({.pin_workers = 1, .pin_queue = 2});
  Client first(server.port()), second(server.port());
  first.send(get("/slow"));
  second.send(get("/slow"));
  std::this_thread::sleep_for(50ms);
  Client third(server.port());
  third.send(get("/slow"));
  EXPECT_NE(third.receive("server_busy").find("server_busy"), std::string::npos);
  EXPECT_EQ(status_of_answer(first.receive("GET /slow")), 200);
  EXPECT_EQ(status_of_answer(second.receive("GET /slow")), 200);
}

// At the limit those who sit idle give way, so that nobody can hold the door shut.
TEST(Server, LetsANewPeerInWhenIdleOnesFillIt) {
  Running server({.max_connections = 3});
  Client a(server.port()), b(server.port()), c(server.port());
  for (Client* client : {&a, &b, &c}) {
    client->send(get("/"));
    client->receive("GET /");
  }
  EXPECT_EQ(status_for(server.port(), get("/late")), 200);
}

TEST(Server, AnswersWhatIsUnderWayBeforeItStops) {
  Running server;
  Client idle(server.port()), busy(server.port());
  idle.send(get("/"));
  idle.receive("GET /");
  busy.send(get("/slow"));
  std::this_thread::sleep_for(50ms);
  const auto began = std::chrono::steady_clock::now();
  std::thread stopping([&] { server.stop(); });
  const std::string answer = busy.receive("GET /slow");
  EXPECT_EQ(status_of_answer(answer), 200);
  EXPECT_NE(answer.find("Connection: close"), std::string::npos);
  idle.receive();
  EXPECT_TRUE(idle.closed());
  ::shutdown(busy.handle(), SHUT_RDWR);
  stopping.join();
  EXPECT_LT(std::chrono::steady_clock::now() - began, 3s);
}

// A peer that neither reads nor leaves cannot keep the server from stopping.
TEST(Server, StopsAfterItsGraceEvenIfAPeerStays) {
  Running server({.stop_grace = 200ms});
  Client client(server.port());
  std::string requests;
  for (int i = 0; i < 100; ++i) requests += get("/big");
  client.send(requests);
  std::this_thread::sleep_for(100ms);
  const auto began = std::chrono::steady_clock::now();
  server.stop();
  EXPECT_LT(std::chrono::steady_clock::now() - began, 2s);
}

TEST(Server, SaysWhenItCannotListen) {
  Running server;
  const auto problem_of = [](ServerOptions options) {
    options.stop_on_signals = false;
    auto outcome = Server(echo_answerer(), std::move(options)).run();
    const auto* problem = outcome.ok() ? nullptr : &outcome.problem();
    return problem ? problem->code : std::string("none");
  };
  EXPECT_EQ(problem_of({.port = server.port()}), "port_in_use");
  EXPECT_EQ(problem_of({.address = "not an address"}), "address_unusable");
  EXPECT_EQ(problem_of({.address = "192.0.2.1"}), "address_unusable");  // RFC 5737: nobody's
}

// Two self-made certificates as PEM files.
class TlsServer : public testing::Test {
 protected:
  void SetUp() override {
    make_certificate("one");
    make_certificate("two");
  }

  void make_certificate(const std::string& name) {
    std::unique_ptr<EVP_PKEY, void (*)(EVP_PKEY*)> key(EVP_EC_gen("P-256"), EVP_PKEY_free);
    std::unique_ptr<X509, void (*)(X509*)> certificate(X509_new(), X509_free);
    X509_set_version(certificate.get(), 2);
    ASN1_INTEGER_set(X509_get_serialNumber(certificate.get()), 1);
    X509_gmtime_adj(X509_getm_notBefore(certificate.get()), -3600);
    X509_gmtime_adj(X509_getm_notAfter(certificate.get()), 3600);
    X509_set_pubkey(certificate.get(), key.get());
    X509_NAME* subject = X509_get_subject_name(certificate.get());
    X509_NAME_add_entry_by_txt(subject, "CN", MBSTRING_ASC,
                               reinterpret_cast<const unsigned char*>("localhost"), -1, -1, 0);
    X509_set_issuer_name(certificate.get(), subject);
    ASSERT_GT(X509_sign(certificate.get(), key.get(), EVP_sha256()), 0);
    std::unique_ptr<FILE, int (*)(FILE*)> c(std::fopen(path(name, ".crt").c_str(), "w"), fclose);
    std::unique_ptr<FILE, int (*)(FILE*)> k(std::fopen(path(name, ".key").c_str(), "w"), fclose);
    ASSERT_EQ(PEM_write_X509(c.get(), certificate.get()), 1);
    ASSERT_EQ(PEM_write_PrivateKey(k.get(), key.get(), nullptr, nullptr, 0, nullptr, nullptr), 1);
  }

  std::filesystem::path path(const std::string& name, const std::string& ending) const {
    return folder_.file(name + ending);
  }

  ServerOptions options() const {
    ServerOptions options;
    options.tls_certificate = path("one", ".crt");
    options.tls_key = path("one", ".key");
    return options;
  }

  const ScratchFolder folder_;
};

// A handshake with the highest version given, and one request. Empty: no handshake.
std::string get_over_tls(std::uint16_t port, int highest_version, std::string* protocol = nullptr,
                         const char* ciphers = nullptr) {
  Client client(port);
  std::unique_ptr<SSL_CTX, void (*)(SSL_CTX*)> context(SSL_CTX_new(TLS_client_method()),
                                                       SSL_CTX_free);
  SSL_CTX_set_min_proto_version(context.get(), TLS1_VERSION);
  SSL_CTX_set_max_proto_version(context.get(), highest_version);
  SSL_CTX_set_security_level(context.get(), 0);  // this side would take anything
  if (ciphers) SSL_CTX_set_cipher_list(context.get(), ciphers);
  std::unique_ptr<SSL, void (*)(SSL*)> tls(SSL_new(context.get()), SSL_free);
  const unsigned char offers[] = "\x02h2\x08http/1.1";
  SSL_set_alpn_protos(tls.get(), offers, sizeof offers - 1);
  SSL_set_fd(tls.get(), client.handle());
  if (SSL_connect(tls.get()) != 1) return {};
  const unsigned char* chosen = nullptr;
  unsigned size = 0;
  SSL_get0_alpn_selected(tls.get(), &chosen, &size);
  if (protocol) *protocol = std::string(reinterpret_cast<const char*>(chosen), size);
  const std::string request = get("/tls", "Connection: close\r\n");
  SSL_write(tls.get(), request.data(), static_cast<int>(request.size()));
  std::string answer;
  char bytes[4096];
  for (int got; (got = SSL_read(tls.get(), bytes, sizeof bytes)) > 0;) {
    answer.append(bytes, static_cast<std::size_t>(got));
  }
  return answer;
}

TEST_F(TlsServer, SpeaksTls13AndTls12AndNothingOlder) {
  Running server(options());
  std::string protocol;
  for (const int version : {TLS1_3_VERSION, TLS1_2_VERSION}) {
    const std::string answer = get_over_tls(server.port(), version, &protocol);
    EXPECT_EQ(status_of_answer(answer), 200);
    EXPECT_NE(answer.find("GET /tls"), std::string::npos);
    EXPECT_NE(answer.find("Strict-Transport-Security: max-age=31536000"), std::string::npos);
    EXPECT_EQ(protocol, "http/1.1");
  }
  EXPECT_EQ(get_over_tls(server.port(), TLS1_1_VERSION), "");
  // Forward secrecy and authenticated encryption only.
  EXPECT_EQ(
      get_over_tls(server.port(), TLS1_2_VERSION, nullptr, "AES128-SHA:ECDHE-ECDSA-AES128-SHA"),
      "");
}

TEST_F(TlsServer, HangsUpOnPlainTextAndOnAHandshakeThatDoesNotCome) {
  ServerOptions hurried = options();
  hurried.request_timeout = 200ms;
  Running server(hurried);
  Client plain(server.port());
  plain.send(get("/"));
  EXPECT_EQ(plain.receive("never", 2s).find("HTTP/1.1 200"), std::string::npos);
  EXPECT_TRUE(plain.closed());
  Client silent(server.port());
  silent.receive("never", 2s);
  EXPECT_TRUE(silent.closed());
  EXPECT_EQ(status_of_answer(get_over_tls(server.port(), TLS1_3_VERSION)), 200);
}

TEST_F(TlsServer, RefusesToStartWithACertificateThatDoesNotServe) {
  write_file(path("junk", ".crt"), "-----BEGIN CERTIFICATE-----\nnot one\n");
  const auto code_with = [this](const std::string& certificate, const std::string& key) {
    ServerOptions options;
    options.port = 0;
    options.stop_on_signals = false;
    if (!certificate.empty()) options.tls_certificate = path(certificate, ".crt");
    if (!key.empty()) options.tls_key = path(key, ".key");
    auto outcome = Server(echo_answerer(), std::move(options)).run();
    const auto* problem = outcome.ok() ? nullptr : &outcome.problem();
    return problem ? problem->code : std::string("none");
  };
  EXPECT_EQ(code_with("one", ""), "tls_unusable");
  EXPECT_EQ(code_with("", "one"), "tls_unusable");
  EXPECT_EQ(code_with("one", "two"), "tls_unusable");
  EXPECT_EQ(code_with("junk", "one"), "tls_unusable");
  EXPECT_EQ(code_with("missing", "one"), "tls_unusable");
}

}  // namespace
}  // namespace linhui::api::http
