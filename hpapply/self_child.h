// A process changes itself through a child: nobody can stop himself.
#ifndef HOTPATCH_HPAPPLY_SELF_CHILD_H
#define HOTPATCH_HPAPPLY_SELF_CHILD_H

#include "formats/core/error.h"
#include "hpapply/options.h"

#include <string>

namespace hotpatch {

// What hpapply says at its end.
struct Answer {
  int status = 0;
  std::string json = {}, message = {};
};

// Runs a command of hpapply in a child, for this process.
// io: there is no child, or it has died.
Expected<Answer> ask_child(ApplyOptions options);

} // namespace hotpatch

#endif
