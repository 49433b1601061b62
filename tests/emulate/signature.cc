#include "tests/emulate/signature.h"

#include <optional>

namespace hotpatch {
namespace {

std::optional<ArgumentKind> kind_of(char letter) {
  switch (letter) {
  case 'u':
    return ArgumentKind::number;
  case 'n':
    return ArgumentKind::size;
  case 'l':
    return ArgumentKind::wide;
  case 'd':
    return ArgumentKind::real;
  case 'b':
    return ArgumentKind::bytes;
  case 's':
    return ArgumentKind::text;
  case 'v':
    return ArgumentKind::none;
  default:
    return std::nullopt;
  }
}

} // namespace

Expected<Signature> parse_signature(std::string_view text) {
  const std::size_t open = text.find('(');
  const std::size_t close = text.find(')');
  Signature signature;
  bool is_good = open != text.npos && close != text.npos && open < close &&
                 close + 2 == text.size() && kind_of(text.back());
  if (is_good) {
    signature.name = text.substr(0, open);
    signature.result = *kind_of(text.back());
    for (const char letter : text.substr(open + 1, close - open - 1)) {
      if (letter == ',')
        continue;
      const std::optional<ArgumentKind> kind = kind_of(letter);
      is_good = is_good && kind;
      signature.arguments.push_back(kind.value_or(ArgumentKind::none));
    }
  }
  if (!is_good)
    return fail(ErrorCode::malformed,
                "'" + std::string(text) + "' is no signature like f(b,u)u");
  return signature;
}

} // namespace hotpatch
