// What compilers put into symbol names, and what is left when it is taken off.
#ifndef HOTPATCH_FORMATS_OBJECT_NAMES_H
#define HOTPATCH_FORMATS_OBJECT_NAMES_H

#include <string>
#include <string_view>

namespace hotpatch {

// The name without what a compiler adds or numbers anew in each build:
//   foo.constprop.0, foo.isra.3.part.1, foo.llvm.8142  -> foo
//   buffer.2 (a static local's number)                  -> buffer
//   ?f@?A0x9986B50C@@YAHH@Z (anonymous namespace)       -> ?f@?A@@YAHH@Z
//   _ZN3foo3bar17h0123456789abcdefE (Rust)              -> _ZN3foo3barE
// Names that only differ in this way are candidates for a match, no more.
std::string base_name(std::string_view name);

// Whether base_name() would take something off: a cheap test.
bool has_compiler_suffix(std::string_view name);

// The function that a piece without an entry of its own belongs to, or empty:
//   foo.cold, foo.cold.3                                -> foo
//   ?catch$2@?0?foo@4HA, ?dtor$7@?0?foo@4HA             -> foo
std::string_view piece_parent(std::string_view name);

// Whether a local symbol's name stands for nothing but the content it labels,
// so that the content is compared instead: .L*, $SG*, CSWTCH.*, __func__.*,
// .str.*, ...
bool is_content_name(std::string_view name);

// The same for names that objects share: ??_C@*, __real@*, __xmm@*, ...
bool is_shared_content_name(std::string_view name);

} // namespace hotpatch

#endif
