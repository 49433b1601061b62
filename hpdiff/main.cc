// The program.  See cli/main.h for what all tools' programs have in common.
#include "cli/main.h"
#include "hpdiff/options.h"
#include "hpdiff/run.h"

int main(int argc, char **argv) {
  return hotpatch::run_program(argc, argv, hotpatch::diff_program(),
                               hotpatch::run);
}
