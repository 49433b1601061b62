// Earlier reports of one product, for the history line of a page.
#ifndef HOTPATCH_HPPACK_HISTORY_H
#define HOTPATCH_HPPACK_HISTORY_H

#include "formats/core/error.h"
#include "hppack/size_report.h"

#include <string_view>
#include <vector>

namespace hotpatch {

// Reports, oldest first, one a line: what `jq -c . report.json >>
// history.jsonl` appends.  Empty lines are passed over. Errors as
// read_size_json(), with the line.
Expected<std::vector<SizeReport>> read_history(std::string_view lines);

} // namespace hotpatch

#endif
