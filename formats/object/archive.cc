// Archives: a magic, then members, each with a header of 60 text bytes.
//
// Four archivers share that much and differ in how they write names that are
// longer than 15 bytes and in how their symbol tables are called:
//   GNU   "//" holds names ended by "/\n", members are called "/123"; "/",
//   "/SYM64/" COFF  "//" holds names ended by NUL;   "/" twice,
//   "/<ECSYMBOLS>/", ... BSD   "#1/20": the name is the first 20 bytes of the
//   member; "__.SYMDEF" thin  as GNU, but without the members' bytes;
//   "/123:456" is a member at
//         offset 456 of a nested archive
// All are read by one loop, since no rule contradicts another's.
#include "formats/object/archive.h"

#include "formats/core/place.h"

#include <charconv>
#include <optional>
#include <string_view>

namespace hotpatch {
namespace {

constexpr std::size_t header_size = 60;
// Long names may be shared by members (a thin archive's nested ones), but a
// small hostile archive must not make gigabytes of them.
constexpr std::uint64_t max_uses_of_a_name_byte = 64;

std::optional<std::uint64_t> decimal(std::string_view digits) {
  std::uint64_t value = 0;
  const char *end = digits.data() + digits.size();
  std::from_chars_result parsed = std::from_chars(digits.data(), end, value);
  bool is_number = parsed.ec == std::errc() && parsed.ptr == end;
  return is_number ? std::optional(value) : std::nullopt;
}

std::string_view trim_end(std::string_view text, char padding) {
  std::size_t last = text.find_last_not_of(padding);
  return text.substr(0, last == std::string_view::npos ? 0 : last + 1);
}

bool is_symbol_table(std::string_view name) {
  return name == "/" || name == "/SYM64/" || name.starts_with("/<") ||
         name.starts_with("__.SYMDEF");
}

class ArchiveReader {
public:
  explicit ArchiveReader(BytesView bytes) : bytes_(bytes) {}
  Expected<Archive> read();

private:
  // Reads the member at offset_ and moves offset_ behind it.
  Expected<void> read_member();
  Expected<std::string_view> long_name(std::string_view reference);
  Expected<BytesView> contents(std::uint64_t offset, std::uint64_t size) const;

  BytesView bytes_;
  std::uint64_t offset_ = 8;
  std::string_view long_names_;
  std::uint64_t name_allowance_ = 0;
  Archive archive_;
};

Expected<Archive> ArchiveReader::read() {
  std::string_view magic = as_text(bytes_).substr(0, 8);
  archive_.is_thin = magic == "!<thin>\n";
  if (!archive_.is_thin && magic != "!<arch>\n")
    return fail(ErrorCode::malformed, "begins with \"" + quoted_name(magic) +
                                          "\", expected !<arch> or !<thin>");
  while (offset_ < bytes_.size()) {
    std::uint64_t start = offset_;
    if (Expected<void> member = read_member(); !member)
      return std::unexpected(
          std::move(member).error().at("member header at " + hex(start)));
  }
  return std::move(archive_);
}

Expected<void> ArchiveReader::read_member() {
  std::optional<BytesView> record = slice(bytes_, offset_, header_size);
  if (!record)
    return fail(ErrorCode::malformed,
                std::to_string(bytes_.size() - offset_) +
                    " bytes before the end of the archive, expected " +
                    std::to_string(header_size));
  std::string_view header = as_text(*record);
  if (header.substr(58) != "`\n")
    return fail(ErrorCode::malformed, "ends with \"" +
                                          quoted_name(header.substr(58)) +
                                          "\", expected a backquote and a "
                                          "line feed");
  std::string_view name = trim_end(header.substr(0, 16), ' ');
  std::string_view digits = trim_end(header.substr(48, 10), ' ');
  std::optional<std::uint64_t> size = decimal(digits);
  if (!size)
    return fail(ErrorCode::malformed, "the size is \"" + quoted_name(digits) +
                                          "\", expected a decimal number");
  std::uint64_t start = offset_ + header_size;
  bool is_name_table = name == "//";
  bool has_bytes = !archive_.is_thin || is_name_table || is_symbol_table(name);
  BytesView data = has_bytes ? HP_TRY(contents(start, *size)) : BytesView();
  offset_ = start + data.size() + data.size() % 2;
  if (is_name_table) {
    long_names_ = as_text(data);
    name_allowance_ = long_names_.size() * max_uses_of_a_name_byte;
    return {};
  }
  if (is_symbol_table(name))
    return {};
  if (name.starts_with("#1/") && has_bytes) {
    std::optional<std::uint64_t> length = decimal(name.substr(3));
    if (!length || *length > data.size())
      return fail(ErrorCode::malformed,
                  "the name is \"" + quoted_name(name) +
                      "\", expected a length of at most " +
                      std::to_string(data.size()));
    name = trim_end(as_text(data.first(*length)), '\0');
    data = data.subspan(*length);
    size = data.size();
    if (is_symbol_table(name))
      return {};
  } else if (name.starts_with('/')) {
    name = HP_TRY(long_name(name.substr(1)));
  } else if (name.ends_with('/')) {
    name.remove_suffix(1);
  }
  archive_.members.push_back(
      {.name = std::string(name), .bytes = data, .size = *size});
  return {};
}

// `reference` is "123", or "123:456" in a thin archive.
Expected<std::string_view>
ArchiveReader::long_name(std::string_view reference) {
  std::optional<std::uint64_t> offset =
      decimal(reference.substr(0, reference.find(':')));
  if (!offset)
    return fail(ErrorCode::malformed, "the name is \"/" +
                                          quoted_name(reference) +
                                          "\", expected '/' and a number");
  if (*offset >= long_names_.size())
    return fail(ErrorCode::malformed, "name offset " + hex(*offset) +
                                          " is past the end of the long names "
                                          "(" +
                                          hex(long_names_.size()) + ")");
  std::string_view name = long_names_.substr(*offset);
  name = name.substr(0, name.find_first_of(std::string_view("\n\0", 2)));
  if (name.size() > name_allowance_)
    return fail(ErrorCode::malformed,
                "members use each byte of the long names more than " +
                    std::to_string(max_uses_of_a_name_byte) + " times");
  name_allowance_ -= name.size();
  if (name.ends_with('/'))
    name.remove_suffix(1);
  return name;
}

Expected<BytesView> ArchiveReader::contents(std::uint64_t offset,
                                            std::uint64_t size) const {
  if (std::optional<BytesView> found = slice(bytes_, offset, size))
    return *found;
  return fail(ErrorCode::malformed, past_end(offset, size, bytes_.size()));
}

} // namespace

Expected<Archive> read_archive(BytesView bytes) {
  return ArchiveReader(bytes).read();
}

} // namespace hotpatch
