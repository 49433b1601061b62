// See codeview_fields.h.  A list has no lengths: whoever does not know a leaf
// cannot skip it, so all leaves of cvinfo.h that compilers write are here.
#include "formats/debug/codeview_fields.h"

#include "formats/debug/message.h"

namespace hotpatch {
namespace {

// Source: microsoft-pdb cvinfo.h, LEAF_ENUM_e.
enum class Leaf : std::uint16_t {
  base_class = 0x1400,
  virtual_base = 0x1401,
  indirect_virtual_base = 0x1402,
  list_index = 0x1404,
  virtual_table = 0x1409,
  friend_class = 0x140a,
  virtual_table_offset = 0x140c,
  enumerate = 0x1502,
  member = 0x150d,
  static_member = 0x150e,
  methods = 0x150f,
  nested_type = 0x1510,
  one_method = 0x1511,
  nested_type_with_attributes = 0x1512,
  base_interface = 0x151a,
};

constexpr std::uint8_t first_fill = 0xf0; // LF_PAD0 + bytes to skip

bool is_introducing(std::uint16_t attributes) {
  const unsigned property = attributes >> 2 & 7U;
  return property == 4 || property == 6; // intro, pure intro
}

// One entry after its leaf; nothing for kinds of no interest.
std::optional<Field> read_field(Leaf leaf, Cursor &cursor) {
  Field field;
  const std::uint16_t attributes = cursor.u16(); // or fill, or a count
  field.type = cursor.u32(); // but of LF_ENUMERATE, which has its own case
  switch (leaf) {
  case Leaf::base_class:
  case Leaf::base_interface:
    field.value = take_numeric(cursor);
    return field;
  case Leaf::virtual_base:
  case Leaf::indirect_virtual_base:
    field.kind = FieldKind::virtual_base;
    cursor.u32(); // type of the pointer to the table of bases
    field.value = take_numeric(cursor);
    take_numeric(cursor); // place in the table
    return field;
  case Leaf::virtual_table:
    field.kind = FieldKind::virtual_table;
    return field;
  case Leaf::virtual_table_offset:
    field.kind = FieldKind::virtual_table;
    field.value = cursor.u32();
    return field;
  case Leaf::member:
    field.value = take_numeric(cursor);
    field.name = cursor.text();
    return field;
  case Leaf::one_method:
    if (is_introducing(attributes))
      cursor.u32(); // place in the virtual table
    [[fallthrough]];
  case Leaf::static_member:
  case Leaf::methods:
  case Leaf::nested_type:
  case Leaf::nested_type_with_attributes:
    cursor.text();
    return std::nullopt;
  case Leaf::friend_class:
    return std::nullopt;
  default:
    cursor.fail();
    return std::nullopt;
  }
}

} // namespace

std::uint64_t take_numeric(Cursor &cursor) {
  constexpr std::uint16_t first_leaf = 0x8000;
  const auto extended = [&](unsigned size_bytes) {
    const BytesView bytes = cursor.take(size_bytes);
    return static_cast<std::uint64_t>(
        read_signed(bytes, 0, size_bytes).value_or(0));
  };
  const std::uint16_t leaf = cursor.u16();
  if (leaf < first_leaf)
    return leaf;
  switch (leaf - first_leaf) {
  case 0: // LF_CHAR
    return extended(1);
  case 1: // LF_SHORT
    return extended(2);
  case 2: // LF_USHORT
    return cursor.u16();
  case 3: // LF_LONG
    return extended(4);
  case 4: // LF_ULONG
    return cursor.u32();
  case 9:  // LF_QUADWORD
  case 10: // LF_UQUADWORD
    return cursor.u64();
  default:
    cursor.fail();
    return 0;
  }
}

Expected<FieldList> read_field_list(BytesView bytes) {
  FieldList list;
  Cursor cursor(bytes);
  while (!cursor.at_end()) {
    if (const auto next = static_cast<std::uint8_t>(bytes[cursor.position()]);
        next >= first_fill) {
      cursor.take(std::min<std::size_t>(
          next > first_fill ? next - first_fill : 1U, cursor.remaining()));
      continue;
    }
    const auto leaf = static_cast<Leaf>(cursor.u16());
    if (leaf == Leaf::list_index) {
      cursor.u16();
      list.rest = cursor.u32();
    } else if (leaf == Leaf::enumerate) {
      Field field = {.kind = FieldKind::enumerator};
      cursor.u16(); // attributes
      field.value = take_numeric(cursor);
      field.name = cursor.text();
      list.fields.push_back(field);
    } else if (const std::optional<Field> field = read_field(leaf, cursor)) {
      list.fields.push_back(*field);
    }
    if (cursor.failed())
      return fail(
          ErrorCode::malformed,
          message("field list: leaf {:#x} before byte {} is unknown or "
                  "cut short",
                  {static_cast<std::uint16_t>(leaf), cursor.position()}));
  }
  return list;
}

} // namespace hotpatch
