// One way for all tools, so that whoever compares what one tool says of an
// image with what another says compares equal texts.
#include "cli/identity.h"

#include "formats/core/text.h"

#include <algorithm>

namespace hotpatch {

std::string to_text(const std::array<std::byte, 16> &guid) {
  if (std::ranges::all_of(guid, [](std::byte b) { return b == std::byte{}; }))
    return "";
  // Bytes of the file in the order of print.
  constexpr std::array<std::size_t, 16> order = {3, 2, 1,  0,  5,  4,  7,  6,
                                                 8, 9, 10, 11, 12, 13, 14, 15};
  std::string text;
  for (std::size_t i = 0; i < order.size(); ++i) {
    text += to_hex(BytesView(guid).subspan(order[i], 1));
    if (i == 3 || i == 5 || i == 7 || i == 9)
      text += '-';
  }
  for (char &c : text)
    if (c >= 'a' && c <= 'f')
      c = static_cast<char>(c - 'a' + 'A');
  return text;
}

void write_identity(JsonWriter &w, const ImageIdentity &identity) {
  w.text_member("format", to_word(identity.format));
  w.number_member("machine", identity.machine);
  w.number_member("time_date_stamp", identity.time_date_stamp);
  w.number_member("checksum", identity.checksum);
  w.number_member("size_of_image", identity.size_of_image);
  w.text_or_null("pdb_guid", to_text(identity.pdb_guid));
  w.number_member("pdb_age", identity.pdb_age);
  w.text_or_null("build_id", to_hex(identity.build_id));
  w.text_member("code_digest", to_text(identity.code_digest));
}

} // namespace hotpatch
