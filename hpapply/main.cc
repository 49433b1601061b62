// The program.  See cli/main.h for what all tools' programs have in common.
#include "cli/main.h"
#include "hpapply/options.h"
#include "hpapply/run.h"

int main(int argc, char **argv) {
  return hotpatch::run_program(argc, argv, hotpatch::apply_program(),
                               hotpatch::run);
}
