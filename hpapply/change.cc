#include "hpapply/change.h"

#include <thread>

namespace hotpatch {

Clock system_clock() {
  return {[] {
            return Duration(
                std::chrono::steady_clock::now().time_since_epoch());
          },
          [](Duration time) { std::this_thread::sleep_for(time); }};
}

} // namespace hotpatch
