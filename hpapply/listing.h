// What a residence redirects, by name: for text and JSON.
#ifndef HOTPATCH_HPAPPLY_LISTING_H
#define HOTPATCH_HPAPPLY_LISTING_H

#include "formats/payload/payload.h"
#include "hpapply/apply.h"
#include "hpapply/residence.h"

#include <string>
#include <string_view>
#include <vector>

namespace hotpatch {

struct ListedFunction {
  std::string name = {};
  Address address = 0; // in the base image
  RedirectKind redirect = RedirectKind::entry;
};

// In the order of Residence::writes.
std::vector<ListedFunction> list_functions(const Residence &residence);

// "in-force": as in JSON and text.
std::string_view to_word(ResidenceState state);
std::string_view to_word(SiteState state);

// What a change did, or why not: the words of JSON and text.
struct ChangeSubject {
  std::string_view command = {}; // "apply", "rollback", "run"
  std::uint32_t pid = 0;
};
std::string_view verdict_word(const ChangeSubject &subject,
                              const ChangeReport &report);

} // namespace hotpatch

#endif
