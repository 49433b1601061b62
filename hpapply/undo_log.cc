#include "hpapply/undo_log.h"

namespace hotpatch {

Expected<void> UndoLog::run() {
  constexpr int attempts = 3;
  Expected<void> result;
  while (!steps_.empty()) {
    Expected<void> done;
    for (int i = 0; i < attempts; ++i) {
      done = steps_.back()();
      if (done)
        break;
    }
    if (!done && result)
      result = std::move(done);
    steps_.pop_back();
  }
  return result;
}

} // namespace hotpatch
