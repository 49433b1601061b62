#include "cli/escape.h"

#include <gtest/gtest.h>

namespace hotpatch {
namespace {

TEST(HtmlEscaped, NeverLeavesContentOrAttribute) {
  EXPECT_EQ(html_escaped("<b a='1' c=\"2\">&\x1b\u202e"),
            "&lt;b a=&#39;1&#39; c=&quot;2&quot;&gt;&amp;\\x1b\\xe2\\x80\\xae");
}

TEST(MarkdownEscaped, NeverFormatsNorLeavesItsCell) {
  EXPECT_EQ(markdown_escaped("a_b|`*<@u>\n"),
            "a_b&#124;&#96;&#42;&#60;&#64;u&#62;&#92;x0a");
  EXPECT_EQ(markdown_escaped("_a_"), "&#95;a&#95;");
  EXPECT_EQ(markdown_escaped("www.x.so"), "www&#46;x.so");
  EXPECT_EQ(markdown_code("f"), "<code>f</code>");
}

TEST(CsvField, NeverRunsNorBreaksTheLine) {
  EXPECT_EQ(csv_field("=cmd()"), "'=cmd()");
  EXPECT_EQ(csv_field("@x,\"y\""), "\"'@x,\"\"y\"\"\"");
  EXPECT_EQ(csv_field("a\r\nb"), "a\\x0d\\x0ab");
  EXPECT_EQ(csv_field("\t=1"), "\\x09=1");
}

} // namespace
} // namespace hotpatch
