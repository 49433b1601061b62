#include "formats/isa/aarch64.h"
namespace hotpatch { std::optional<PcRelative> pc_relative_of(std::uint32_t) { return {}; } }
