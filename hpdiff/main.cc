// temporary driver
#include "hpdiff/diff.h"
#include <cstdio>
#include <cstring>
#include <fstream>
using namespace hotpatch;
int main(int c, char **v) {
  DiffOptions o; o.line_rules = builtin_line_rules(); const char *json = nullptr; std::string a, b;
  for (int i = 1; i < c; i++) { if (!strcmp(v[i], "--json")) json = v[++i]; else if (!strcmp(v[i], "--all")) o.keep_identical = true; else if (!strcmp(v[i], "-j")) o.threads = static_cast<size_t>(atoi(v[++i])); else (a.empty() ? a : b) = v[i]; }
  auto r = diff_inputs(a, b, o);
  if (!r) { fprintf(stderr, "hpdiff: error: %s\n", r.error().message.c_str()); return 2; }
  std::string out = "{\"schema\":\"hpdiff.report/1\",\"functions\":["; bool first = true;
  for (auto &f : r->functions) {
    std::string ev; for (auto &e : f.evidence) { std::string x; for (char ch : e) if (ch != '"' && ch != '\\') x += ch; ev += (ev.empty() ? "\"" : ",\"") + x + "\""; }
    out += std::string(first ? "" : ",\n") + "{\"object\":\"" + f.object + "\",\"name\":\"" + f.name + "\",\"class\":\"" + std::string(to_word(f.cls)) + "\",\"by\":\"" + std::string(to_word(f.match_by)) + "\",\"sim\":" + std::to_string(f.similarity) + ",\"evidence\":[" + ev + "]}"; first = false; }
  out += "],\"data\":["; first = true;
  for (auto &f : r->data) { out += std::string(first ? "" : ",\n") + "{\"object\":\"" + f.object + "\",\"name\":\"" + f.name + "\",\"section\":\"" + f.section + "\",\"class\":\"" + std::string(to_word(f.cls)) + "\",\"ev\":\"" + (f.evidence.empty() ? "" : f.evidence[0]) + "\"}"; first = false; }
  out += "],\"skipped\":["; first = true;
  for (auto &f : r->skipped) { out += std::string(first ? "" : ",\n") + "{\"object\":\"" + f.object + "\",\"reason\":\"" + f.reason + "\",\"detail\":\"" + f.detail + "\"}"; first = false; }
  out += "]}\n";
  if (json) { std::ofstream(json) << out; } else {
  for (size_t i = 0; i < function_class_count; i++) printf("%s %zu  ", std::string(to_word(FunctionClass(i))).c_str(), size_t(r->totals.functions[i]));
  printf("| data "); for (size_t i = 0; i < data_class_count; i++) printf("%s %zu  ", std::string(to_word(DataClass(i))).c_str(), size_t(r->totals.data[i])); printf(" skipped %zu\n", r->skipped.size()); }
  return r->differs();
}
