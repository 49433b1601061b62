// Who in a build refers to a function or datum.
#ifndef HOTPATCH_HPCOMPILE_USERS_H
#define HOTPATCH_HPCOMPILE_USERS_H

#include "hpcompile/build.h"

#include <compare>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace hotpatch {

// A function or datum of an object.
struct Defined {
  enum class Kind : std::uint8_t { function, datum };
  Kind kind = Kind::function;
  std::uint32_t object = 0, index = 0;

  friend auto operator<=>(const Defined &, const Defined &) = default;
};

// Where it begins: of a function the extent with its entry.
const Extent &extent_of(const Build &build, const Defined &member);
// Its symbol's name, or its section's: name_of() of extract.h.
std::string name_of(const Build &build, const Defined &member);

// One that refers to something, and how.
struct Use {
  Defined user;
  bool is_call = false; // only branches to it: its address goes nowhere

  friend auto operator<=>(const Use &, const Use &) = default;
};

// Finds users, object by object as they are asked for.  Not thread safe.
class Users {
public:
  explicit Users(const Build &build) : build_(build) {} // must outlive it

  // All functions and data that refer to it or to an alias of it, sorted (one
  // that does so in both ways is there twice): by their names from every object
  // as far as they are global, else within its object.  Who refers to unnamed
  // data refers to what that leads to.  Itself is left out, under any name.
  std::vector<Use> of(const Defined &member);

private:
  struct Place {
    std::uint32_t section = 0;
    std::uint64_t offset = 0;
    friend auto operator<=>(const Place &, const Place &) = default;
  };
  struct ObjectUses {
    std::map<Place, std::vector<Use>> local; // by where the target begins
    std::map<std::string_view, std::vector<Use>> named; // by symbol
  };
  const ObjectUses &uses_of(std::uint32_t object);

  const Build &build_;
  std::map<std::uint32_t, ObjectUses> uses_;
};

} // namespace hotpatch

#endif
