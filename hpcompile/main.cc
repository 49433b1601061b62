// The program.  See cli/main.h for what all tools' programs have in common.
#include "cli/main.h"
#include "hpcompile/options.h"
#include "hpcompile/run.h"

int main(int argc, char **argv) {
  return hotpatch::run_program(argc, argv, hotpatch::compile_program(),
                               [](const hotpatch::CompileOptions &options,
                                  const hotpatch::Surroundings &surroundings) {
                                 return hotpatch::run(options, surroundings,
                                                      hotpatch::real_engine());
                               });
}
