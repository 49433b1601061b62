// LLVM knows all schemes, so it does the work.  What it lacks is a bound: a
// back reference of three characters may stand for a text that holds two more,
// so that a name of 200 bytes expands to 2^40, and LLVM's output buffer grows
// until it aborts the process.  So each scheme is measured before it is
// printed: Itanium by the tree that LLVM's own parser makes (itanium.cc), Rust
// and Microsoft by what the name can expand to at most (expansion.cc).
//
// A name that cannot be measured is shown as it is; that is never wrong.
#include "formats/demangle/demangle.h"

#include "formats/demangle/expansion.h"
#include "formats/demangle/scheme.h"

#include <algorithm>
#include <cstdlib>
#include <llvm/Demangle/Demangle.h>
#include <memory>

namespace hotpatch {
namespace {

struct Free {
  void operator()(char *text) const { std::free(text); }
};

// Takes over what LLVM allocated with malloc.
std::string adopt(char *text) {
  const std::unique_ptr<char, Free> owner(text);
  return owner ? std::string(owner.get()) : std::string();
}

std::string demangle_microsoft(std::string_view name) {
  if (!is_bounded_microsoft(name))
    return "";
  return adopt(llvm::microsoftDemangle(name, nullptr, nullptr));
}

std::string demangle_rust(std::string_view name) {
  if (!is_bounded_rust(name))
    return "";
  return adopt(llvm::rustDemangle(name));
}

std::string demangle_any(std::string_view name) {
  if (name.starts_with("__Z") || name.starts_with("__R"))
    name.remove_prefix(1);
  if (name.starts_with("_Z")) {
    std::string text = demangle_itanium(name);
    std::string rust = rewrite_legacy_rust(text);
    return rust.empty() ? text : rust;
  }
  if (name.starts_with("_R"))
    return demangle_rust(name);
  return name.starts_with('?') ? demangle_microsoft(name) : "";
}

} // namespace

std::string demangle(std::string_view name) {
  const bool is_text = std::ranges::all_of(
      name, [](char c) { return static_cast<unsigned char>(c) >= 0x20; });
  if (name.size() > max_mangled_bytes || !is_text)
    return "";
  std::string text = demangle_any(name);
  return text.size() > max_demangled_bytes ? "" : text;
}

} // namespace hotpatch
