// Work done by several threads, its results taken in the order in which the work was given out.
// Internal to api/exchange.
#pragma once

#include <cstddef>
#include <map>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

namespace linhui::api::exchange {

// Each of `threads` workers of `make_worker()` turns one thing after the other that `next()` gives
// (a std::optional; nothing: there is no more) into a result, worker(number, thing). `take(result)`
// gets them by their number, from 0. No two threads are in `next` or in `take` at a time;
// `make_worker` is called by the thread that its worker runs on. Gives back control when all is
// taken.
//
// Results that came before their turn are held until it comes. The calling thread is one of the
// workers.
// Requires: threads >= 1; nothing throws.
template <class Next, class MakeWorker, class Take>
void in_order(std::size_t threads, Next next, MakeWorker make_worker, Take take) {
  using Thing = typename decltype(next())::value_type;
  auto first = make_worker(std::size_t{0});
  using Result = decltype(first(std::size_t{0}, std::declval<Thing>()));
  std::mutex giving, taking;
  std::size_t given = 0, taken = 0;
  std::map<std::size_t, Result> waiting;
  const auto work = [&](auto worker) {
    while (true) {
      std::unique_lock give(giving);
      auto thing = next();
      if (!thing) return;
      const std::size_t number = given++;
      give.unlock();
      Result result = worker(number, std::move(*thing));
      const std::scoped_lock lock(taking);
      waiting.emplace(number, std::move(result));
      for (; !waiting.empty() && waiting.begin()->first == taken; ++taken) {
        take(std::move(waiting.begin()->second));
        waiting.erase(waiting.begin());
      }
    }
  };
  std::vector<std::thread> others;
  for (std::size_t k = 1; k < threads; ++k) others.emplace_back([&, k] { work(make_worker(k)); });
  work(std::move(first));
  for (std::thread& other : others) other.join();
}

}  // namespace linhui::api::exchange
