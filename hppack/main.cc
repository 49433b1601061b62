// The program.  See cli/main.h for what all tools' programs have in common.
#include "cli/main.h"
#include "hppack/options.h"
#include "hppack/run.h"

int main(int argc, char **argv) {
  return hotpatch::run_program(argc, argv, hotpatch::pack_program(),
                               hotpatch::run);
}
