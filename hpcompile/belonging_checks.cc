// Whether image, pre and post objects belong together: see checks.h.
//
// The image is its own witness: an object that it was linked from has its code
// in it byte for byte.  Where single bytes differ, somebody changed the image;
// where whole objects do, they are of another build.
#include "hpcompile/checks.h"

#include "formats/core/text.h"

#include <algorithm>
#include <map>
#include <set>

namespace hotpatch {
namespace {

using State = SectionPlacement::State;

bool is_code(const Section &section) {
  return section.kind == SectionKind::code;
}

// Of the functions in a section that differs from the image: how many are there
// byte for byte, and how many there are.
std::pair<std::size_t, std::size_t> matching_functions(const Side &side,
                                                       std::uint32_t section,
                                                       const Image &image,
                                                       Rva at) {
  constexpr std::uint64_t telling_size = 16; // bytes; less matches by chance
  std::size_t matching = 0, all = 0;
  for (const Function &function : side.contents().functions)
    for (const Extent &extent : function.extents) {
      if (extent.section != section || extent.size() < telling_size)
        continue;
      ++all;
      matching +=
          !compare_placed(side.object(), side.object().sections[section],
                          extent.begin, extent.end, image, at);
    }
  return {matching, all};
}

// The compiler's own words about itself in an ELF object.
std::string_view compiler_of(const ObjectFile &file) {
  for (const Section &section : file.sections)
    if (section.name == ".comment" || section.name == ".rdata$zzz") {
      std::string_view text = as_text(section.bytes);
      const std::size_t begin = text.find_first_not_of('\0');
      return begin == text.npos
                 ? std::string_view()
                 : text.substr(begin, text.find('\0', begin) - begin);
    }
  return {};
}

class BelongingCheck {
public:
  BelongingCheck(const Change &change, const Image &image,
                 std::string_view image_name, const Witness &witness)
      : change_(change), image_(image), image_name_(image_name),
        witness_(witness) {}

  std::vector<Refusal> run() {
    if (!holds_any_object()) {
      refusals_.push_back(
          {RefusalReason::wrong_base, image_name_, "",
           std::to_string(witness_.functions_in_image) + " of " +
               std::to_string(witness_.functions) +
               " functions of the pre objects are in the image" + swapped()});
      return std::move(refusals_);
    }
    for (std::uint32_t o = 0; o < change_.pre.objects.size(); ++o)
      check_object(o);
    check_rebuild();
    check_compilers();
    return std::move(refusals_);
  }

private:
  // Whether most of at least one object is in the image.  A build may hold
  // objects of other images, too.
  [[nodiscard]] bool holds_any_object() const {
    for (std::uint32_t o = 0; o < change_.pre.objects.size(); ++o) {
      const Side &side = change_.pre.objects[o].side;
      const std::vector<Section> &sections = side.object().sections;
      std::size_t found = 0;
      for (std::uint32_t s = 0; s < sections.size(); ++s) {
        const SectionPlacement &placement = change_.base.placements().of(o, s);
        if (is_code(sections[s]) && placement.state == State::differs)
          found += matching_functions(side, s, image_, placement.rva).first;
      }
      for (const Function &function : side.contents().functions)
        found += change_.base.placements()
                     .of(o, function.extents.front().section)
                     .state == State::placed;
      if (found > 0 && found * 2 >= side.contents().functions.size())
        return true;
    }
    return false;
  }

  // What to say if the image was linked from the post objects.
  [[nodiscard]] std::string swapped() const {
    const BaseView view(change_.post, image_, change_.base.names());
    const Witness post = witness_of(change_.post, view);
    return post.functions_in_image > witness_.functions_in_image &&
                   post.functions_in_image == post.functions
               ? "; those of the post objects are: pre and post are swapped"
               : "";
  }

  void check_object(std::uint32_t object) {
    const Side &side = change_.pre.objects[object].side;
    const ObjectFile &file = side.object();
    bool is_in_image = false;
    for (std::uint32_t s = 0; s < file.sections.size(); ++s)
      is_in_image =
          is_in_image ||
          (is_code(file.sections[s]) && !is_comdat(file, file.sections[s]) &&
           change_.base.placements().of(object, s).state == State::placed);
    for (std::uint32_t s = 0; s < file.sections.size(); ++s) {
      const SectionPlacement &placement =
          change_.base.placements().of(object, s);
      if (placement.state != State::differs || !is_code(file.sections[s]) ||
          is_comdat(file, file.sections[s]))
        continue;
      const auto [matching, all] =
          matching_functions(side, s, image_, placement.rva);
      if (is_in_image || matching > 0)
        refuse(object, s, placement, matching, all);
    }
  }

  void refuse(std::uint32_t object, std::uint32_t section,
              const SectionPlacement &placement, std::size_t matching,
              std::size_t all) {
    const Side &side = change_.pre.objects[object].side;
    const Mismatch &m = placement.mismatch;
    std::string subject(side.object().sections[section].name);
    if (std::optional<CodePlace> place =
            side.contents().function_at(section, m.offset))
      subject =
          name_of(side.object(), side.contents().functions[place->function]);
    refusals_.push_back(
        {RefusalReason::base_differs, std::move(subject),
         change_.pre.objects[object].label,
         std::string(side.object().sections[section].name) + "+" +
             hex(m.offset) + ": image has " +
             hex(std::to_integer<unsigned>(m.found)) + " at " +
             hex(placement.rva + static_cast<Rva>(m.offset)) + ", expected " +
             hex(std::to_integer<unsigned>(m.expected)) + " (" +
             std::to_string(matching) + " of " + std::to_string(all) +
             " functions there agree)" + swapped()});
  }

  void check_rebuild() {
    const auto &counts = change_.report.totals.functions;
    auto count = [&](FunctionClass cls) {
      return counts[static_cast<std::size_t>(cls)];
    };
    const std::uint64_t changed =
        count(FunctionClass::constant) + count(FunctionClass::code) +
        count(FunctionClass::added) + count(FunctionClass::removed);
    std::uint64_t all = 0;
    for (std::uint64_t n : counts)
      all += n;
    constexpr std::uint64_t fewest = 20;
    if (changed >= fewest && changed * 10 > all * 6)
      refusals_.push_back({RefusalReason::foreign_rebuild, "post", "",
                           std::to_string(changed) + " of " +
                               std::to_string(all) +
                               " functions changed; a fix changes a few"});
  }

  void check_compilers() {
    std::set<std::pair<std::string, std::string>> seen;
    for (std::uint32_t o = 0; o < change_.post.objects.size(); ++o) {
      const std::uint32_t pre = change_.pairing.pre_of(o);
      if (pre == no_index)
        continue;
      const std::string_view a =
          compiler_of(change_.pre.objects[pre].side.object());
      const std::string_view b =
          compiler_of(change_.post.objects[o].side.object());
      if (a != b && !a.empty() && !b.empty() &&
          seen.emplace(std::string(a), std::string(b)).second)
        refusals_.push_back(
            {RefusalReason::foreign_rebuild, "", change_.post.objects[o].label,
             "compiled by " + std::string(b) + ", expected " + std::string(a)});
    }
  }

  const Change &change_;
  const Image &image_;
  std::string image_name_;
  const Witness &witness_;
  std::vector<Refusal> refusals_;
};

// Names of different functions that share the code of one place.  Aliases,
// which are symbols of one place in one object, are one function; so are the
// copies of one name.
class FoldedNames {
public:
  void add(Rva rva, const ObjectFile &file, const Function &function) {
    const Extent &entry = function.extents.front();
    std::string name = name_of(file, function);
    Place &place = places_[rva];
    const bool is_alias = place.file == &file && place.entry == entry;
    if (!is_alias)
      place.names.insert(std::move(name));
    place.file = &file;
    place.entry = entry;
  }

  [[nodiscard]] std::vector<std::string> groups() const {
    std::vector<std::string> result;
    for (const auto &[rva, place] : places_) {
      if (place.names.size() < 2)
        continue;
      std::string group;
      for (const std::string &name : place.names)
        group += (group.empty() ? "" : ", ") + name;
      result.push_back(std::move(group));
    }
    return result;
  }

private:
  struct Place {
    const ObjectFile *file = nullptr;
    Extent entry = {};
    std::set<std::string> names = {};
  };
  std::map<Rva, Place> places_;
};

} // namespace

Witness witness_of(const Build &pre, const BaseView &base) {
  Witness witness;
  FoldedNames folded;
  witness.objects = pre.objects.size();
  witness.references = base.bindings().reference_count();
  for (std::uint32_t o = 0; o < pre.objects.size(); ++o) {
    const Side &side = pre.objects[o].side;
    bool is_any = false, has_code = false;
    for (const Function &function : side.contents().functions) {
      const Extent &entry = function.extents.front();
      const bool is_placed =
          base.placements().of(o, entry.section).state == State::placed;
      has_code = true;
      is_any = is_any || is_placed;
      ++witness.functions;
      witness.bytes += function.size();
      witness.functions_in_image += is_placed;
      if (std::optional<Rva> rva =
              base.placements().rva_of(o, entry.section, entry.begin))
        folded.add(*rva, side.object(), function);
      witness.bytes_in_image += is_placed ? function.size() : 0;
    }
    witness.objects_in_image += is_any;
    if (has_code && !is_any)
      witness.absent_objects.push_back(pre.objects[o].label);
  }
  std::ranges::sort(witness.absent_objects);
  witness.folded = folded.groups();
  return witness;
}

std::vector<Refusal> check_belonging(const Change &change, const Image &image,
                                     std::string_view image_name,
                                     const Witness &witness) {
  return BelongingCheck(change, image, image_name, witness).run();
}

} // namespace hotpatch
