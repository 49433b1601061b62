// JSON text, written in the order of the calls.
#ifndef HOTPATCH_CLI_JSON_WRITER_H
#define HOTPATCH_CLI_JSON_WRITER_H

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace hotpatch {

// For reports of moderate size, which are held as a whole; hpdiff's own
// (hpdiff/json.cc) is streamed.  Calls must nest as JSON does: a key before
// each member of an object.
class JsonWriter {
public:
  void start_object();
  void start_row(); // an object as an array element on a line of its own
  void end_object();
  void start_array();
  void end_array();
  void key(std::string_view name); // printable, needs no escape

  // Any bytes; they are made printable (cli/text.h).
  void text(std::string_view value);
  void number(std::uint64_t value);
  void number(std::int64_t value);
  void boolean(bool value);
  void null();

  // A key and its value.  Named by type, since a string literal would otherwise
  // become a bool.
  void text_member(std::string_view name, std::string_view value);
  void text_or_null(std::string_view name, std::string_view value);
  void number_member(std::string_view name, std::uint64_t value);
  void boolean_member(std::string_view name, bool value);
  void texts_member(std::string_view name,
                    const std::vector<std::string> &values);

  // What was written, with a line feed at its end.
  [[nodiscard]] std::string finish() &&;

private:
  void begin_value();
  void open(char bracket);
  void close(char bracket);

  std::string out_;
  bool needs_comma_ = false;
};

} // namespace hotpatch

#endif
