// Types and signatures: see checks.h.
//
// Running code and payload share objects in memory and calls, so they must
// agree about layouts and parameters.  Only objects that differ can disagree:
// what is equal byte for byte has equal types.
#include "hpcompile/checks.h"

#include "formats/debug/type_layout.h"
#include "hpcompile/remaining.h"
#include "hpcompile/users.h"

#include <algorithm>
#include <map>

namespace hotpatch {
namespace {

class TypeCheck {
public:
  TypeCheck(const Change &change, const Roots &roots)
      : change_(change), roots_(roots), users_(change.pre),
        remaining_(change.base, roots) {}

  std::vector<Refusal> run() {
    for (std::uint32_t o = 0; o < change_.post.objects.size(); ++o) {
      const std::uint32_t pre = change_.pairing.pre_of(o);
      if (pre == no_index || equal_bytes(change_.pre.objects[pre].bytes,
                                         change_.post.objects[o].bytes))
        continue;
      pre_types_.push_back(types_of(change_.pre.objects[pre]));
      post_types_.push_back(types_of(change_.post.objects[o]));
      objects_.push_back(o);
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
      if (is_root_object(objects_[i]) &&
          !(pre_types_[i].has_types && post_types_[i].has_types)) {
        const std::string &label = change_.post.objects[objects_[i]].label;
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
  void check_signature(std::uint32_t post, const FunctionSignature &function,
                       std::string_view before) {
    const std::uint32_t pre = change_.pairing.pre_of(post);
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
  std::vector<std::uint32_t> objects_;              // post objects that differ
  std::vector<ObjectTypes> pre_types_, post_types_; // by these
  std::vector<Refusal> refusals_;
};

} // namespace

std::vector<Refusal> check_types(const Change &change, const Roots &roots) {
  return TypeCheck(change, roots).run();
}

} // namespace hotpatch
