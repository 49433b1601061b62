// A service that changes itself by libhpapply: self_program LIBRARY [TRUST].
// Lines of standard input say what to do, each gets one line of answer.
#include "hpapply/hpapply.h"

#include <cstdio>
#include <cstring>
#include <dlfcn.h>
#include <pthread.h>
#include <string>
#include <unistd.h>

namespace {

// Another thread, which must be stopped too.
void *idle(void *) {
  for (;;)
    ::pause();
}

using Answer = int (*)(int);

struct Service {
  Answer answer = nullptr;
  const char *trust = nullptr;

  void say(int status, hpapply_result result) const {
    std::printf("%d %d %s\n", status, std::strlen(result.json) > 0 ? 1 : 0,
                result.message);
    hpapply_result_free(&result);
  }

  void apply(const char *package, std::size_t size) const {
    hpapply_options options = {};
    options.size = size;
    options.trust = &trust;
    options.trust_count = 1;
    options.timeout = 1;
    hpapply_result result = {};
    const int status = hpapply_self_apply(package, &options, &result);
    say(status, result);
  }
};

void handle(const Service &service, std::string line) {
  hpapply_result result = {};
  line.resize(line.find_last_not_of('\n') + 1);
  if (line.starts_with("answer "))
    std::printf("%d\n", service.answer(std::stoi(line.substr(7))));
  else if (line.starts_with("apply "))
    service.apply(line.c_str() + 6, sizeof(hpapply_options));
  else if (line.starts_with("old "))
    service.apply(line.c_str() + 4, 1);
  else if (line == "rollback")
    service.say(hpapply_self_rollback(0, nullptr, &result), result);
  else if (line == "status")
    service.say(hpapply_self_status(&result), result);
  else
    std::puts("?");
  std::fflush(stdout);
}

} // namespace

int main(int argc, char **argv) {
  void *const library = argc > 1 ? ::dlopen(argv[1], RTLD_NOW) : nullptr;
  if (library == nullptr)
    return 1;
  const Service service{
      reinterpret_cast<Answer>(::dlsym(library, "live_answer")),
      argc > 2 ? argv[2] : nullptr};
  pthread_t thread = {};
  pthread_create(&thread, nullptr, idle, nullptr);
  std::printf("pid %d\n", ::getpid());
  std::fflush(stdout);
  char line[512];
  while (std::fgets(line, sizeof line, stdin) != nullptr)
    handle(service, line);
}
