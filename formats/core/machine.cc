// See machine.h.
#include "formats/core/machine.h"

namespace hotpatch {

std::string_view to_word(ObjectFormat format) {
  switch (format) {
  case ObjectFormat::elf:
    return "elf";
  case ObjectFormat::coff:
    return "pe"; // a linked image in COFF is a PE file
  }
  return "";
}

} // namespace hotpatch
