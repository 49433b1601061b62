// A pre build, its image and a post build, for tests.
#ifndef HOTPATCH_TESTS_UNIT_HPCOMPILE_MADE_UP_CHANGE_H
#define HOTPATCH_TESTS_UNIT_HPCOMPILE_MADE_UP_CHANGE_H

#include "hpcompile/checks.h"
#include "hpcompile/resolve.h"
#include "hpcompile/tls_resolve.h"
#include "tests/support/made_up_build.h"

#include <deque>
#include <memory>
#include <string_view>

namespace hotpatch::test {

// Add objects, place the pre ones in `image`, then call finish(); what the
// other members are made of must not change from then on.
struct MadeUpChange {
  std::deque<MadeUpObject> objects; // which the builds' views point into
  MadeUpBuild pre, post;
  MadeUpBase image;
  DiffReport report;
  std::set<std::pair<std::uint32_t, std::uint32_t>> replaced_data,
      replaced_functions;

  explicit MadeUpChange(ObjectFormat format = ObjectFormat::elf)
      : image(format) {}

  std::uint32_t add_pre(MadeUpObject object, std::string_view label = "a.o") {
    return pre.add(label, objects.emplace_back(std::move(object)), "pre");
  }
  std::uint32_t add_post(MadeUpObject object, std::string_view label = "a.o") {
    return post.add(label, objects.emplace_back(std::move(object)), "post");
  }
  // Of the first objects.
  void place(std::uint32_t section, Rva at, std::uint32_t object = 0) {
    image.place(pre.build.objects[object].side.object(), section, at);
  }
  const ObjectFile &post_file(std::uint32_t object = 0) const {
    return post.build.objects[object].side.object();
  }
  // The number of a post symbol.
  std::uint32_t symbol(std::string_view name, std::uint32_t object = 0) const {
    const std::vector<Symbol> &symbols = post_file(object).symbols;
    for (std::uint32_t s = 0; s < symbols.size(); ++s)
      if (symbols[s].name == name)
        return s;
    return no_index;
  }
  static std::uint32_t function(const MadeUpBuild &build, std::string_view name,
                                std::uint32_t object = 0) {
    const Side &side = build.build.objects[object].side;
    for (std::uint32_t f = 0; f < side.contents().functions.size(); ++f)
      if (name_of(side.object(), side.contents().functions[f]) == name)
        return f;
    return no_index;
  }
  // Of the two first objects.
  static std::uint32_t datum(const MadeUpBuild &build, std::string_view name,
                             std::uint32_t object = 0) {
    const Side &side = build.build.objects[object].side;
    for (std::uint32_t d = 0; d < side.contents().data.size(); ++d)
      if (name_of(side.object(), side.contents().data[d]) == name)
        return d;
    return no_index;
  }
  // Notes that a function differs.
  void differs(std::string_view name, FunctionClass cls = FunctionClass::code,
               std::uint32_t object = 0) {
    FunctionDiff diff;
    diff.name = name;
    diff.object = post.build.objects[object].label;
    diff.cls = cls;
    diff.pre = diff.post = FunctionSide{};
    diff.pre->name = diff.post->name = name;
    diff.pre->object_number = diff.post->object_number = object;
    diff.pre->index = function(pre, name, object);
    diff.post->index = function(post, name, object);
    report.functions.push_back(std::move(diff));
  }

  // Notes that the static function `pre_name` was renamed and changed, as its
  // place in the reference graph tells.
  void guessed(std::string_view pre_name, std::string_view post_name) {
    differs(post_name);
    FunctionDiff &diff = report.functions.back();
    diff.match_by = MatchBy::neighbours;
    diff.pre->name = pre_name;
    diff.pre->index = function(pre, pre_name);
  }

  void finish() {
    image.link();
    names = std::make_unique<NameIndex>(image.symbols);
    base = std::make_unique<BaseView>(pre.build, image.image, *names);
    pairing = std::make_unique<Pairing>(pre.build, post.build, report);
    resolver = std::make_unique<Resolver>(post.build, *base, *pairing,
                                          replaced_data, replaced_functions);
    tls = std::make_unique<TlsResolver>(post.build, *base, *pairing);
  }
  Change change() const {
    return {report, pre.build, post.build, *base, *pairing};
  }

  std::unique_ptr<NameIndex> names;
  std::unique_ptr<BaseView> base;
  std::unique_ptr<Pairing> pairing;
  std::unique_ptr<Resolver> resolver;
  std::unique_ptr<TlsResolver> tls;
};

} // namespace hotpatch::test

#endif
