#include "tools/linhui/child.h"

#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <iostream>

namespace linhui::cli {
namespace {

void write_all(int descriptor, const std::string& bytes) {
  for (std::size_t done = 0; done < bytes.size();) {
    const ssize_t count = write(descriptor, bytes.data() + done, bytes.size() - done);
    if (count < 0 && errno != EINTR) return;
    if (count > 0) done += static_cast<std::size_t>(count);
  }
}

std::string read_all(int descriptor) {
  std::string bytes;
  char buffer[65536];
  for (;;) {
    const ssize_t count = read(descriptor, buffer, sizeof buffer);
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) return bytes;
    bytes.append(buffer, static_cast<std::size_t>(count));
  }
}

Problem child_died(int status) {
  const int signal = WIFSIGNALED(status) ? WTERMSIG(status) : 0;
  if (signal == SIGSEGV || signal == SIGBUS || signal == SIGABRT || signal == SIGFPE) {
    return problem_of(Code::storage_damaged_pages, "signal " + std::to_string(signal));
  }
  return problem_of(Code::verify_stopped, "status " + std::to_string(status));
}

// A problem as a verdict, in the form that Output::refuse gives it.
AuditVerdict refused(const Output& out, const Problem& problem) {
  if (out.json) return {problem.exit, out.document_text({{"error", problem_json(problem)}}), ""};
  std::string text = "linhui: " + problem.code + ": " + out.in(problem.sentence);
  if (!problem.detail.empty()) text += " (" + printable(problem.detail) + ")";
  return {problem.exit, "", text + "\n"};
}

}  // namespace

Ended in_child(Session& session, const std::function<Outcome<AuditVerdict>()>& work) {
  int ends[2];
  const Problem no_process = problem_of(Code::process_not_started);
  if (pipe(ends) != 0) return no_process;
  const pid_t child = fork();
  if (child < 0) return no_process;
  if (child == 0) {
    close(ends[0]);
    int exit_status = static_cast<int>(ExitStatus::machine_failed);
    try {
      const auto found = work();
      const AuditVerdict verdict =
          found.ok() ? found.value() : refused(session.out, found.problem());
      write_all(ends[1], verdict.out);
      write_all(STDERR_FILENO, verdict.err);
      exit_status = static_cast<int>(verdict.exit);
    } catch (const std::exception& failure) {
      // A stored value that is not of its form: the log's bytes are not what they were.
      write_all(STDERR_FILENO, std::string("linhui: ") + failure.what() + "\n");
      exit_status = static_cast<int>(ExitStatus::damaged);
    }
    _exit(exit_status);
  }
  close(ends[1]);
  const std::string text = read_all(ends[0]);
  close(ends[0]);
  int status = 0;
  while (waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  if (!WIFEXITED(status)) return child_died(status);
  std::cout << text << std::flush;
  const ExitStatus printed = session.out.flushed();
  return printed == ExitStatus::done ? static_cast<ExitStatus>(WEXITSTATUS(status)) : printed;
}

}  // namespace linhui::cli
