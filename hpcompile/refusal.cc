// All that is said about a reason, in one place per question and in the enum's
// order.  The switches have no default: the compiler asks for each new reason.
// docs/refusals.md explains the same slugs at length; a unit test compares.
//
// Which may be accepted: those where a person can know what no comparison of
// code can (this datum is not read before start-up ends; that copy is dead).
// Where there is no place for a reference to lead to, where the inputs do not
// belong together, or where the payload could not be loaded, knowing better
// does not help.
#include "hpcompile/refusal.h"

namespace hotpatch {

std::string_view slug_of(RefusalReason reason) {
  switch (reason) {
  case RefusalReason::base_differs:
    return "base-differs";
  case RefusalReason::wrong_base:
    return "wrong-base";
  case RefusalReason::symbols_mismatch:
    return "symbols-mismatch";
  case RefusalReason::foreign_rebuild:
    return "foreign-rebuild";
  case RefusalReason::changed_data:
    return "changed-data";
  case RefusalReason::changed_layout:
    return "changed-layout";
  case RefusalReason::changed_signature:
    return "changed-signature";
  case RefusalReason::no_type_information:
    return "no-type-information";
  case RefusalReason::already_ran:
    return "already-ran";
  case RefusalReason::new_tls_variable:
    return "new-tls-variable";
  case RefusalReason::folded_function:
    return "folded-function";
  case RefusalReason::comdat_differs:
    return "comdat-differs";
  case RefusalReason::unexplained_copy:
    return "unexplained-copy";
  case RefusalReason::unredirectable:
    return "unredirectable";
  case RefusalReason::ambiguous_binding:
    return "ambiguous-binding";
  case RefusalReason::unbound:
    return "unbound";
  case RefusalReason::unsupported_relocation:
    return "unsupported-relocation";
  case RefusalReason::unsupported_unwind:
    return "unsupported-unwind";
  }
  return "";
}

std::string_view meaning_of(RefusalReason reason) {
  switch (reason) {
  case RefusalReason::base_differs:
    return "the base image holds other code than this pre object says";
  case RefusalReason::wrong_base:
    return "the base image was not linked from the pre objects";
  case RefusalReason::symbols_mismatch:
    return "the symbol file belongs to another build of the image";
  case RefusalReason::foreign_rebuild:
    return "so many functions differ that the post objects look like another "
           "compiler's or other flags'";
  case RefusalReason::changed_data:
    return "data that the process is using would need another content or size";
  case RefusalReason::changed_layout:
    return "objects of this type exist in the process in its pre layout";
  case RefusalReason::changed_signature:
    return "the function's parameters or result changed, and a caller that did "
           "not change still calls it the pre way";
  case RefusalReason::no_type_information:
    return "the object tells no types, so nobody can say whether a layout or "
           "signature changed";
  case RefusalReason::already_ran:
    return "the code ran when the process started and will not run again";
  case RefusalReason::new_tls_variable:
    return "threads that already run have no room for another thread-local "
           "variable";
  case RefusalReason::folded_function:
    return "the linker folded functions of equal code into one, and not all of "
           "them changed alike";
  case RefusalReason::comdat_differs:
    return "the base image holds another object's copy of this function, with "
           "other code";
  case RefusalReason::unexplained_copy:
    return "the base image holds a copy of this function that no given object "
           "explains and that would stay as it is";
  case RefusalReason::unredirectable:
    return "the function's first bytes in the base image cannot become a jump";
  case RefusalReason::ambiguous_binding:
    return "the base image shows two different places for one reference";
  case RefusalReason::unbound:
    return "a reference of the fix has no place to lead to";
  case RefusalReason::unsupported_relocation:
    return "a relocation of the fix has no form that a payload can hold";
  case RefusalReason::unsupported_unwind:
    return "exception information of the fix cannot be carried into a payload";
  }
  return "";
}

std::string_view remedy_of(RefusalReason reason) {
  switch (reason) {
  case RefusalReason::base_differs:
  case RefusalReason::wrong_base:
    return "give the objects that the image was linked from, or the image that "
           "was linked from these objects";
  case RefusalReason::symbols_mismatch:
    return "give the symbol file that was made with the image, or none";
  case RefusalReason::foreign_rebuild:
    return "build pre and post with the same compiler and flags";
  case RefusalReason::changed_data:
    return "keep the datum as it is and let changed code do without, or set it "
           "in the hook hotpatch_post_apply";
  case RefusalReason::changed_layout:
    return "keep the layout: put what is new into a separate structure";
  case RefusalReason::changed_signature:
    return "keep the signature, and put the changed function under another "
           "name";
  case RefusalReason::no_type_information:
    return "compile with debug information (-g, /Z7), or read the change and "
           "accept";
  case RefusalReason::already_ran:
    return "do what it does in the hook hotpatch_post_apply";
  case RefusalReason::new_tls_variable:
    return "use a global variable, or a key of the operating system "
           "(pthread_key_create, TlsAlloc)";
  case RefusalReason::folded_function:
    return "change all of them alike, or link without folding (--icf=none, "
           "/OPT:NOICF)";
  case RefusalReason::comdat_differs:
  case RefusalReason::unexplained_copy:
    return "give all objects that the image was linked from";
  case RefusalReason::unredirectable:
    return "change a caller instead, or keep the function out of the fix";
  case RefusalReason::ambiguous_binding:
    return "give the image's symbols (--symbols), or a unique name to the "
           "symbol";
  case RefusalReason::unbound:
    return "give the image's symbols (--symbols), or do without what the image "
           "does not hold";
  case RefusalReason::unsupported_relocation:
    return "compile for the same code model as the image";
  case RefusalReason::unsupported_unwind:
    return "move what throws or catches out of the changed function";
  }
  return "";
}

bool is_acceptable(RefusalReason reason) {
  switch (reason) {
  case RefusalReason::foreign_rebuild:
  case RefusalReason::changed_data:
  case RefusalReason::changed_layout:
  case RefusalReason::changed_signature:
  case RefusalReason::no_type_information:
  case RefusalReason::already_ran:
  case RefusalReason::folded_function:
  case RefusalReason::comdat_differs:
  case RefusalReason::unexplained_copy:
    return true;
  case RefusalReason::base_differs:
  case RefusalReason::wrong_base:
  case RefusalReason::symbols_mismatch:
  case RefusalReason::new_tls_variable:
  case RefusalReason::unredirectable:
  case RefusalReason::ambiguous_binding:
  case RefusalReason::unbound:
  case RefusalReason::unsupported_relocation:
  case RefusalReason::unsupported_unwind:
    return false;
  }
  return false;
}

} // namespace hotpatch
