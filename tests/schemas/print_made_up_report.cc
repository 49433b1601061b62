// Prints the JSON of a made-up report, for the schema's test.
#include "hpdiff/json.h"
#include "tests/unit/hpdiff/made_up_report.h"

#include <cstdio>

int main() {
  hotpatch::DiffReport report = hotpatch::made_up_report();
  add(report, hotpatch::made_up_function("\x1b[31m\xff\n",
                                         hotpatch::FunctionClass::code, 1, 2));
  write_json(report, all_rows(report), [](std::string_view piece) {
    std::fwrite(piece.data(), 1, piece.size(), stdout);
  });
}
