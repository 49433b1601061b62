// What a PE image imports and exports.  See pe_reader.cc.
//
// An import descriptor names a DLL and two parallel tables that end with zero:
// names (or ordinals), and the slots (IAT) that the loader fills.  The names
// are read from the first, since the second may be bound; some linkers leave
// the first out.  Both of its users, the loader and we, stop at the first
// descriptor without a name or without slots.
//
// Nothing forbids that a thousand descriptors use one table of names, so the
// number of slots is bounded by what the file could hold.
#include "formats/image/pe_reader.h"

#include "formats/core/place.h"
#include "formats/core/text.h"

namespace hotpatch {

static std::unexpected<Error> at_record(Error error, std::string_view table,
                                        std::uint64_t number) {
  return std::unexpected(
      std::move(error).at("record " + std::to_string(number)).at(table));
}

Expected<void> PeReader::read_imports() {
  constexpr std::string_view where = "import directory";
  std::uint64_t at = directories_[import_directory].rva;
  if (at == 0)
    return {};
  for (std::uint64_t number = 0;; ++number, at += 20) {
    std::optional<std::uint32_t> names = word_at<std::uint32_t>(at),
                                 module = word_at<std::uint32_t>(at + 12),
                                 slots = word_at<std::uint32_t>(at + 16);
    if (!names || !module || !slots)
      return at_record({ErrorCode::malformed, "is not in the file"}, where,
                       number);
    if (*module == 0 || *slots == 0)
      return {};
    Expected<std::string_view> name = name_at(*module);
    if (!name)
      return at_record(std::move(name).error(), where, number);
    image_.needed.push_back(*name);
    if (Expected<void> read =
            read_thunk_table(*name, *names ? *names : *slots, *slots);
        !read)
      return at_record(std::move(read).error(), where, number);
  }
}

Expected<void> PeReader::read_delay_imports() {
  constexpr std::string_view where = "delay import directory";
  std::uint64_t at = directories_[delay_import_directory].rva;
  if (at == 0)
    return {};
  for (std::uint64_t number = 0;; ++number, at += 32) {
    std::optional<std::uint32_t> attributes = word_at<std::uint32_t>(at),
                                 module = word_at<std::uint32_t>(at + 4),
                                 slots = word_at<std::uint32_t>(at + 12),
                                 names = word_at<std::uint32_t>(at + 16);
    if (!attributes || !module || !slots || !names)
      return at_record({ErrorCode::malformed, "is not in the file"}, where,
                       number);
    if (*module == 0)
      return {};
    if (!(*attributes & 1)) // addresses instead of RVAs: 32-bit tools of 1998
      return at_record(
          {ErrorCode::malformed,
           "attributes are " + hex(*attributes) + ", expected bit 0 set"},
          where, number);
    Expected<std::string_view> name = name_at(*module);
    if (!name)
      return at_record(std::move(name).error(), where, number);
    image_.needed.push_back(*name);
    if (Expected<void> read = read_thunk_table(*name, *names, *slots); !read)
      return at_record(std::move(read).error(), where, number);
  }
}

Expected<void> PeReader::read_thunk_table(std::string_view module,
                                          std::uint32_t names,
                                          std::uint32_t slots) {
  for (std::uint64_t offset = 0;; offset += 8) {
    std::optional<std::uint64_t> thunk = word_at<std::uint64_t>(names + offset);
    if (!thunk)
      return fail(ErrorCode::malformed,
                  "the names at " + hex(names) + " do not end with zero");
    if (*thunk == 0)
      return {};
    std::uint64_t rva = slots + offset;
    if (rva + 8 > image_.identity.size_of_image)
      return fail(ErrorCode::malformed,
                  "the slot at " + hex(rva) + " is outside of the image");
    if (slot_allowance_ == 0)
      return fail(ErrorCode::malformed,
                  "there are more slots than the file has room for");
    --slot_allowance_;
    Slot slot = HP_TRY(read_import(*thunk));
    slot.rva = static_cast<Rva>(rva);
    slot.module = module;
    image_.slots.push_back(slot);
  }
}

Expected<Slot> PeReader::read_import(std::uint64_t thunk) {
  constexpr std::uint64_t by_ordinal = std::uint64_t{1} << 63;
  Slot slot{.kind = SlotKind::import};
  if (thunk & by_ordinal)
    slot.ordinal = static_cast<std::uint16_t>(thunk);
  else
    slot.name = HP_TRY(name_at((thunk & 0x7fffffff) + 2)); // behind the hint
  return slot;
}

// The table of functions may have holes, and more than one name may lead to a
// function.
Expected<void> PeReader::read_exports() {
  constexpr std::string_view where = "export directory";
  Directory place = directories_[export_directory];
  if (place.rva == 0)
    return {};
  BytesView header = bytes_from(place.rva);
  if (header.size() < 40)
    return fail(ErrorCode::malformed, "export directory: is not in the file");
  auto value = [&](std::uint64_t offset) {
    return read_int<std::uint32_t>(header, offset).value_or(0);
  };
  std::uint32_t base = value(16), count = value(20), named = value(24);
  std::optional<BytesView> functions =
      image_.bytes_at(value(28), std::uint64_t{count} * 4);
  std::optional<BytesView> names =
      image_.bytes_at(value(32), std::uint64_t{named} * 4);
  std::optional<BytesView> indices =
      image_.bytes_at(value(36), std::uint64_t{named} * 2);
  if ((count != 0 && !functions) || (named != 0 && (!names || !indices)))
    return fail(ErrorCode::malformed,
                "export directory: the tables of " + std::to_string(count) +
                    " functions and " + std::to_string(named) +
                    " names are not in the file");
  auto add = [&](std::uint32_t index, std::string_view name) -> Expected<void> {
    std::uint32_t rva =
        read_int<std::uint32_t>(*functions, index * 4ULL).value_or(0);
    if (rva == 0)
      return {};
    Export entry{.name = name, .ordinal = base + index};
    if (rva - place.rva < place.size)
      entry.forwarder = HP_TRY(name_at(rva));
    else if (rva < image_.identity.size_of_image)
      entry.rva = rva;
    else
      return fail(ErrorCode::malformed,
                  "is at " + hex(rva) + ", outside of the image");
    image_.exports.push_back(entry);
    return {};
  };
  std::vector<bool> has_name(count);
  for (std::uint32_t i = 0; i < named; ++i) {
    Expected<std::string_view> name =
        name_at(read_int<std::uint32_t>(names.value_or(BytesView()), i * 4ULL)
                    .value_or(0));
    if (!name)
      return at_record(std::move(name).error(), where, i);
    std::uint32_t index =
        read_int<std::uint16_t>(indices.value_or(BytesView()), i * 2ULL)
            .value_or(0);
    if (index >= count)
      return fail(ErrorCode::malformed,
                  "export directory: " + quoted_name(*name) + " is function " +
                      std::to_string(index) + ", expected less than " +
                      std::to_string(count));
    has_name[index] = true;
    if (Expected<void> added = add(index, *name); !added)
      return at_record(std::move(added).error(), where, i);
  }
  for (std::uint32_t index = 0; index < count; ++index)
    if (!has_name[index])
      if (Expected<void> added = add(index, {}); !added)
        return at_record(std::move(added).error(), where, index);
  return {};
}

} // namespace hotpatch
