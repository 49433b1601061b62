// The rules that every payload keeps, each with its own message.
//
// One function for everybody: the writer refuses what the reader would, so that
// what is written can be read; the reader refuses what no writer makes, so that
// whoever applies a payload never looks at a bound again.  Rules are about the
// value only; that bytes are its one encoding is decided in payload.cc.
//
// Overlap is found by sorting extents and looking at neighbours.  Sections are
// at most five, so finding the one of a site is a walk.
#include "formats/payload/check.h"

#include "formats/core/text.h"
#include "formats/payload/byte_writer.h"
#include "formats/payload/cbor.h"
#include "formats/payload/eh_frame.h"

#include <algorithm>
#include <limits>
#include <string>
#include <tuple>
#include <vector>

namespace hotpatch {
namespace {

constexpr std::uint32_t machine_amd64 = 0x8664; // IMAGE_FILE_MACHINE_AMD64
constexpr std::uint32_t machine_x86_64 = 62;    // EM_X86_64
constexpr Rva pad_size = 5;
constexpr Rva endbr64_size = 4;

std::unexpected<Error> malformed(std::string message) {
  return fail(ErrorCode::malformed, std::move(message));
}

struct Extent {
  Rva begin = 0;
  std::uint64_t end = 0;
};

// An item of a list, for messages: "fixup 3 at 0x1010".
std::string item(std::string_view what, std::size_t index, Rva rva) {
  return std::string(what) + " " + std::to_string(index) + " at " + hex(rva);
}

// Whether no two extents share a byte; otherwise where they do.
Expected<void> check_disjoint(std::vector<Extent> extents,
                              std::string_view what) {
  std::ranges::sort(extents, {}, &Extent::begin);
  for (std::size_t i = 1; i < extents.size(); ++i)
    if (extents[i].begin < extents[i - 1].end)
      return malformed(std::string(what) + " overlap at " +
                       hex(extents[i].begin));
  return {};
}

Expected<void> check_identity(const Payload &payload) {
  const ImageIdentity &base = payload.base;
  const std::uint32_t machine =
      base.format == ObjectFormat::coff ? machine_amd64 : machine_x86_64;
  if (base.machine != machine)
    return fail(ErrorCode::unsupported,
                "machine " + hex(base.machine) + ", expected " + hex(machine));
  if (base.size_of_image == 0 || base.size_of_image >= max_image)
    return malformed("base image of " + hex(base.size_of_image) +
                     " bytes, expected less than 2 GiB and more than none");
  if (payload.base_name.empty() ||
      payload.base_name.find_first_of("/\\") != std::string::npos)
    return malformed("base name \"" + payload.base_name +
                     "\", expected one without folders");
  return {};
}

Expected<void> check_section(const PayloadSection &section,
                             std::string_view name, std::uint64_t place) {
  if (section.name != name)
    return malformed("name \"" + section.name + "\", expected \"" +
                     std::string(name) + "\"");
  if (section.rva != place)
    return malformed("is at " + hex(section.rva) + ", expected " + hex(place));
  const bool has_zero_data = section.kind == PayloadSectionKind::writable;
  if (section.size == 0 || section.bytes.size() > section.size ||
      (section.bytes.size() < section.size && !has_zero_data))
    return malformed("has " + hex(section.bytes.size()) + " bytes and " +
                     hex(section.size) + " in memory");
  return {};
}

// Sections lie side by side, each on its own pages: Windows maps no image with
// gaps.
Expected<void> check_sections(const Payload &payload) {
  const ObjectFormat format = payload.base.format;
  std::uint64_t place = payload_page;
  unsigned unwind = 0;
  for (std::size_t i = 0; i < payload.sections.size(); ++i) {
    const PayloadSection &section = payload.sections[i];
    const bool is_unwind = section.kind == PayloadSectionKind::unwind;
    const bool is_repeated =
        i > 0 && (section.kind < payload.sections[i - 1].kind ||
                  (section.kind == payload.sections[i - 1].kind && !is_unwind));
    const std::string_view name = section_name(format, section.kind, unwind);
    if (is_repeated || name.empty())
      return malformed("section " + std::to_string(i) + " (" + section.name +
                       ") is of a kind that cannot come here");
    if (Expected<void> check = check_section(section, name, place); !check)
      return std::unexpected(std::move(check).error().at(
          "section " + std::to_string(i) + " (" + section.name + ")"));
    place = align_up(place + section.size, payload_page);
    if (place >= max_image)
      return fail(ErrorCode::unsupported, "payload of " + hex(place) +
                                              " bytes in memory, expected "
                                              "less than 2 GiB");
    unwind += is_unwind ? 1 : 0;
  }
  return {};
}

bool is_in_code(const Payload &payload, Rva rva, std::uint64_t size) {
  const PayloadSection *section = find_section(payload, rva, size);
  return section != nullptr && section->kind == PayloadSectionKind::code;
}

bool is_in_base(const Payload &payload, Rva rva, std::uint64_t size) {
  return size <= payload.base.size_of_image &&
         rva <= payload.base.size_of_image - size;
}

Expected<void> check_fixup(const Payload &payload, const Fixup &fixup) {
  if (find_section(payload, fixup.site, fixup_width(fixup.kind)) == nullptr)
    return malformed("site is in no section");
  const std::uint64_t target_size = fixup.kind == FixupKind::indirect ? 8 : 1;
  if (!is_in_base(payload, fixup.base_target, target_size))
    return malformed("target " + hex(fixup.base_target) +
                     " is outside the base image (" +
                     hex(payload.base.size_of_image) + ")");
  using Int32 = std::numeric_limits<std::int32_t>;
  const bool fits =
      fixup.kind == FixupKind::absolute ||
      (fixup.kind == FixupKind::indirect
           ? fixup.addend == 0
           : fixup.addend >= Int32::min() && fixup.addend <= Int32::max());
  if (!fits)
    return malformed("addend " + signed_hex(fixup.addend) +
                     " does not fit its kind");
  return {};
}

Expected<void> check_import(const Payload &payload,
                            const PayloadImport &import) {
  if (find_section(payload, import.slot, 8) == nullptr)
    return malformed("slot is in no section");
  const bool is_pe = payload.base.format == ObjectFormat::coff;
  if (import.module.empty() == is_pe)
    return malformed(is_pe ? "has no module" : "has a module");
  if (!import.name.empty() && import.ordinal != 0)
    return malformed("has both a name and an ordinal");
  if (import.name.empty() && !is_pe)
    return malformed("has no name");
  if (!is_utf8(import.module) || !is_utf8(import.name))
    return malformed("name is not UTF-8");
  return {};
}

Expected<void> check_relative_site(const Payload &payload, Rva site) {
  const PayloadSection *section = find_section(payload, site, 8);
  if (section == nullptr || site - section->rva + 8 > section->bytes.size())
    return malformed("is not within the bytes of a section");
  const std::uint64_t target =
      *read_int<std::uint64_t>(section->bytes, site - section->rva);
  if (target < payload_page || target > end_of_sections(payload))
    return malformed("holds " + hex(target) + ", which is outside the payload");
  return {};
}

// Fixups, imports and relative sites: each list by place, no field twice.
Expected<void> check_fields(const Payload &payload) {
  std::vector<Extent> fields;
  const auto add = [&](std::string_view what, std::size_t index, Rva rva,
                       unsigned width, Expected<void> check) -> Expected<void> {
    if (check && index > 0 && rva < fields.back().begin)
      check = malformed("is not in ascending order");
    if (!check)
      return std::unexpected(
          std::move(check).error().at(item(what, index, rva)));
    fields.push_back({rva, std::uint64_t{rva} + width});
    return {};
  };
  for (std::size_t i = 0; const Fixup &fixup : payload.fixups)
    HP_TRY(add("fixup", i++, fixup.site, fixup_width(fixup.kind),
               check_fixup(payload, fixup)));
  for (std::size_t i = 0; const PayloadImport &import : payload.imports)
    HP_TRY(add("import", i++, import.slot, 8, check_import(payload, import)));
  for (std::size_t i = 0; const Rva site : payload.relative_sites)
    HP_TRY(
        add("relative site", i++, site, 8, check_relative_site(payload, site)));
  return check_disjoint(std::move(fields), "fields");
}

Expected<void> check_function(const Payload &payload,
                              const PayloadFunction &function) {
  if (function.name.empty() || !is_utf8(function.name) ||
      !is_utf8(function.object))
    return malformed("name is empty or not UTF-8");
  if (!is_in_code(payload, function.payload_rva, function.size))
    return malformed("is not within the code");
  const bool is_changed = function.reason == FunctionReason::changed;
  if (is_changed != function.base_rva.has_value())
    return malformed(is_changed ? "changed, but has no place in the base"
                                : "not changed, but has a place in the base");
  if (!is_changed &&
      (function.base_size != 0 || function.base_digest != Sha256{} ||
       !function.base_pieces.empty()))
    return malformed("not changed, but describes the base");
  const auto is_inside = [&](Rva rva, std::uint32_t size) {
    return size > 0 && is_in_base(payload, rva, size);
  };
  if (is_changed && !is_inside(*function.base_rva, function.base_size))
    return malformed("is outside the base image");
  for (const PayloadFunction::Piece &piece : function.base_pieces)
    if (!is_inside(piece.base_rva, piece.base_size))
      return malformed("piece at " + hex(piece.base_rva) +
                       " is outside the base image");
  return {};
}

Expected<void> check_functions(const Payload &payload) {
  const std::vector<PayloadFunction> &functions = payload.functions;
  std::uint64_t object_text = 0;
  for (std::size_t i = 0; i < functions.size(); ++i) {
    const PayloadFunction &function = functions[i];
    Expected<void> check = check_function(payload, function);
    const PayloadFunction *before = i > 0 ? &functions[i - 1] : nullptr;
    const auto key = [](const PayloadFunction &f) {
      return std::tie(f.payload_rva, f.name);
    };
    if (check && before != nullptr && key(function) < key(*before))
      check = malformed("is not in ascending order");
    if (check && before != nullptr &&
        function.payload_rva == before->payload_rva &&
        function.is_call_target != before->is_call_target)
      check = malformed("its alias is a call target, or only it is");
    object_text += function.object.size();
    if (check && object_text > max_object_text)
      check = malformed("object names of more than " + hex(max_object_text) +
                        " bytes over all functions");
    if (!check)
      return std::unexpected(std::move(check).error().at(
          item("function", i, function.payload_rva)));
  }
  return {};
}

// `entries`: where functions of the base that are replaced begin, sorted.
Expected<void> check_redirect(const Payload &payload, const Redirect &redirect,
                              const std::vector<Rva> &entries) {
  const bool is_pad = redirect.kind == RedirectKind::pad;
  const std::size_t size = is_pad ? pad_size + 2 : pad_size;
  if (redirect.base_bytes.size() != size)
    return malformed(std::to_string(redirect.base_bytes.size()) +
                     " bytes of the base, expected " + std::to_string(size));
  const std::uint64_t begin = redirect.patch_begin;
  const std::uint64_t entry = redirect.base_entry;
  if (is_pad ? begin + pad_size != entry
             : begin != entry && begin != entry + endbr64_size)
    return malformed("is written at " + hex(begin) +
                     ", which does not suit its kind");
  if (!is_in_base(payload, redirect.patch_begin, size))
    return malformed("is outside the base image");
  if (!is_in_code(payload, redirect.payload_entry, 1))
    return malformed("leads to " + hex(redirect.payload_entry) +
                     ", which is not within the code");
  if (!std::ranges::binary_search(entries, redirect.base_entry))
    return malformed("no function of the payload replaces what is there");
  return {};
}

// A redirect whose base function is not listed would escape the rule that no
// thread is in it, so each one must be.
Expected<void> check_redirects(const Payload &payload) {
  std::vector<Rva> entries;
  for (const PayloadFunction &function : payload.functions) {
    if (function.base_rva)
      entries.push_back(*function.base_rva);
    for (const PayloadFunction::Piece &piece : function.base_pieces)
      entries.push_back(piece.base_rva);
  }
  std::ranges::sort(entries);
  std::vector<Extent> extents;
  for (std::size_t i = 0; const Redirect &redirect : payload.redirects) {
    Expected<void> check = check_redirect(payload, redirect, entries);
    if (check && i > 0 &&
        redirect.base_entry <= payload.redirects[i - 1].base_entry)
      check = malformed("is not in ascending order");
    if (!check)
      return std::unexpected(std::move(check).error().at(
          item("redirect", i, redirect.base_entry)));
    extents.push_back(
        {redirect.patch_begin,
         std::uint64_t{redirect.patch_begin} + redirect.base_bytes.size()});
    ++i;
  }
  return check_disjoint(std::move(extents), "redirects");
}

Expected<void> check_unwind_item(const Payload &payload,
                                 const PayloadUnwind &unwind) {
  if (unwind.begin >= unwind.end ||
      !is_in_code(payload, unwind.begin, unwind.end - unwind.begin))
    return malformed("is not within the code");
  const PayloadSection *section = find_section(payload, unwind.info, 4);
  const std::string_view name =
      section_name(payload.base.format, PayloadSectionKind::unwind);
  if (section == nullptr || section->name != name || unwind.info % 4 != 0)
    return malformed("its record at " + hex(unwind.info) + " is not in " +
                     std::string(name));
  if (payload.base.format == ObjectFormat::coff)
    return {};
  const PayloadUnwind read =
      HP_TRY(read_fde(section->bytes, section->rva, unwind.info));
  if (read != unwind)
    return malformed("its record is for [" + hex(read.begin) + ", " +
                     hex(read.end) + ")");
  return {};
}

Expected<void> check_unwind(const Payload &payload) {
  std::uint64_t end = 0;
  for (std::size_t i = 0; const PayloadUnwind &unwind : payload.unwind) {
    Expected<void> check = check_unwind_item(payload, unwind);
    if (check && unwind.begin < end)
      check = malformed("begins before the one before it ends");
    if (!check)
      return std::unexpected(
          std::move(check).error().at(item("unwind record", i, unwind.begin)));
    end = unwind.end;
    ++i;
  }
  return {};
}

Expected<void> check_rest(const Payload &payload) {
  for (std::size_t i = 0; i < payload.hooks.size(); ++i) {
    const Hook &hook = payload.hooks[i];
    if (!is_in_code(payload, hook.payload_rva, 1) ||
        (i > 0 && hook <= payload.hooks[i - 1]))
      return malformed(item("hook", i, hook.payload_rva) +
                       ": is not within the code or not in ascending order");
  }
  for (std::size_t i = 0; i < payload.line_only.size(); ++i)
    if (payload.line_only[i] >= payload.base.size_of_image ||
        (i > 0 && payload.line_only[i] <= payload.line_only[i - 1]))
      return malformed(item("line-only function", i, payload.line_only[i]) +
                       ": is not within the base image or not in ascending "
                       "order");
  bool is_text = is_utf8(payload.base_name);
  for (const AcceptedRisk &risk : payload.accepted)
    is_text = is_text && is_utf8(risk.slug) && is_utf8(risk.subject) &&
              is_utf8(risk.reason);
  if (!is_text)
    return malformed("base name or an accepted risk is not UTF-8");
  return {};
}

} // namespace

std::string_view section_name(ObjectFormat format, PayloadSectionKind kind,
                              unsigned unwind) {
  const bool is_pe = format == ObjectFormat::coff;
  switch (kind) {
  case PayloadSectionKind::code:
    return ".text";
  case PayloadSectionKind::read_only:
    return is_pe ? ".rdata" : ".rodata";
  case PayloadSectionKind::writable:
    return ".data";
  case PayloadSectionKind::unwind:
    break;
  }
  if (is_pe)
    return unwind == 0 ? ".xdata" : "";
  return unwind == 0 ? ".eh_frame" : unwind == 1 ? ".gcc_except_table" : "";
}

std::uint64_t end_of_sections(const Payload &payload) {
  if (payload.sections.empty())
    return payload_page;
  return std::uint64_t{payload.sections.back().rva} +
         payload.sections.back().size;
}

const PayloadSection *find_section(const Payload &payload, Rva rva,
                                   std::uint64_t size) {
  for (const PayloadSection &section : payload.sections)
    if (rva >= section.rva && size <= section.size &&
        rva - section.rva <= section.size - size &&
        rva - section.rva < section.size)
      return &section;
  return nullptr;
}

unsigned fixup_width(FixupKind kind) {
  return kind == FixupKind::rel32 ? 4 : 8;
}

Expected<void> check_payload(const Payload &payload) {
  HP_TRY(check_identity(payload));
  HP_TRY(check_sections(payload));
  HP_TRY(check_fields(payload));
  HP_TRY(check_functions(payload));
  HP_TRY(check_redirects(payload));
  HP_TRY(check_unwind(payload));
  return check_rest(payload);
}

} // namespace hotpatch
