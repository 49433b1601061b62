// What hpdiff has to say, as values.  Every view (text, JSON, Markdown, HTML,
// CSV) is made from a DiffReport and from nothing else.
#ifndef HOTPATCH_HPDIFF_REPORT_H
#define HOTPATCH_HPDIFF_REPORT_H

#include "formats/core/digest.h"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace hotpatch {

// The words of docs/GLOSSARY.md, in the order of rising consequence.
enum class FunctionClass : std::uint8_t {
  identical,
  layout_only, // same meaning at other addresses
  line_only,   // proven: only line numbers passed to calls differ
  constant,    // only immediates or literals differ, not proven to be lines
  code,
  added,
  removed,
};
inline constexpr std::size_t function_class_count = 7;

enum class DataClass : std::uint8_t {
  identical,
  changed_readonly,
  changed_initializer,
  resized,
  added,
  removed,
};
inline constexpr std::size_t data_class_count = 6;

// What differs in a function, one bit each.
enum class ChangeFlag : std::uint8_t {
  control_flow,    // branches, their conditions or targets
  instructions,    // other instructions came, went or were replaced
  operands,        // same instruction, other operand
  stack_frame,     // frame size or saved registers
  calls,           // the functions called
  referenced_data, // the data referred to, or the content of literals
  unwind,          // unwind codes or exception tables
};
inline constexpr std::size_t change_flag_count = 7;

struct ChangeFlags {
  std::uint8_t bits = 0;

  [[nodiscard]] constexpr bool has(ChangeFlag flag) const {
    return bits >> static_cast<unsigned>(flag) & 1;
  }
  [[nodiscard]] constexpr ChangeFlags with(ChangeFlag flag) const {
    return {
        static_cast<std::uint8_t>(bits | 1U << static_cast<unsigned>(flag))};
  }
  friend bool operator==(const ChangeFlags &, const ChangeFlags &) = default;
};

// How a pre function was paired with a post function.
enum class MatchBy : std::uint8_t {
  none,       // added or removed
  name,       // same name and scope
  base_name,  // same name without compiler suffixes and hashes
  content,    // same bytes and references under another name
  neighbours, // referred to from the same places of matched functions
};

enum class LinkageKind : std::uint8_t { local, global, weak };

// One side of a function.
struct FunctionSide {
  std::string object;       // path and member, as in FunctionDiff::object
  std::string name;         // as in the object file
  std::string section;      // of its entry
  std::uint64_t offset = 0; // of its entry in that section
  std::uint64_t size = 0;   // bytes, with its cold pieces and funclets
  std::uint32_t instruction_count = 0; // 0 where code is not decoded
  Fingerprint digest;                  // of its bytes as in the file
  // For who reads the objects, too: the number of its object among all of its
  // side in the order of the inputs, and its index in Contents::functions.
  std::uint32_t object_number = 0, index = 0;
};

// One instruction (or run of equal ones) of an instruction difference.
struct InstructionRow {
  enum class Kind : std::uint8_t { equal, changed, deleted, inserted };
  Kind kind = Kind::equal;
  std::string pre;  // text; empty if inserted
  std::string post; // text; empty if deleted
};

struct FunctionDiff {
  std::string object;    // post side's; pre side's if removed
  std::string name;      // post side's; pre side's if removed
  std::string demangled; // empty if the name is not mangled
  LinkageKind linkage = LinkageKind::global;
  FunctionClass cls = FunctionClass::identical;
  ChangeFlags flags;
  std::optional<FunctionSide> pre, post; // at least one
  double similarity = 1.0;               // 2*matched/(n_pre+n_post), 0 to 1
  MatchBy match_by = MatchBy::name;
  std::vector<std::string> pieces;   // names of cold pieces and funclets in it
  std::vector<std::string> evidence; // why it has its class, one fact a line
  std::vector<InstructionRow> instructions; // only when asked for (--asm)

  [[nodiscard]] bool is_renamed() const {
    return pre && post && pre->name != post->name;
  }
  [[nodiscard]] bool is_moved() const {
    return pre && post && pre->object != post->object;
  }
};

inline constexpr std::uint32_t no_datum = 0xffffffff;

struct DataSide {
  std::string object = {}, name = {}, section = {};
  std::uint64_t size = 0; // bytes; extent to the next symbol where there is
                          // no better source (COFF)
  // As in FunctionSide; the index is into Contents::data, no_datum for what the
  // linker places (common symbols).
  std::uint32_t object_number = 0, index = no_datum;
  friend bool operator==(const DataSide &, const DataSide &) = default;
};

struct DataDiff {
  std::string object, name, demangled, section;
  LinkageKind linkage = LinkageKind::global;
  DataClass cls = DataClass::identical;
  MatchBy match_by = MatchBy::name;
  std::optional<DataSide> pre, post;
  std::vector<std::string> evidence; // first differing offset, old, new
};

// An input that was not compared, and why.
struct Skipped {
  std::string object;
  std::string reason; // slug: import_stub, bitcode, lto_only, msvc_ltcg,
                      // unreadable, not_an_object, only_in_pre, only_in_post
  std::string detail; // for people: place, found, expected
  bool is_trouble = false; // exit status 2 unless --allow-skipped
  std::string hint = {};   // what to do instead, or empty
};

struct InputSummary {
  std::string path;
  std::uint64_t files = 0;
  std::uint64_t objects = 0;
  std::uint64_t bytes = 0; // of objects
};

struct Totals {
  std::uint64_t objects_identical = 0; // byte for byte
  std::uint64_t objects_compared = 0;  // on both sides, with different bytes
  std::uint64_t objects_added = 0;
  std::uint64_t objects_removed = 0;
  std::array<std::uint64_t, function_class_count> functions = {}; // by class
  std::array<std::uint64_t, function_class_count> pre_bytes = {};
  std::array<std::uint64_t, function_class_count> post_bytes = {};
  std::array<std::uint64_t, data_class_count> data = {};
  std::uint64_t import_stubs = 0;
};

struct DiffReport {
  InputSummary pre, post;
  Totals totals; // over everything, also what the lists leave out
  // Sorted by object, then section and offset on the side that `object` names.
  // Identical functions are there only if asked for, except renamed and moved
  // ones.
  std::vector<FunctionDiff> functions;
  std::vector<DataDiff> data; // likewise
  std::vector<Skipped> skipped;

  // Any function that is constant, code, added or removed, any data that is
  // not identical, or any object on one side only.
  [[nodiscard]] bool differs() const;
};

// The words used in JSON, tables and options: "line_only", "base_name", ...
std::string_view to_word(FunctionClass cls);
std::string_view to_word(DataClass cls);
std::string_view to_word(ChangeFlag flag);
std::string_view to_word(MatchBy by);
std::string_view to_word(LinkageKind linkage);

} // namespace hotpatch

#endif
