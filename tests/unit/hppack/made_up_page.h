// What a page shows besides made-up sizes.
#ifndef HOTPATCH_TESTS_UNIT_HPPACK_MADE_UP_PAGE_H
#define HOTPATCH_TESTS_UNIT_HPPACK_MADE_UP_PAGE_H

#include "hppack/report_html.h"
#include "tests/unit/hppack/made_up_sizes.h"

namespace hotpatch {

inline PageExtras made_up_extras() {
  PageExtras extras;
  extras.listings = {{.object = "parse.o",
                      .name = "parse_header",
                      .demangled = "parse::header(int)",
                      .rows = {{true, "push rbx", "push rbx"},
                               {false, "mov eax, 1", "mov eax, 2"},
                               {false, "", "ret"}}}};
  for (std::uint64_t i = 0; i < 4; ++i) {
    extras.history.push_back(made_up_full_sizes());
    extras.history.back().package_bytes = 1'500 + i * 70;
    extras.history.back().images[0].payload_bytes = 8'000 + i * 300;
  }
  return extras;
}

} // namespace hotpatch

#endif
