// How to take back what was done to a process.
#ifndef HOTPATCH_HPAPPLY_UNDO_LOG_H
#define HOTPATCH_HPAPPLY_UNDO_LOG_H

#include "formats/core/error.h"

#include <functional>
#include <utility>
#include <vector>

namespace hotpatch {

class UndoLog {
public:
  using Step = std::function<Expected<void>()>;

  // Before what it takes back is done: that may fail halfway.
  void add(Step step) { steps_.push_back(std::move(step)); }
  // The last first.  Each step that fails is tried again, and none keeps the
  // others from being taken.  The first error that remained.
  Expected<void> run();

private:
  std::vector<Step> steps_;
};

} // namespace hotpatch

#endif
