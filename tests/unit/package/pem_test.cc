// PEM is nothing but its blocks.
#include "formats/package/pem.h"

#include "tests/support/expected.h"

namespace hotpatch {
namespace {

const std::string block = "-----BEGIN A KEY-----\nAAEC\n-----END A KEY-----\n";

TEST(Pem, IsReadAsItIsWritten) {
  std::string content;
  for (std::size_t size = 0; size < 200; ++size) {
    const Secret text = encode_pem("A KEY", as_bytes(content));
    const auto blocks = decode_pem(text.text());
    ASSERT_OK(blocks);
    ASSERT_EQ(blocks->size(), 1U);
    EXPECT_EQ(blocks->front().label, "A KEY");
    EXPECT_EQ(blocks->front().content.text(), content);
    content += static_cast<char>(size * 37);
  }
}

TEST(Pem, HasLinesOf64Characters) {
  const std::string content(49, '\0');
  EXPECT_EQ(encode_pem("X", as_bytes(content)).text(),
            "-----BEGIN X-----\n" + std::string(64, 'A') +
                "\nAA==\n-----END X-----\n");
  EXPECT_EQ(encode_pem("X", {}).text(), "-----BEGIN X-----\n-----END X-----\n");
}

TEST(Pem, HasAnyNumberOfBlocks) {
  std::string windows;
  for (const char c : "\n" + block + "\n \n" + block)
    windows += c == '\n' ? "\r\n" : std::string(1, c);
  for (const std::string &text :
       {block + block, "\n" + block + "\n\t\n" + block + "\n", windows,
        block + block.substr(0, block.size() - 1)}) {
    const auto blocks = decode_pem(text);
    ASSERT_OK(blocks);
    ASSERT_EQ(blocks->size(), 2U);
    EXPECT_EQ((*blocks)[1].content.text(), std::string_view("\0\1\2", 3));
  }
}

TEST(Pem, HasALimit) {
  const std::string lines(max_pem, '\n');
  EXPECT_ERROR(decode_pem(lines + "\n"), malformed,
               "1048577 bytes, expected at most 1048576");
}

TEST(Pem, TextAroundBlocksIsMalformed) {
  for (const std::string &text :
       {"x" + block, "note\n" + block, block + "x", block + block + "# note",
        block + std::string(1, '\0'), " " + block})
    EXPECT_ERROR(decode_pem(text), malformed, "BEGIN");
  EXPECT_ERROR(decode_pem(""), malformed, "no PEM block");
  EXPECT_ERROR(decode_pem("\n\n"), malformed, "no PEM block");
}

TEST(Pem, MistypedMarksAreMalformed) {
  for (const std::string_view text :
       {"----BEGIN A-----\nAAEC\n-----END A-----\n",
        "-----BEGIN A----\nAAEC\n-----END A-----\n",
        "-----begin A-----\nAAEC\n-----end A-----\n",
        "-----END A-----\n-----BEGIN A-----\n"})
    EXPECT_ERROR(decode_pem(text), malformed, "line 1: expected \"-----BEGIN");
  EXPECT_ERROR(decode_pem("-----BEGIN A-----\nAAEC\n-----END B-----\n"),
               malformed, "line 3: expected the end of block \"A\"");
  EXPECT_ERROR(decode_pem("-----BEGIN A-----\nAAEC\n"), malformed,
               "before the end");
  EXPECT_ERROR(decode_pem("-----BEGIN A-----"), malformed, "before the end");
  EXPECT_ERROR(decode_pem("-----BEGIN A-----\n" + block), malformed,
               "line 2: expected base64");
}

TEST(Pem, Base64HasOneForm) {
  for (const std::string_view good : {"AA==", "AAE=", "AAEC", "A\nA\n=\n="}) {
    const std::string text =
        "-----BEGIN A-----\n" + std::string(good) + "\n-----END A-----\n";
    EXPECT_OK(decode_pem(text));
  }
  for (const std::string_view bad :
       {"A", "AA", "AAA", "AAEC=", "AA=", "A===", "AA===", "AB==", "AAF=",
        "AA==AA==", "AA=A", "=", "AA-_", "AA E", "AAEC\n\nAAEC",
        "AA\x80=", "Proc-Type: 4,ENCRYPTED"}) {
    const std::string text =
        "-----BEGIN A-----\n" + std::string(bad) + "\n-----END A-----\n";
    EXPECT_ERROR(decode_pem(text), malformed, "expected");
  }
}

} // namespace
} // namespace hotpatch
