#include "hpdiff/register_renames.h"

#include "hpdiff/register_names.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>

namespace hotpatch {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

constexpr Machine elf = {.format = ObjectFormat::elf, .isa = Isa::x86_64};

using Code = std::vector<unsigned char>;

// Kept while the rows are.
class Rows {
public:
  Rows &add(const Code &pre, const Code &post) {
    code_.push_back({pre, post});
    return *this;
  }

  Renames find() const {
    std::vector<RenameRow> rows;
    Decoder decoder(Isa::x86_64);
    for (const auto &[pre, post] : code_) {
      RenameRow row;
      row.pre = std::as_bytes(std::span(pre));
      row.post = std::as_bytes(std::span(post));
      const Instruction i = decoder.decode(row.pre).front();
      const Instruction j = decoder.decode(row.post).front();
      row.pre_text = format(row.pre, i, Isa::x86_64);
      row.post_text = format(row.post, j, Isa::x86_64);
      row.flow = j.flow;
      row.may_fold =
          row.pre_text != row.post_text &&
          without_registers(row.pre_text) == without_registers(row.post_text);
      rows.push_back(std::move(row));
    }
    return find_renames(rows, elf);
  }

private:
  std::vector<std::pair<Code, Code>> code_;
};

const Code load_rbp = {0x48, 0x8b, 0x2f};  // mov rbp, [rdi]
const Code load_rbx = {0x48, 0x8b, 0x1f};  // mov rbx, [rdi]
const Code store_rbp = {0x48, 0x89, 0x2f}; // mov [rdi], rbp
const Code store_rbx = {0x48, 0x89, 0x1f}; // mov [rdi], rbx
const Code load_rax = {0x48, 0x8b, 0x07};  // mov rax, [rdi]
const Code ret = {0xc3};

TEST(RegisterRenames, FoldAValueHeldElsewhere) {
  const Renames found =
      Rows().add(load_rbp, load_rbx).add(store_rbp, store_rbx).find();
  EXPECT_THAT(found.is_folded, ElementsAre(true, true));
  EXPECT_THAT(found.names, ElementsAre("rbp -> rbx"));
}

TEST(RegisterRenames, ShowAnotherValueStored) {
  const Renames found = Rows().add(store_rbp, store_rbx).find();
  EXPECT_THAT(found.is_folded, ElementsAre(false));
  EXPECT_THAT(found.names, IsEmpty());
}

TEST(RegisterRenames, ShowAValueThatIsLaterReadFromTheOldPlace) {
  const Renames found =
      Rows().add(load_rbp, load_rbx).add(store_rbp, store_rbp).find();
  EXPECT_THAT(found.is_folded, ElementsAre(false, false));
}

TEST(RegisterRenames, ShowAnotherValueReturned) {
  const Renames found = Rows().add(load_rax, load_rbx).add(ret, ret).find();
  EXPECT_THAT(found.is_folded, ElementsAre(false, false));
}

} // namespace
} // namespace hotpatch
