#include "tests/support/tiny_image.h"

#include <algorithm>
#include <cstring>

namespace hotpatch {
namespace {

constexpr std::size_t page = 0x1000;

std::vector<std::byte> filled(std::byte fill) {
  return std::vector<std::byte>(page, fill);
}

template <typename T> void sort(std::vector<T> &list, Rva T::*key) {
  std::ranges::stable_sort(list, {}, key);
}

} // namespace

TinyCode &TinyCode::bytes(std::initializer_list<int> values) {
  for (int value : values)
    bytes_.push_back(static_cast<std::byte>(value));
  return *this;
}

TinyCode &TinyCode::imm32(std::uint32_t value) {
  for (int i = 0; i < 4; ++i)
    bytes_.push_back(static_cast<std::byte>(value >> (8 * i)));
  return *this;
}

TinyCode &TinyCode::rel32(Rva target) { return imm32(target - (here() + 4)); }

std::string int32_text(std::int32_t value) {
  std::string text;
  for (int i = 0; i < 4; ++i)
    text += static_cast<char>(static_cast<std::uint32_t>(value) >> (8 * i));
  return text;
}

TinyImage::TinyImage()
    : text_(filled(std::byte{0xCC})), rodata_(filled(std::byte{0})),
      data_(filled(std::byte{0})), got_(filled(std::byte{0})) {
  image_.machine = {.isa = Isa::x86_64};
  image_.is_library = true;
  image_.sections = {
      {.name = ".text", .rva = tiny_text, .size = page, .is_code = true},
      {.name = ".rodata", .rva = tiny_rodata, .size = page},
      {.name = ".data", .rva = tiny_data, .size = page, .is_writable = true},
      {.name = ".got", .rva = tiny_got, .size = page, .is_writable = true}};
  symbols_.source = "elf";
  symbols_.objects = {"a.c"};
}

void TinyImage::put(Rva at, const std::byte *bytes, std::size_t size) {
  std::vector<std::byte> &section = at >= tiny_got      ? got_
                                    : at >= tiny_data   ? data_
                                    : at >= tiny_rodata ? rodata_
                                                        : text_;
  std::copy_n(bytes, size, section.begin() + at % page);
}

void TinyImage::name(std::string_view name, Rva at, PlaceKind kind,
                     std::uint32_t size) {
  symbols_.places.push_back({.name = std::string(name),
                             .rva = at,
                             .size = size,
                             .kind = kind,
                             .object = 0});
}

void TinyImage::function(std::string_view name, const TinyCode &code, Rva at,
                         bool is_local) {
  put(at, code.code().data(), code.code().size());
  this->name(name, at, PlaceKind::function,
             static_cast<std::uint32_t>(code.code().size()));
  symbols_.places.back().is_local = is_local;
}

void TinyImage::datum(std::string_view name, Rva at, std::string_view bytes,
                      std::uint32_t size, bool is_local) {
  const BytesView view = as_bytes(bytes);
  put(at, view.data(), view.size());
  if (name.empty())
    return;
  this->name(name, at, PlaceKind::data,
             size != 0 ? size : static_cast<std::uint32_t>(bytes.size()));
  symbols_.places.back().is_local = is_local;
}

void TinyImage::int32s(std::string_view name, Rva at,
                       const std::vector<std::int32_t> &values) {
  std::string bytes;
  for (std::int32_t value : values)
    bytes += int32_text(value);
  datum(name, at, bytes);
}

void TinyImage::import(Rva slot, std::string_view name) {
  image_.slots.push_back({.rva = slot, .kind = SlotKind::import, .name = name});
  sort(image_.slots, &Slot::rva);
}

void TinyImage::pointer(Rva site, Rva target) {
  image_.slots.push_back(
      {.rva = site, .kind = SlotKind::relative, .target = target});
  sort(image_.slots, &Slot::rva);
}

void TinyImage::thunk(Rva at, Rva slot) {
  TinyCode code(at);
  code.bytes({0xFF, 0x25}).rel32(slot);
  put(at, code.code().data(), code.code().size());
  image_.thunks.push_back({.rva = at, .size = 6, .slot = slot});
  sort(image_.thunks, &Thunk::rva);
}

void TinyImage::unwind(Rva begin, Rva end, Rva info) {
  image_.unwind.push_back({begin, end, info, info});
}

void TinyImage::make_pe() { image_.machine.format = ObjectFormat::coff; }

const Image &TinyImage::image() {
  image_.sections[0].bytes = text_;
  image_.sections[1].bytes = rodata_;
  image_.sections[2].bytes = data_;
  image_.sections[3].bytes = got_;
  return image_;
}

const ImageSymbols &TinyImage::symbols() {
  std::ranges::sort(symbols_.places, {}, [](const NamedPlace &place) {
    return std::pair(place.rva, place.name);
  });
  return symbols_;
}

TinyPayload::TinyPayload(TinyImage &base) : base_(base) {
  payload.sections = {{.kind = PayloadSectionKind::code,
                       .name = ".text",
                       .rva = 0x1000,
                       .size = page,
                       .bytes = filled(std::byte{0xCC})},
                      {.kind = PayloadSectionKind::read_only,
                       .name = ".rodata",
                       .rva = 0x2000,
                       .size = page,
                       .bytes = filled(std::byte{0})},
                      {.kind = PayloadSectionKind::writable,
                       .name = ".data",
                       .rva = 0x3000,
                       .size = page,
                       .bytes = filled(std::byte{0})}};
}

void TinyPayload::put(const TinyCode &code, Rva at) {
  std::ranges::copy(code.code(), payload.sections[0].bytes.begin() + at % page);
}

void TinyPayload::added(std::string_view name, const TinyCode &code, Rva at,
                        std::vector<Reference> references) {
  put(code, at);
  PayloadFunction function;
  function.name = name;
  function.object = "a.o";
  function.reason = FunctionReason::added;
  function.payload_rva = at;
  function.size = static_cast<std::uint32_t>(code.code().size());
  payload.functions.push_back(function);
  for (const Reference &reference : references)
    payload.fixups.push_back({.kind = FixupKind::rel32,
                              .site = at + reference.field,
                              .base_target = reference.base_target,
                              .addend = reference.addend});
}

void TinyPayload::function(std::string_view name, const TinyCode &code, Rva at,
                           Rva base_rva, std::vector<Reference> references) {
  added(name, code, at, std::move(references));
  payload.functions.back().reason = FunctionReason::changed;
  payload.functions.back().base_rva = base_rva;
}

void TinyPayload::constant(Rva at, std::string_view bytes) {
  std::ranges::copy(as_bytes(bytes),
                    payload.sections[1].bytes.begin() + at % page);
}

void TinyPayload::redirect(Rva base_entry, Rva payload_entry,
                           RedirectKind kind) {
  const bool is_pad = kind == RedirectKind::pad;
  const Rva begin = is_pad ? base_entry - 5 : base_entry;
  const auto from = base_.text().begin() + begin % page;
  payload.redirects.push_back({.kind = kind,
                               .base_entry = base_entry,
                               .patch_begin = begin,
                               .payload_entry = payload_entry,
                               .base_bytes = {from, from + (is_pad ? 7 : 5)}});
}

} // namespace hotpatch
