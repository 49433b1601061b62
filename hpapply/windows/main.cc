// The program under Windows, and its watchdog.
#include "cli/main.h"
#include "hpapply/options.h"
#include "hpapply/run.h"
#include "hpapply/windows_watchdog.h"

int main(int argc, char **argv) {
  if (argc == 2 && argv[1] == hotpatch::watchdog_argument) {
    hotpatch::be_watchdog();
    return 0;
  }
  return hotpatch::run_program(argc, argv, hotpatch::apply_program(),
                               hotpatch::run);
}
