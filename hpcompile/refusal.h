// Reasons why a fix must not be put into a running process as it is.
//
// A refusal is an answer, not an error: hpcompile collects all of them and
// writes no payload.  `--allow SLUG:NAME=reason` accepts one knowingly.
#ifndef HOTPATCH_HPCOMPILE_REFUSAL_H
#define HOTPATCH_HPCOMPILE_REFUSAL_H

#include <compare>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace hotpatch {

// In the order in which they are reported.
enum class RefusalReason : std::uint8_t {
  // The inputs do not belong together.
  base_differs,     // an object's code is in the image with other bytes
  wrong_base,       // (nearly) none of the objects' code is in the image
  symbols_mismatch, // --symbols is of another build
  foreign_rebuild,  // a large share of all functions changed
  // The change cannot be made to a live process.
  changed_data,        // initialiser, size or content of data that is in use
  changed_layout,      // of a type
  changed_signature,   // while an unchanged reference to the function remains
  no_type_information, // an object that changed tells no types
  already_ran,         // constructors, initialisers, TLS callbacks
  new_tls_variable,
  // The base image does not let it.
  folded_function,   // several functions share the code (ICF), not all changed
  comdat_differs,    // the image holds another object's copy of the function
  unexplained_copy,  // the image holds a copy that no given object explains
  unredirectable,    // too short, or something jumps into its first bytes
  ambiguous_binding, // one symbol leads to two places
  unbound,           // a reference has no place to lead to
  // The payload format does not let it.
  unsupported_relocation,
  unsupported_unwind, // exception information that cannot be carried over
};
inline constexpr std::size_t refusal_reason_count = 18;

struct Refusal {
  RefusalReason reason = RefusalReason::unbound;
  std::string subject; // the function, type or datum, by name
  std::string object;  // where it was found: object label; may be empty
  std::string detail;  // place, found and expected

  friend auto operator<=>(const Refusal &, const Refusal &) = default;
};

// "changed-data": stable, used in JSON, --allow and tests.
std::string_view slug_of(RefusalReason reason);
// One sentence: what it means.
std::string_view meaning_of(RefusalReason reason);
// What to do about it.
std::string_view remedy_of(RefusalReason reason);
// Whether --allow may accept it: never where there is no place to lead to.
bool is_acceptable(RefusalReason reason);

} // namespace hotpatch

#endif
