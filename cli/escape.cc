// In Markdown a name stands in <code> and is escaped as HTML entities, since in
// a code span neither `|` nor a backtick can be written reliably inside a
// table. An underscore between letters or digits is never emphasis and stays,
// so that plain C names can be read and searched for in the source text.
//
// In CSV, text is guarded against being run as a formula, which is what
// spreadsheets do to a cell `=HYPERLINK(...)`; quotes do not keep them from it.
#include "cli/escape.h"

#include "cli/text.h"

namespace hotpatch {
namespace {

bool is_word_character(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
         (c >= 'A' && c <= 'Z');
}

// Whether the character at `i` cannot start or end any markup.
bool is_safe(std::string_view text, std::size_t i) {
  const char c = text[i];
  if (c == '_')
    return i > 0 && i + 1 < text.size() && is_word_character(text[i - 1]) &&
           is_word_character(text[i + 1]);
  // "www." begins a link.
  if (c == '.')
    return !text.substr(0, i).ends_with("www");
  return is_word_character(c) || static_cast<unsigned char>(c) >= 0x80 ||
         std::string_view(" -/(),;+=%").contains(c);
}

} // namespace

std::string html_escaped(std::string_view name) {
  std::string out;
  for (char c : printable(name))
    switch (c) {
    case '&':
      out += "&amp;";
      break;
    case '<':
      out += "&lt;";
      break;
    case '>':
      out += "&gt;";
      break;
    case '"':
      out += "&quot;";
      break;
    case '\'':
      out += "&#39;";
      break;
    default:
      out += c;
    }
  return out;
}

std::string markdown_escaped(std::string_view name) {
  const std::string text = printable(name);
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i)
    if (is_safe(text, i))
      out += text[i];
    else
      out += "&#" + std::to_string(static_cast<unsigned char>(text[i])) + ";";
  return out;
}

std::string markdown_code(std::string_view name) {
  return "<code>" + markdown_escaped(name) + "</code>";
}

std::string csv_field(std::string_view name) {
  std::string text = printable(name);
  if (!text.empty() && std::string_view("=+-@").contains(text.front()))
    text.insert(0, "'");
  if (text.find_first_of("\",\r\n") == std::string::npos)
    return text;
  std::string quoted = "\"";
  for (char c : text)
    quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
  return quoted + "\"";
}

} // namespace hotpatch
