// What hpcompile has to say, as values.  Every view (text, JSON) is made from a
// CompileReport and from nothing else.
#ifndef HOTPATCH_HPCOMPILE_REPORT_H
#define HOTPATCH_HPCOMPILE_REPORT_H

#include "formats/core/image_identity.h"
#include "formats/payload/payload.h"
#include "hpcompile/refusal.h"
#include "hpcompile/validate.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace hotpatch {

enum class CompileStatus : std::uint8_t {
  written, // or would be, with --dry-run
  refused,
  nothing, // no function changed
};

struct ReportedImage {
  std::string path;
  ImageIdentity identity;
  std::string symbols; // where names came from: "pdb", "elf", ..., "" for none
};

// What of the pre objects was found in the base image.
struct Witness {
  std::uint64_t objects = 0, objects_in_image = 0;
  std::uint64_t functions = 0, functions_in_image = 0;
  std::uint64_t bytes = 0, bytes_in_image = 0; // of these functions
  std::uint64_t references = 0;                // read from the image
  std::vector<std::string> absent_objects;     // labels, sorted
  // Names that share the code of one place, a group a line: "f, g".
  std::vector<std::string> folded;
};

// A function that is in the payload.
struct ReportedFunction {
  std::string object, name, demangled;
  FunctionReason reason = FunctionReason::changed;
  std::optional<Rva> base_rva; // nothing if added
  std::uint32_t size = 0;      // bytes in the payload
  std::optional<RedirectKind> redirect;
  std::string redirect_reason; // why that kind, or why none
  // "never returns", "runs at the bottom of every stack": applying may have to
  // wait for it, or never succeed.  Empty: nothing of the kind is known.
  std::string residency;
};

struct CompileReport {
  CompileStatus status = CompileStatus::nothing;
  ReportedImage image;
  Witness witness;
  std::uint32_t sequence = 1;
  std::vector<ReportedFunction> functions; // by object, then name
  std::vector<Refusal> refusals;           // sorted, no duplicates
  std::vector<AcceptedRisk> accepted;
  std::vector<std::string> notes; // one sentence each
  std::uint64_t payload_bytes = 0;
  std::vector<PayloadPart> parts;       // sum to payload_bytes
  std::optional<Validation> validation; // with a post image
};

} // namespace hotpatch

#endif
