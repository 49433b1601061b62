// A large build tree's report has some 100,000 functions and 100 MB of JSON, so
// it is written as it is walked: no document is built, and no string but one 64
// KiB buffer.  RapidJSON's Writer does the syntax (nesting, commas, escapes);
// it looks at every character, so text that needs no escape is copied past it.
// What a side has in common with its function is written once.
// nlohmann::json was rejected for this one place: it can only serialise a tree
// of its own, which for such a report costs some 300 MB and a second.
//
// Doubles do not go through the Writer either: there is only one kind,
// similarity, and it is rounded to four decimals as text, in every locale.
#include "hpdiff/json.h"

#include "formats/core/version.h"
#include "hpdiff/text.h"

#include <algorithm>
#include <array>
#include <rapidjson/writer.h>

namespace hotpatch {
namespace {

// RapidJSON's OutputStream concept over a Sink.
class SinkStream {
public:
  using Ch = char;

  explicit SinkStream(const Sink &sink) : sink_(sink) {}

  void Put(char c) {
    if (used_ == buffer_.size())
      Flush();
    buffer_[used_++] = c;
  }
  void write(std::string_view text) {
    if (text.size() > buffer_.size() - used_)
      Flush();
    if (text.size() > buffer_.size()) {
      sink_(text);
      return;
    }
    std::ranges::copy(text,
                      buffer_.begin() + static_cast<std::ptrdiff_t>(used_));
    used_ += text.size();
  }
  void Flush() {
    if (used_ > 0)
      sink_(std::string_view(buffer_.data(), used_));
    used_ = 0;
  }

private:
  const Sink &sink_;
  std::array<char, 65536> buffer_;
  std::size_t used_ = 0;
};

// Whether it is anything but printable ASCII without quote and backslash.  It
// looks at all characters, so that compilers make it look at many at a time.
bool needs_escape(std::string_view text) {
  unsigned others = 0;
  for (char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    others |= static_cast<unsigned>(byte < 0x20) |
              static_cast<unsigned>(byte >= 0x7f) |
              static_cast<unsigned>(byte == '"') |
              static_cast<unsigned>(byte == '\\');
  }
  return others != 0;
}

class ReportWriter : private rapidjson::Writer<SinkStream> {
public:
  using Writer::Bool;
  using Writer::EndArray;
  using Writer::EndObject;
  using Writer::Null;
  using Writer::StartArray;
  using Writer::StartObject;
  using Writer::Writer;

  // An array element on a line of its own.
  void start_row() {
    Prefix(rapidjson::kObjectType);
    os_->Put('\n');
    new (level_stack_.template Push<Level>()) Level(false);
    WriteStartObject();
  }

  void key(std::string_view name) { text(name); }

  // A word or name of our own: printable ASCII that needs no escape.
  void text(std::string_view value) {
    Prefix(rapidjson::kStringType);
    os_->Put('"');
    os_->write(value);
    os_->Put('"');
  }
  // A name from a file.
  void name(std::string_view value) {
    if (!needs_escape(value)) {
      text(value);
      return;
    }
    const std::string shown = printable(value);
    String(shown.data(), static_cast<rapidjson::SizeType>(shown.size()));
  }
  void member(std::string_view key_name, std::string_view value) {
    key(key_name);
    name(value);
  }
  void member(std::string_view key_name, std::uint64_t value) {
    key(key_name);
    Uint64(value);
  }
  void names(std::string_view key_name, const std::vector<std::string> &list) {
    key(key_name);
    StartArray();
    for (const std::string &item : list)
      name(item);
    EndArray();
  }
  // Nothing where there are none.
  void names_if_any(std::string_view key_name,
                    const std::vector<std::string> &list) {
    if (!list.empty())
      names(key_name, list);
  }
  void similarity(double value) {
    std::string digits = to_similarity(value, 4); // "0.5000"
    while (digits.ends_with('0') && !digits.ends_with(".0"))
      digits.pop_back();
    RawValue(digits.data(), digits.size(), rapidjson::kNumberType);
  }
};

void write_input(ReportWriter &w, const InputSummary &input) {
  w.StartObject();
  w.member("path", input.path);
  w.member("files", input.files);
  w.member("objects", input.objects);
  w.member("bytes", input.bytes);
  w.EndObject();
}

// {"identical": n, ...} for the words of Class.
template <typename Class, std::size_t count>
void write_by_class(ReportWriter &w,
                    const std::array<std::uint64_t, count> &values) {
  w.StartObject();
  for (std::size_t i = 0; i < count; ++i)
    w.member(to_word(static_cast<Class>(i)), values[i]);
  w.EndObject();
}

void write_totals(ReportWriter &w, const Totals &totals) {
  w.StartObject();
  w.key("objects");
  w.StartObject();
  w.member("identical", totals.objects_identical);
  w.member("compared", totals.objects_compared);
  w.member("added", totals.objects_added);
  w.member("removed", totals.objects_removed);
  w.EndObject();
  w.key("functions");
  write_by_class<FunctionClass>(w, totals.functions);
  w.key("pre_bytes");
  write_by_class<FunctionClass>(w, totals.pre_bytes);
  w.key("post_bytes");
  write_by_class<FunctionClass>(w, totals.post_bytes);
  w.key("data");
  write_by_class<DataClass>(w, totals.data);
  w.member("import_stubs", totals.import_stubs);
  w.EndObject();
}

// `named` is the side whose section and offset the function's row has.
void write_side(ReportWriter &w, const std::optional<FunctionSide> &side,
                const std::optional<FunctionSide> &named) {
  if (!side) {
    w.Null();
    return;
  }
  w.StartObject();
  if (!named || side->section != named->section)
    w.member("section", side->section);
  if (!named || side->offset != named->offset)
    w.member("offset", side->offset);
  w.member("size", side->size);
  if (side->instruction_count > 0)
    w.member("instructions", side->instruction_count);
  w.member("digest", to_string(side->digest));
  w.EndObject();
}

void write_side(ReportWriter &w, const std::optional<DataSide> &side,
                std::string_view row_section) {
  if (!side) {
    w.Null();
    return;
  }
  w.StartObject();
  if (side->section != row_section)
    w.member("section", side->section);
  w.member("size", side->size);
  w.EndObject();
}

std::string_view row_kind_word(InstructionRow::Kind kind) {
  switch (kind) {
  case InstructionRow::Kind::equal:
    return "equal";
  case InstructionRow::Kind::changed:
    return "changed";
  case InstructionRow::Kind::deleted:
    return "deleted";
  case InstructionRow::Kind::inserted:
    return "inserted";
  }
  return "";
}

void write_instructions(ReportWriter &w,
                        const std::vector<InstructionRow> &rows) {
  w.key("instructions");
  w.StartArray();
  for (const InstructionRow &row : rows) {
    w.StartObject();
    w.member("kind", row_kind_word(row.kind));
    w.member("pre", row.pre);
    w.member("post", row.post);
    w.EndObject();
  }
  w.EndArray();
}

// What FunctionDiff and DataDiff have in common.
template <typename Diff>
void write_identity(ReportWriter &w, const Diff &diff) {
  w.member("object", diff.object);
  w.member("name", diff.name);
  w.key("demangled");
  if (diff.demangled.empty())
    w.Null();
  else
    w.name(diff.demangled);
  w.member("linkage", to_word(diff.linkage));
}

template <typename Diff> void write_match(ReportWriter &w, const Diff &diff) {
  w.key("match");
  w.StartObject();
  w.member("by", to_word(diff.match_by));
  w.EndObject();
  if (diff.pre && diff.post && diff.pre->name != diff.post->name)
    w.member("renamed_from", diff.pre->name);
  if (diff.pre && diff.post && diff.pre->object != diff.post->object)
    w.member("moved_from", diff.pre->object);
}

void write_flags(ReportWriter &w, ChangeFlags flags) {
  w.key("flags");
  w.StartArray();
  for (std::size_t i = 0; i < change_flag_count; ++i)
    if (const auto flag = static_cast<ChangeFlag>(i); flags.has(flag))
      w.text(to_word(flag));
  w.EndArray();
}

void write_function(ReportWriter &w, const FunctionDiff &function) {
  const std::optional<FunctionSide> &named =
      function.post ? function.post : function.pre;
  w.start_row();
  write_identity(w, function);
  w.member("section", named ? std::string_view(named->section) : "");
  w.member("offset", named ? named->offset : 0);
  w.member("class", to_word(function.cls));
  write_flags(w, function.flags);
  w.key("pre");
  write_side(w, function.pre, named);
  w.key("post");
  write_side(w, function.post, named);
  w.key("similarity");
  w.similarity(function.similarity);
  write_match(w, function);
  w.names_if_any("pieces", function.pieces);
  w.names("evidence", function.evidence);
  if (!function.instructions.empty())
    write_instructions(w, function.instructions);
  w.EndObject();
}

void write_data(ReportWriter &w, const DataDiff &data) {
  w.start_row();
  write_identity(w, data);
  w.member("section", data.section);
  w.member("class", to_word(data.cls));
  w.key("pre");
  write_side(w, data.pre, data.section);
  w.key("post");
  write_side(w, data.post, data.section);
  write_match(w, data);
  w.names("evidence", data.evidence);
  w.EndObject();
}

void write_skipped(ReportWriter &w, const Skipped &skipped) {
  w.start_row();
  w.member("object", skipped.object);
  w.member("reason", skipped.reason);
  w.member("detail", skipped.detail);
  w.member("hint", skipped.hint);
  w.key("is_trouble");
  w.Bool(skipped.is_trouble);
  w.EndObject();
}

void write_head(ReportWriter &w, const DiffReport &report) {
  w.member("schema", "hpdiff.report/1");
  w.key("tool");
  w.StartObject();
  w.member("name", "hpdiff");
  w.member("version", tool_version());
  w.EndObject();
  w.member("verdict", report.differs() ? "differs" : "same");
  w.key("inputs");
  w.StartObject();
  w.key("pre");
  write_input(w, report.pre);
  w.key("post");
  write_input(w, report.post);
  w.EndObject();
  w.key("totals");
  write_totals(w, report.totals);
}

} // namespace

void write_json(const DiffReport &report, const Listing &listing,
                const Sink &sink) {
  SinkStream stream(sink);
  ReportWriter w(stream);
  w.StartObject();
  write_head(w, report);
  w.key("functions");
  w.StartArray();
  for (std::size_t index : listing.functions)
    write_function(w, report.functions[index]);
  w.EndArray();
  w.key("data");
  w.StartArray();
  for (std::size_t index : listing.data)
    write_data(w, report.data[index]);
  w.EndArray();
  w.key("skipped");
  w.StartArray();
  for (const Skipped &skipped : report.skipped)
    write_skipped(w, skipped);
  w.EndArray();
  w.EndObject();
  stream.Put('\n');
  stream.Flush();
}

} // namespace hotpatch
