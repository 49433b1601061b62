// What building a part asks of the selection around it, for tests.
#ifndef HOTPATCH_TESTS_UNIT_HPCOMPILE_MADE_UP_PARTS_H
#define HOTPATCH_TESTS_UNIT_HPCOMPILE_MADE_UP_PARTS_H

#include "hpcompile/part_builder.h"
#include "hpdiff/atoms.h"
#include "tests/unit/hpcompile/made_up_change.h"

#include <string>
#include <vector>

namespace hotpatch::test {

// The part numbers that entities get, in the order in which they are asked for.
inline constexpr std::uint32_t first_entity_part = 100;

class MadeUpParts {
public:
  explicit MadeUpParts(MadeUpChange &change)
      : context{
            change.post.build,
            *change.base,
            *change.pairing,
            *change.resolver,
            *change.tls,
            [this](const Entity &entity, std::int64_t offset, bool by_call) {
              entities.push_back(entity);
              calls.push_back(by_call);
              return PartPlace{first_entity_part + static_cast<std::uint32_t>(
                                                       entities.size() - 1),
                               offset};
            },
            [this](RefusalReason reason, std::string detail) {
              refusals.push_back({reason, "", "", std::move(detail)});
            },
            [&change](std::uint32_t object, std::uint32_t section,
                      std::uint64_t place) {
              return Atoms(change.post.build.objects[object].side)
                  .end_of(section, place);
            }} {}
  MadeUpParts(const MadeUpParts &) = delete;
  MadeUpParts &operator=(const MadeUpParts &) = delete;

  std::vector<Entity> entities;
  std::vector<bool> calls;
  std::vector<Refusal> refusals;
  PartContext context;
};

} // namespace hotpatch::test

#endif
