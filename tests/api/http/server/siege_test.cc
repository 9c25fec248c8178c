// The server with more peers than it has room for: descriptors, idle and trickling connections, the
// line before the PIN checks, and proxies. Child processes, because a limit on descriptors is a
// process's.
#include <sys/resource.h>
#include <sys/wait.h>

#include <condition_variable>
#include <filesystem>
#include <mutex>
#include <vector>

#include "api/http/server/descriptors.h"
#include "tests/api/http/server/running.h"

namespace linhui::api::http {
namespace {

std::size_t descriptors_in_use() {
  const std::filesystem::directory_iterator listed("/proc/self/fd");
  return static_cast<std::size_t>(std::distance(begin(listed), end(listed)));
}

// Under this limit not one more can be had.
rlim_t no_descriptor_left() {
  const int next = ::dup(0);
  ::close(next);
  return static_cast<rlim_t>(next);
}

void limit_descriptors(rlim_t soft, rlim_t hard) {
  const rlimit limit{soft, hard};
  if (::setrlimit(RLIMIT_NOFILE, &limit) != 0) ::_exit(3);
}

// A server in a child process. `prepare` runs there before the server, `started` once it listens.
class ServingChild {
 public:
  template <class Prepare, class Started>
  ServingChild(ServerOptions options, Prepare prepare, Started started) {
    int pipe[2];
    EXPECT_EQ(::pipe(pipe), 0);
    child_ = ::fork();
    if (child_ == 0) {
      ::close(pipe[0]);
      prepare();
      options.port = 0;
      options.stop_on_signals = false;
      options.listening = [&](std::uint16_t port) {
        started();
        if (::write(pipe[1], &port, sizeof port) != sizeof port) ::_exit(4);
      };
      ::_exit(Server(echo_answerer(), std::move(options)).run().ok() ? 0 : 5);
    }
    ::close(pipe[1]);
    EXPECT_EQ(::read(pipe[0], &port_, sizeof port_), static_cast<ssize_t>(sizeof port_));
    ::close(pipe[0]);
  }
  ~ServingChild() { stop(); }
  ServingChild(const ServingChild&) = delete;
  ServingChild& operator=(const ServingChild&) = delete;

  // Ends it, and gives the processor time that it has used.
  std::chrono::microseconds stop() {
    rusage used{};
    if (child_ > 0) {
      ::kill(child_, SIGKILL);
      ::wait4(child_, nullptr, 0, &used);
      child_ = -1;
    }
    return std::chrono::seconds(used.ru_utime.tv_sec + used.ru_stime.tv_sec) +
           std::chrono::microseconds(used.ru_utime.tv_usec + used.ru_stime.tv_usec);
  }
  pid_t process() const { return child_; }
  std::uint16_t port() const { return port_; }

 private:
  pid_t child_ = -1;
  std::uint16_t port_ = 0;
};

using Clients = std::vector<std::unique_ptr<Client>>;

Clients connected(std::uint16_t port, int count) {
  Clients clients;
  for (int i = 0; i < count; ++i) clients.push_back(std::make_unique<Client>(port));
  return clients;
}

// 1,100 idle connections under the usual limit of 1,024, scaled down: nobody is shut out.
TEST(Siege, IdleConnectionsBeyondTheDescriptorsShutNobodyOut) {
  ServingChild server(
      {}, [] { limit_descriptors(64, 64); }, [] {});
  const Clients idle = connected(server.port(), 100);
  for (int i = 0; i < 10; ++i) EXPECT_EQ(status_for(server.port(), get("/late")), 200) << i;
}

// Those who began a request and trickle on are no better than those who sit still.
TEST(Siege, TricklingRequestsShutNobodyOut) {
  ServingChild server(
      {}, [] { limit_descriptors(64, 64); }, [] {});
  const Clients slow = connected(server.port(), 100);
  for (const auto& client : slow) client->send("GET / HTTP/1.1\r\nHost: ");
  EXPECT_EQ(status_for(server.port(), get("/late")), 200);
}

// Where the soft limit is too low and the hard one is not, it is raised, and all stay.
TEST(Siege, RaisesItsSoftLimit) {
  ServingChild server(
      {.max_connections = 200}, [] { limit_descriptors(64, 1024); }, [] {});
  rlimit limit{};
  ASSERT_EQ(::prlimit(server.process(), RLIMIT_NOFILE, nullptr, &limit), 0);
  EXPECT_GT(limit.rlim_cur, 200u);
  const Clients idle = connected(server.port(), 150);
  EXPECT_EQ(status_for(server.port(), get("/late")), 200);
  for (const auto& client : idle) {
    client->send(get("/still"));
    EXPECT_EQ(status_of_answer(client->receive("GET /still")), 200);
  }
}

// When accept() itself fails for want of descriptors the server neither spins nor ends: those who
// come wait until there are some.
TEST(Siege, OutlivesTheWantOfDescriptors) {
  ServingChild server(
      {}, [] {}, [] { limit_descriptors(no_descriptor_left(), 1024); });
  Client client(server.port());
  client.send(get("/waits"));
  EXPECT_EQ(client.receive("GET /waits", 500ms), "");
  EXPECT_FALSE(client.closed());
  const rlimit enough{256, 1024};
  ASSERT_EQ(::prlimit(server.process(), RLIMIT_NOFILE, &enough, nullptr), 0);
  EXPECT_EQ(status_of_answer(client.receive("GET /waits")), 200);
  EXPECT_LT(server.stop(), 300ms);
}

TEST(ConnectionsThatFit, KeepBackWhatWorkersNeed) {
  rlimit before{};
  ASSERT_EQ(::getrlimit(RLIMIT_NOFILE, &before), 0);
  const std::size_t room = before.rlim_max;
  const std::size_t fits = connections_that_fit(room, 3);
  EXPECT_LT(fits, room - descriptors_in_use() - 12);
  EXPECT_GT(fits, room - descriptors_in_use() - 60);
  EXPECT_EQ(connections_that_fit(10, 3), 10u);
  EXPECT_GE(connections_that_fit(room, 1'000'000), 1u);
  ::setrlimit(RLIMIT_NOFILE, &before);
}

// Holds the checks of PINs until it is opened.
class Gate {
 public:
  void pass() {
    std::unique_lock lock(mutex_);
    ++arrived_;
    changed_.notify_all();
    changed_.wait(lock, [this] { return open_; });
  }
  void wait_for_arrival() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return arrived_ > 0; });
  }
  void open() {
    const std::lock_guard lock(mutex_);
    open_ = true;
    changed_.notify_all();
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  int arrived_ = 0;
  bool open_ = false;
};

// "/pin?from=GROUP" is a check; ?as=card or unknown; "/locked" needs none.
Answerer gated(Gate& gate) {
  Answerer answerer = echo_answerer();
  answerer.lane_of = [](const Request&) { return Lane::pin; };
  answerer.respond = [&gate](const Request& request) {
    gate.pass();
    return echo(request);
  };
  answerer.claim = [](const Request& request) -> Claimed {
    if (request.path == "/locked") {
      Response locked;
      locked.status = 429;
      return locked;
    }
    const bool card = request.query.at("as") == "card";
    return PinClaim{card ? PinClaim::Standing::card : PinClaim::Standing::unknown,
                    request.query.at("from"), ""};
  };
  return answerer;
}

// Strangers who fill their line are told so; a card holder who comes after them is checked.
TEST(Siege, StrangersCannotFillTheLineForCardHolders) {
  Gate gate;
  Running server({.pin_workers = 1, .pin_queue = 8}, gated(gate));
  Clients strangers = connected(server.port(), 40);
  for (std::size_t i = 0; i < strangers.size(); ++i) {
    strangers[i]->send(get("/pin?as=unknown&from=g" + std::to_string(i)));
  }
  gate.wait_for_arrival();
  // One is checked and one waits; the others are told.
  std::size_t busy = 0;
  const auto deadline = std::chrono::steady_clock::now() + 20s;
  for (std::size_t i = 0; busy < 38 && std::chrono::steady_clock::now() < deadline; ++i) {
    busy += status_of_answer(strangers[i % 40]->receive("server_busy", 5ms)) == 503;
  }
  EXPECT_EQ(busy, 38u);
  Client holder(server.port()), locked(server.port());
  holder.send(get("/pin?as=card&from=home"));
  locked.send(get("/locked"));
  // A refusal takes no place in line and does not wait for one.
  EXPECT_EQ(status_of_answer(locked.receive("\r\n\r\n")), 429);
  gate.open();
  EXPECT_EQ(status_of_answer(holder.receive("GET /pin")), 200);
}

// A peer that leaves while it waits in line, and a stop with a line, harm nobody.
TEST(Siege, StopsWithALineThatWaits) {
  Gate gate;
  Running server({.stop_grace = 100ms, .pin_workers = 1}, gated(gate));
  Clients waiting = connected(server.port(), 10);
  for (const auto& client : waiting) client->send(get("/pin?as=card&from=a"));
  gate.wait_for_arrival();
  waiting.resize(5);
  std::thread stopping([&] { server.stop(); });
  gate.open();
  stopping.join();
}

std::string address_seen(std::uint16_t port, const std::string& headers) {
  Client client(port);
  client.send(get("/who", headers + "Connection: close\r\n"));
  const std::string answer = client.receive();
  return answer.substr(answer.find("\r\n\r\n") + 4);
}

TEST(Siege, LimitsCountTheClientBehindATrustedProxy) {
  Answerer answerer = echo_answerer();
  answerer.respond = [](const Request& request) {
    Response response;
    response.body = request.address;
    return response;
  };
  const std::string told = "X-Forwarded-For: 192.0.2.1\r\nX-Forwarded-For: 198.51.100.7\r\n";
  Running believing({.trusted_proxies = {*parse_ip_network("127.0.0.0/8")}}, answerer);
  EXPECT_EQ(address_seen(believing.port(), told), "198.51.100.7");
  EXPECT_EQ(address_seen(believing.port(), "X-Forwarded-For: junk\r\n"), "127.0.0.1");
  Running alone({}, answerer);
  EXPECT_EQ(address_seen(alone.port(), told), "127.0.0.1");
}

}  // namespace
}  // namespace linhui::api::http
