// See post_imports.h.  The post objects are witnessed in the post image as the
// pre objects are in the base: what `__imp_read` or a call of `read` leads to
// there is a slot, and the import directory says whose.
#include "hpcompile/post_imports.h"

#include "hpcompile/base_view.h"

namespace hotpatch {
namespace {

const Slot *slot_in(const BaseView &view, const std::string &symbol) {
  const Image &image = view.image();
  if (const Binding *slot =
          view.bindings().named("__imp_" + symbol, Access::direct))
    return image.slot_at(static_cast<Rva>(slot->value));
  const Binding *call = view.bindings().named(symbol, Access::call);
  const Thunk *thunk =
      call ? image.thunk_at(static_cast<Rva>(call->value)) : nullptr;
  return thunk ? image.slot_at(thunk->slot) : nullptr;
}

} // namespace

NamedImports name_imports(std::vector<PayloadImport> imports,
                          const LinkedBuild *post) {
  NamedImports result;
  if (imports.empty())
    return result;
  std::optional<NameIndex> names;
  std::optional<BaseView> view;
  if (post) {
    names.emplace(post->symbols);
    view.emplace(post->build, post->image, *names);
  }
  for (PayloadImport &import : imports) {
    const Slot *slot = view ? slot_in(*view, import.name) : nullptr;
    if (!slot || slot->kind != SlotKind::import) {
      result.refusals.push_back(
          {RefusalReason::unbound, import.name, "",
           post ? "the post image does not import it either"
                : "is imported by the post objects only, and which DLL exports "
                  "it, and under which name, is known from the post image "
                  "(--post-image)"});
      continue;
    }
    import.module = slot->module;
    import.name = slot->name;
    import.ordinal = slot->ordinal;
    result.imports.push_back(std::move(import));
  }
  return result;
}

} // namespace hotpatch
