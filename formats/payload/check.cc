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

#include "formats/core/byte_writer.h"
#include "formats/core/cbor.h"
#include "formats/core/text.h"
#include "formats/payload/check_parts.h"
#include "formats/payload/eh_frame.h"

#include <algorithm>
#include <limits>
#include <string>
#include <tuple>
#include <vector>

namespace hotpatch {
namespace {

Expected<void> check_identity(const Payload &payload) {
  const ImageIdentity &base = payload.base;
  const std::uint32_t machine = machine_number(base.format);
  if (base.machine != machine)
    return fail(ErrorCode::unsupported,
                "machine " + hex(base.machine) + ", expected " + hex(machine));
  if (base.size_of_image == 0 || base.size_of_image >= max_image)
    return broken_rule("base image of " + hex(base.size_of_image) +
                       " bytes, expected less than 2 GiB and more than none");
  if (payload.base_name.empty() ||
      payload.base_name.find_first_of("/\\") != std::string::npos)
    return broken_rule("base name \"" + payload.base_name +
                       "\", expected one without folders");
  return {};
}

Expected<void> check_section(const PayloadSection &section,
                             std::string_view name, std::uint64_t place) {
  if (section.name != name)
    return broken_rule("name \"" + section.name + "\", expected \"" +
                       std::string(name) + "\"");
  if (section.rva != place)
    return broken_rule("is at " + hex(section.rva) + ", expected " +
                       hex(place));
  const bool has_zero_data = section.kind == PayloadSectionKind::writable;
  if (section.size == 0 || section.bytes.size() > section.size ||
      (section.bytes.size() < section.size && !has_zero_data))
    return broken_rule("has " + hex(section.bytes.size()) + " bytes and " +
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
      return broken_rule("section " + std::to_string(i) + " (" + section.name +
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

Expected<void> check_fixup(const Payload &payload, const Fixup &fixup) {
  if (find_section(payload, fixup.site, fixup_width(fixup.kind)) == nullptr)
    return broken_rule("site is in no section");
  const std::uint64_t target_size = fixup.kind == FixupKind::indirect ? 8 : 1;
  if (!is_in_base(payload, fixup.base_target, target_size))
    return broken_rule("target " + hex(fixup.base_target) +
                       " is outside the base image (" +
                       hex(payload.base.size_of_image) + ")");
  using Int32 = std::numeric_limits<std::int32_t>;
  const bool fits =
      fixup.kind == FixupKind::absolute ||
      (fixup.kind == FixupKind::indirect
           ? fixup.addend == 0
           : fixup.addend >= Int32::min() && fixup.addend <= Int32::max());
  if (!fits)
    return broken_rule("addend " + signed_hex(fixup.addend) +
                       " does not fit its kind");
  return {};
}

Expected<void> check_import(const Payload &payload,
                            const PayloadImport &import) {
  if (find_section(payload, import.slot, 8) == nullptr)
    return broken_rule("slot is in no section");
  const bool is_pe = payload.base.format == ObjectFormat::coff;
  if (!import.module.empty() && !is_pe)
    return broken_rule("has a module");
  if (import.module.empty() && import.name.empty() && is_pe)
    return broken_rule("has neither a module nor a name");
  if (!import.name.empty() && import.ordinal != 0)
    return broken_rule("has both a name and an ordinal");
  if (import.name.empty() && !is_pe)
    return broken_rule("has no name");
  if (!is_utf8(import.module) || !is_utf8(import.name))
    return broken_rule("name is not UTF-8");
  return {};
}

Expected<void> check_relative_site(const Payload &payload, Rva site) {
  const PayloadSection *section = find_section(payload, site, 8);
  if (section == nullptr || site - section->rva + 8 > section->bytes.size())
    return broken_rule("is not within the bytes of a section");
  const std::uint64_t target =
      read_int<std::uint64_t>(section->bytes, site - section->rva).value_or(0);
  if (target < payload_page || target > end_of_sections(payload))
    return broken_rule("holds " + hex(target) +
                       ", which is outside the payload");
  return {};
}

// Fixups, imports and relative sites: each list by place, no field twice.
Expected<void> check_fields(const Payload &payload) {
  std::vector<RvaExtent> fields;
  const auto add = [&](std::string_view what, std::size_t index, Rva rva,
                       unsigned width, Expected<void> check) -> Expected<void> {
    if (check && index > 0 && rva < fields.back().begin)
      check = broken_rule("is not in ascending order");
    if (!check)
      return std::unexpected(
          std::move(check).error().at(list_item(what, index, rva)));
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

Expected<void> check_unwind_item(const Payload &payload,
                                 const PayloadUnwind &unwind) {
  if (unwind.begin >= unwind.end ||
      !is_in_code(payload, unwind.begin, unwind.end - unwind.begin))
    return broken_rule("is not within the code");
  const PayloadSection *section = find_section(payload, unwind.info, 4);
  const std::string_view name =
      section_name(payload.base.format, PayloadSectionKind::unwind);
  if (section == nullptr || section->name != name || unwind.info % 4 != 0)
    return broken_rule("its record at " + hex(unwind.info) + " is not in " +
                       std::string(name));
  if (payload.base.format == ObjectFormat::coff)
    return {};
  const PayloadUnwind read =
      HP_TRY(read_fde(section->bytes, section->rva, unwind.info));
  if (read != unwind)
    return broken_rule("its record is for [" + hex(read.begin) + ", " +
                       hex(read.end) + ")");
  return {};
}

Expected<void> check_unwind(const Payload &payload) {
  std::uint64_t end = 0;
  for (std::size_t i = 0; const PayloadUnwind &unwind : payload.unwind) {
    Expected<void> check = check_unwind_item(payload, unwind);
    if (check && unwind.begin < end)
      check = broken_rule("begins before the one before it ends");
    if (!check)
      return std::unexpected(std::move(check).error().at(
          list_item("unwind record", i, unwind.begin)));
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
      return broken_rule(list_item("hook", i, hook.payload_rva) +
                         ": is not within the code or not in ascending order");
  }
  for (std::size_t i = 0; i < payload.line_only.size(); ++i)
    if (payload.line_only[i] >= payload.base.size_of_image ||
        (i > 0 && payload.line_only[i] <= payload.line_only[i - 1]))
      return broken_rule(
          list_item("line-only function", i, payload.line_only[i]) +
          ": is not within the base image or not in ascending order");
  bool is_text = is_utf8(payload.base_name);
  for (const AcceptedRisk &risk : payload.accepted)
    is_text = is_text && is_utf8(risk.slug) && is_utf8(risk.subject) &&
              is_utf8(risk.reason);
  if (!is_text)
    return broken_rule("base name or an accepted risk is not UTF-8");
  return {};
}

} // namespace

std::unexpected<Error> broken_rule(std::string message) {
  return fail(ErrorCode::malformed, std::move(message));
}

std::string list_item(std::string_view what, std::size_t index, Rva rva) {
  return std::string(what) + " " + std::to_string(index) + " at " + hex(rva);
}

Expected<void> check_disjoint(std::vector<RvaExtent> extents,
                              std::string_view what) {
  std::ranges::sort(extents, {}, &RvaExtent::begin);
  for (std::size_t i = 1; i < extents.size(); ++i)
    if (extents[i].begin < extents[i - 1].end)
      return broken_rule(std::string(what) + " overlap at " +
                         hex(extents[i].begin));
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

std::uint32_t machine_number(ObjectFormat format) {
  return format == ObjectFormat::coff ? 0x8664 // IMAGE_FILE_MACHINE_AMD64
                                      : 62;    // EM_X86_64
}

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
