// What of a change must not be put into a running process, and what can be.
#ifndef HOTPATCH_HPCOMPILE_CHECKS_H
#define HOTPATCH_HPCOMPILE_CHECKS_H

#include "hpcompile/base_view.h"
#include "hpcompile/pairing.h"
#include "hpcompile/refusal.h"
#include "hpcompile/report.h"
#include "hpcompile/select.h"
#include "hpdiff/report.h"

#include <cstdint>
#include <set>
#include <string>
#include <vector>

namespace hotpatch {

// Everything that the checks look at.
struct Change {
  const DiffReport &report;
  const Build &pre;
  const Build &post;
  const BaseView &base;
  Pairing &pairing;
};

// The functions to redirect, and what stands against it.
struct ChosenRoots {
  Roots roots;                // replaced_data is left empty
  std::vector<Rva> line_only; // of the base, ascending
  std::vector<Refusal> refusals;
  std::vector<std::string> notes;
};

// Changed functions that the base image holds; with `include_noise` also those
// that only look changed.  Refuses functions whose code in the image is not the
// pre objects' (base_differs, comdat_differs), cannot be told from copies
// (ambiguous_binding), or is there, nobody knows where (unbound).  Notes those
// that are not there, or count as another object's copy.
ChosenRoots choose_roots(const Change &change, bool include_noise);

// How much of the pre objects the image holds.
Witness witness_of(const Build &pre, const BaseView &base);

// Whether the objects are the image's at all, and the two builds comparable:
// wrong_base, base_differs, foreign_rebuild.  `image_name` is for messages.
std::vector<Refusal> check_belonging(const Change &change, const Image &image,
                                     std::string_view image_name,
                                     const Witness &witness);

// Whether names lead elsewhere than the code that was found in the image:
// symbols_mismatch.  `files` are those that may be of another build.
std::vector<Refusal> check_names(const Build &pre, const BaseView &base,
                                 const std::vector<std::string> &files);

// Changed data.  Read-only data that only roots use can be replaced with them.
struct DataVerdict {
  std::set<std::pair<std::uint32_t, std::uint32_t>> replaced; // post object,
                                                              // datum
  std::vector<Refusal> refusals;                              // changed_data
};
DataVerdict check_data(const Change &change, const Roots &roots);

// changed_layout, changed_signature, no_type_information.
std::vector<Refusal> check_types(const Change &change, const Roots &roots);

// already_ran: of the functions to redirect, and of objects in both builds.
std::vector<Refusal> check_initializers(const Change &change,
                                        const Roots &roots);
// The same of objects that only the post build has, as far as the payload takes
// something from them.
std::vector<Refusal> check_new_initializers(const Change &change,
                                            const Selection &selection);

// Several functions in the place of one: folded_function, unexplained_copy.
// Of those that changed alike one root is left in `roots`.
struct FoldVerdict {
  std::vector<Root> roots;
  std::vector<Refusal> refusals;
};
FoldVerdict check_folding(const Change &change, const Roots &roots);

// "text+0x40" of a function's entry in its object, for messages.
std::string place_in_object(const Side &side, std::uint32_t function);

} // namespace hotpatch

#endif
