// Our own reader of 100 lines instead of OpenSSL's: that one skips whatever
// stands before, between and behind the blocks.  A key that fell out of a file
// of trusted keys because somebody mistyped a dash must be an error, not a key
// less; the more so if the file says which keys are revoked.
//
// Base64 is read in its one canonical form: padded, and with zero bits at the
// end.
#include "formats/package/pem.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <utility>

namespace hotpatch {
namespace {

constexpr std::string_view digits =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
constexpr std::string_view begin_mark = "-----BEGIN ";
constexpr std::string_view end_mark = "-----END ";
constexpr std::string_view mark_end = "-----";
constexpr std::size_t line_length = 64;

// Takes the first line off, without its end and trailing blanks.
std::string_view take_line(std::string_view &text) {
  const std::size_t end = std::min(text.find('\n'), text.size());
  std::string_view line = text.substr(0, end);
  text.remove_prefix(std::min(end + 1, text.size()));
  while (!line.empty() &&
         (line.back() == '\r' || line.back() == ' ' || line.back() == '\t'))
    line.remove_suffix(1);
  return line;
}

// The label in a line such as "-----BEGIN PUBLIC KEY-----".
std::optional<std::string_view> label_in(std::string_view line,
                                         std::string_view mark) {
  if (!line.starts_with(mark) || !line.ends_with(mark_end) ||
      line.size() < mark.size() + mark_end.size())
    return std::nullopt;
  return line.substr(mark.size(), line.size() - mark.size() - mark_end.size());
}

// Reads base64 digit by digit.
class Base64Reader {
public:
  explicit Base64Reader(std::size_t most) { bytes_.reserve(most); }
  Base64Reader(const Base64Reader &) = delete;
  Base64Reader &operator=(const Base64Reader &) = delete;
  // Half a private key is a secret, too.
  ~Base64Reader() { const Secret wiped(std::move(bytes_)); }

  // False: no digit may come here.
  bool take(char c) {
    if (c == '=') {
      ++padding_;
      return padding_ <= 2;
    }
    const std::size_t value = digits.find(c);
    if (value == std::string_view::npos || padding_ > 0)
      return false;
    bits_ = bits_ << 6 | static_cast<std::uint32_t>(value);
    if (++count_ % 4 == 0)
      put(3);
    return true;
  }

  // False: it is not complete, or not canonical.
  bool finish() {
    const std::size_t rest = count_ % 4;
    if (rest == 0)
      return padding_ == 0;
    if (rest == 1 || rest + padding_ != 4)
      return false;
    bits_ <<= 6 * padding_;
    const std::uint32_t unused = rest == 2 ? 0xffffU : 0xffU;
    if ((bits_ & unused) != 0)
      return false;
    put(rest - 1);
    return true;
  }

  std::vector<std::byte> take_bytes() { return std::move(bytes_); }

private:
  void put(std::size_t count) {
    for (std::size_t i = 0; i < count; ++i)
      bytes_.push_back(static_cast<std::byte>(bits_ >> (16 - 8 * i)));
    bits_ = 0;
  }

  std::vector<std::byte> bytes_;
  std::uint32_t bits_ = 0; // of the group of four that is being read
  std::size_t count_ = 0;
  std::size_t padding_ = 0;
};

std::unexpected<Error> bad_line(std::size_t number, std::string_view expected) {
  return fail(ErrorCode::malformed, "line " + std::to_string(number) +
                                        ": expected " + std::string(expected));
}

} // namespace

Expected<std::vector<PemBlock>> decode_pem(std::string_view text) {
  if (text.size() > max_pem)
    return fail(ErrorCode::malformed, std::to_string(text.size()) +
                                          " bytes, expected at most " +
                                          std::to_string(max_pem));
  std::vector<PemBlock> blocks;
  std::size_t number = 0;
  while (!text.empty()) {
    const std::string_view first = take_line(text);
    ++number;
    if (first.empty())
      continue;
    const std::optional<std::string_view> label = label_in(first, begin_mark);
    if (!label)
      return bad_line(number, "\"-----BEGIN ...-----\"");

    Base64Reader content(text.size() / 4 * 3 + 3);
    std::optional<std::string_view> end;
    while (!end) {
      if (text.empty())
        return bad_line(number, "\"-----END ...-----\" before the end");
      const std::string_view line = take_line(text);
      ++number;
      end = label_in(line, end_mark);
      if (!end && (line.empty() || !std::ranges::all_of(line, [&](char c) {
                     return content.take(c);
                   })))
        return bad_line(number, "base64");
    }
    if (*end != *label || !content.finish())
      return bad_line(number, "the end of block \"" + std::string(*label) +
                                  "\" and complete base64 before it");
    blocks.push_back({.label = std::string(*label),
                      .content = Secret(content.take_bytes())});
  }
  if (blocks.empty())
    return fail(ErrorCode::malformed, "no PEM block, expected at least one");
  return blocks;
}

Secret encode_pem(std::string_view label, BytesView content) {
  std::vector<std::byte> text;
  const std::size_t base64 = (content.size() + 2) / 3 * 4;
  text.reserve(base64 + base64 / line_length + 2 * label.size() + 64);
  const auto put = [&](std::string_view part) {
    const BytesView bytes = as_bytes(part);
    text.insert(text.end(), bytes.begin(), bytes.end());
  };
  const auto put_mark = [&](std::string_view mark) {
    put(mark);
    put(label);
    put(mark_end);
    put("\n");
  };
  put_mark(begin_mark);
  for (std::size_t at = 0; at < content.size(); at += 3) {
    const std::size_t size = std::min<std::size_t>(3, content.size() - at);
    std::uint32_t bits = 0;
    for (std::size_t i = 0; i < 3; ++i)
      bits = bits << 8 |
             (i < size ? std::to_integer<std::uint32_t>(content[at + i]) : 0U);
    for (std::size_t i = 0; i < 4; ++i)
      put(i <= size ? digits.substr(bits >> (18 - 6 * i) & 63, 1) : "=");
    const bool is_line_full = (at / 3 + 1) * 4 % line_length == 0;
    if (is_line_full || at + 3 >= content.size())
      put("\n");
  }
  put_mark(end_mark);
  return Secret(std::move(text));
}

} // namespace hotpatch
