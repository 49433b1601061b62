// Nesting, commas and two escapes: printable() has already turned all that JSON
// escapes by number into visible text, so a library would only add a dependency
// (a streaming one is worth it for hpdiff's large reports, see hpdiff/json.cc).
#include "cli/json_writer.h"

#include "cli/text.h"

#include <utility>

namespace hotpatch {

void JsonWriter::begin_value() {
  if (needs_comma_)
    out_ += ',';
  needs_comma_ = true;
}

void JsonWriter::open(char bracket) {
  begin_value();
  out_ += bracket;
  needs_comma_ = false;
}

void JsonWriter::close(char bracket) {
  out_ += bracket;
  needs_comma_ = true;
}

void JsonWriter::start_object() { open('{'); }

void JsonWriter::start_row() {
  begin_value();
  out_ += "\n{";
  needs_comma_ = false;
}

void JsonWriter::end_object() { close('}'); }
void JsonWriter::start_array() { open('['); }
void JsonWriter::end_array() { close(']'); }

void JsonWriter::key(std::string_view name) {
  begin_value();
  out_.append("\"").append(name).append("\":");
  needs_comma_ = false;
}

void JsonWriter::text(std::string_view value) {
  begin_value();
  out_ += '"';
  for (char c : printable(value)) {
    if (c == '"' || c == '\\')
      out_ += '\\';
    out_ += c;
  }
  out_ += '"';
}

void JsonWriter::number(std::uint64_t value) {
  begin_value();
  out_ += std::to_string(value);
}

void JsonWriter::number(std::int64_t value) {
  begin_value();
  out_ += std::to_string(value);
}

void JsonWriter::boolean(bool value) {
  begin_value();
  out_ += value ? "true" : "false";
}

void JsonWriter::null() {
  begin_value();
  out_ += "null";
}

void JsonWriter::text_member(std::string_view name, std::string_view value) {
  key(name);
  text(value);
}

void JsonWriter::text_or_null(std::string_view name, std::string_view value) {
  key(name);
  if (value.empty())
    null();
  else
    text(value);
}

void JsonWriter::number_member(std::string_view name, std::uint64_t value) {
  key(name);
  number(value);
}

void JsonWriter::boolean_member(std::string_view name, bool value) {
  key(name);
  boolean(value);
}

void JsonWriter::texts_member(std::string_view name,
                              const std::vector<std::string> &values) {
  key(name);
  start_array();
  for (const std::string &value : values)
    text(value);
  end_array();
}

std::string JsonWriter::finish() && { return std::move(out_) + "\n"; }

} // namespace hotpatch
