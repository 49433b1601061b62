#pragma once
#include <optional>
#include <cstdint>
#include "formats/isa/instruction.h"
namespace hotpatch { struct PcRelative { Flow flow; std::int64_t displacement; std::uint32_t mask; }; std::optional<PcRelative> pc_relative_of(std::uint32_t word); }
