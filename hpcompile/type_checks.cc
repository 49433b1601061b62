// Types and signatures: see checks.h.
//
// Running code and payload share objects in memory and calls, so they must
// agree about layouts and parameters.  Only objects that differ can disagree:
// what is equal byte for byte has equal types.  Objects belong together that
// hpdiff has paired, or that a changed function connects (a renamed source).
#include "hpcompile/checks.h"

#include "formats/debug/type_layout.h"
#include "hpcompile/remaining.h"
#include "hpcompile/users.h"

#include <algorithm>
#include <map>
#include <set>

namespace hotpatch {
namespace {

class TypeCheck {
public:
  TypeCheck(const Change &change, const Roots &roots)
      : change_(change), roots_(roots), users_(change.pre),
        remaining_(change.base, roots) {}

  std::vector<Refusal> run() {
    for (const auto &[post, pre] : pairs_of_objects()) {
      if (equal_bytes(change_.pre.objects[pre].bytes,
                      change_.post.objects[post].bytes))
        continue;
      pre_types_.push_back(types_of(change_.pre.objects[pre]));
      post_types_.push_back(types_of(change_.post.objects[post]));
      objects_.push_back({post, pre});
    }
    for (const LayoutChange &layout : changed_layouts(pre_types_, post_types_))
      refusals_.push_back(
          {RefusalReason::changed_layout, layout.type, "", layout.detail});
    check_presence();
    for (std::size_t i = 0; i < objects_.size(); ++i)
      check_signatures(i);
    return std::move(refusals_);
  }

private:
  struct ObjectPair {
    std::uint32_t post = 0, pre = 0;
    friend auto operator<=>(const ObjectPair &, const ObjectPair &) = default;
  };

  [[nodiscard]] std::set<ObjectPair> pairs_of_objects() const {
    std::set<ObjectPair> pairs;
    for (std::uint32_t o = 0; o < change_.post.objects.size(); ++o)
      if (const std::uint32_t pre = change_.pairing.pre_of(o); pre != no_index)
        pairs.insert({o, pre});
    for (const Root &root : roots_.functions)
      pairs.insert({root.post_object, root.pre_object});
    return pairs;
  }

  static ObjectTypes types_of(const BuildObject &object) {
    Expected<ObjectTypes> types = read_types(object.bytes);
    return types ? *std::move(types) : ObjectTypes{};
  }

  [[nodiscard]] bool is_root_object(std::uint32_t post) const {
    return std::ranges::find(roots_.functions, post, &Root::post_object) !=
           roots_.functions.end();
  }

  void check_presence() {
    for (std::size_t i = 0; i < objects_.size(); ++i)
      if (is_root_object(objects_[i].post) &&
          !(pre_types_[i].has_types && post_types_[i].has_types)) {
        const std::string &label = change_.post.objects[objects_[i].post].label;
        refusals_.push_back(
            {RefusalReason::no_type_information, label, label,
             std::string("no type records in its ") +
                 (pre_types_[i].has_types ? "post" : "pre") +
                 " object; layouts and signatures cannot be compared"});
      }
  }

  void check_signatures(std::size_t i) {
    std::map<std::string_view, std::string_view> before;
    for (const FunctionSignature &function : pre_types_[i].signatures)
      before[function.name] = function.signature;
    for (const FunctionSignature &function : post_types_[i].signatures) {
      auto found = before.find(function.name);
      if (found != before.end() && found->second != function.signature)
        check_signature(objects_[i], function, found->second);
    }
  }

  // Harmless if all that refers to the function is replaced with it.  So is a
  // call of a static function in an object that was compiled anew: its compiler
  // saw the new signature and made the same code.
  void check_signature(const ObjectPair &pair,
                       const FunctionSignature &function,
                       std::string_view before) {
    const auto [post, pre] = pair;
    const Side &side = change_.pre.objects[pre].side;
    for (std::uint32_t f = 0; f < side.contents().functions.size(); ++f) {
      if (name_of(side.object(), side.contents().functions[f]) != function.name)
        continue;
      for (const auto &[user, is_call] :
           users_.of({Defined::Kind::function, pre, f}))
        if (remaining_.has(user) && !(is_call && function.is_local)) {
          refusals_.push_back({RefusalReason::changed_signature, function.name,
                               change_.post.objects[post].label,
                               std::string(before) + " -> " +
                                   function.signature + "; " +
                                   name_of(change_.pre, user) +
                                   " refers to it and is not replaced"});
          return;
        }
    }
  }

  const Change &change_;
  const Roots &roots_;
  Users users_;
  Remaining remaining_;
  std::vector<ObjectPair> objects_;                 // that differ
  std::vector<ObjectTypes> pre_types_, post_types_; // of these
  std::vector<Refusal> refusals_;
};

} // namespace

std::vector<Refusal> check_types(const Change &change, const Roots &roots) {
  return TypeCheck(change, roots).run();
}

} // namespace hotpatch
