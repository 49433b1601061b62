#include "hpapply/listing.h"

#include <algorithm>

namespace hotpatch {
namespace {

std::string name_at(const Payload &payload, Rva entry) {
  for (const PayloadFunction &function : payload.functions)
    if (function.base_rva == entry ||
        std::ranges::find(function.base_pieces, entry,
                          &PayloadFunction::Piece::base_rva) !=
            function.base_pieces.end())
      return function.name;
  return {};
}

} // namespace

std::vector<ListedFunction> list_functions(const Residence &residence) {
  std::vector<ListedFunction> functions;
  for (const Redirect &redirect : residence.payload.redirects)
    functions.push_back({name_at(residence.payload, redirect.base_entry),
                         residence.base + redirect.base_entry, redirect.kind});
  return functions;
}

std::string_view to_word(ResidenceState state) {
  switch (state) {
  case ResidenceState::in_force:
    return "in-force";
  case ResidenceState::retired:
    return "retired";
  case ResidenceState::partial:
    return "partial";
  case ResidenceState::changed:
    break;
  }
  return "changed";
}

std::string_view to_word(SiteState state) {
  switch (state) {
  case SiteState::redirected:
    return "redirected";
  case SiteState::original:
    return "original";
  case SiteState::changed:
    break;
  }
  return "changed";
}

std::string_view verdict_word(const ChangeSubject &subject,
                              const ChangeReport &report) {
  const bool is_apply = subject.command != "rollback";
  switch (report.verdict) {
  case ChangeVerdict::done:
    return is_apply ? "applied" : "rolled-back";
  case ChangeVerdict::already:
    return "already-in-force";
  case ChangeVerdict::would_be_done:
    return is_apply ? "would-apply" : "would-roll-back";
  case ChangeVerdict::failed:
    break;
  }
  return "failed";
}

} // namespace hotpatch
