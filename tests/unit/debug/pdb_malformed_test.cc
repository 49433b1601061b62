// One broken thing per test; whatever else a file may hold is sound.
#include "formats/debug/pdb.h"

#include "tests/support/byte_string.h"
#include "tests/support/expected.h"
#include "tests/support/pdb_builder.h"

namespace hotpatch {
namespace {

constexpr std::size_t block_size_at = 32, directory_size_at = 44,
                      directory_map_at = 52; // in the super block

const PdbSpec spec = {
    .publics = {pdb_public("f", 1, 16)},
    .globals = {pdb_data("g", 2, 0, 0x110d)},
    .modules = {{.name = "a.obj", .symbols = pdb_procedure("f", 1, 16, 7)}},
    .contributions = {{.section = 1, .size = 64}}};

Expected<PdbSymbols> read(const std::string &bytes) {
  const std::vector<Rva> sections = {0x1000, 0xfffff000};
  return read_pdb(as_bytes(bytes), sections);
}

// The PDB of `spec` with bytes of one stream written over.
Expected<PdbSymbols> read_patched(std::uint16_t stream, std::size_t offset,
                                  const std::string &patch) {
  std::vector<std::string> streams = pdb_streams(spec);
  streams[stream] = patched(streams[stream], offset, patch);
  return read(build_msf(streams));
}

Expected<PdbSymbols> read_cut(std::uint16_t stream, std::size_t size) {
  std::vector<std::string> streams = pdb_streams(spec);
  streams[stream].resize(size);
  return read(build_msf(streams));
}

TEST(PdbMalformedTest, TheSpecIsSound) { ASSERT_OK(read(build_pdb(spec))); }

TEST(PdbMalformedTest, Empty) {
  EXPECT_ERROR(read(""), malformed, "does not begin with");
}

TEST(PdbMalformedTest, OldFormat) {
  EXPECT_ERROR(read("Microsoft C/C++ program database 2.00\r\n\x1aJG"),
               unsupported, "2.00");
}

TEST(PdbMalformedTest, SuperBlockCutShort) {
  EXPECT_ERROR(read(build_pdb(spec).substr(0, 50)), malformed, "cut short");
}

TEST(PdbMalformedTest, BlockSizeNoPowerOfTwo) {
  EXPECT_ERROR(read(patched(build_pdb(spec), block_size_at, number(768, 4))),
               malformed, "blocks of 768 bytes");
}

TEST(PdbMalformedTest, BlockSizeZero) {
  EXPECT_ERROR(read(patched(build_pdb(spec), block_size_at, number(0, 4))),
               malformed, "blocks of 0 bytes");
}

TEST(PdbMalformedTest, DirectoryLargerThanFile) {
  EXPECT_ERROR(
      read(patched(build_pdb(spec), directory_size_at, number(1U << 30, 4))),
      malformed, "directory of 1073741824 bytes");
}

TEST(PdbMalformedTest, DirectoryNeedsManyBlocksOfNumbers) {
  std::string bytes = build_pdb(spec);
  bytes.resize(1 << 20);
  EXPECT_ERROR(read(patched(bytes, directory_size_at, number(70000, 4))),
               unsupported, "do not fit in one block");
}

TEST(PdbMalformedTest, DirectoryMapPastEnd) {
  EXPECT_ERROR(
      read(patched(build_pdb(spec), directory_map_at, number(5000, 4))),
      malformed, "block 5000");
}

TEST(PdbMalformedTest, StreamsLargerThanFile) {
  std::string bytes = build_pdb(spec);
  const std::size_t directory = bytes.size() - 1024;
  EXPECT_ERROR(read(patched(bytes, directory + 4, number(0x7fffffff, 4))),
               malformed, "streams of");
}

TEST(PdbMalformedTest, DirectoryCutShort) {
  std::string bytes = build_pdb(spec);
  EXPECT_ERROR(read(patched(bytes, directory_size_at, number(20, 4))),
               malformed, "streams is cut short");
}

TEST(PdbMalformedTest, StreamBlockPastEnd) {
  std::string bytes = build_pdb(spec);
  const std::size_t directory = bytes.size() - 1024;
  const std::size_t streams = pdb_streams(spec).size();
  EXPECT_ERROR(
      read(patched(bytes, directory + 4 + streams * 4, number(9999, 4))),
      malformed, "stream 1: block 9999");
}

TEST(PdbMalformedTest, NoDbiStream) {
  EXPECT_ERROR(read(build_msf({"", std::string(28, '\0')})), malformed,
               "stream 3 of 2");
}

TEST(PdbMalformedTest, NoGuid) {
  EXPECT_ERROR(read_cut(pdb_info, 20), malformed, "no GUID");
}

TEST(PdbMalformedTest, DbiCutShort) {
  EXPECT_ERROR(read_cut(pdb_dbi, 40), malformed, "PDB stream 3: header");
}

TEST(PdbMalformedTest, DbiVersion) {
  EXPECT_ERROR(read_patched(pdb_dbi, 4, number(7, 4)), malformed, "version 7");
}

TEST(PdbMalformedTest, ModulesPastEnd) {
  EXPECT_ERROR(read_patched(pdb_dbi, 24, number(0x10000, 4)), malformed,
               "tables of 65536");
}

TEST(PdbMalformedTest, ModuleCutShort) {
  EXPECT_ERROR(read_patched(pdb_dbi, 24, number(60, 4)), malformed,
               "module 0 is cut short");
}

TEST(PdbMalformedTest, ContributionsVersion) {
  const std::size_t modules = 64 + 72;
  EXPECT_ERROR(read_patched(pdb_dbi, modules, number(1, 4)), malformed,
               "contributions of version 0x1");
}

TEST(PdbMalformedTest, ContributionCutShort) {
  EXPECT_ERROR(read_patched(pdb_dbi, 28, number(20, 4)), malformed,
               "contributions are cut short");
}

TEST(PdbMalformedTest, ContributionOfNoModule) {
  const std::size_t module = 64 + 72 + 4 + 16;
  EXPECT_ERROR(read_patched(pdb_dbi, module, number(1, 2)), malformed,
               "contribution 0 is of module 1 of 1");
}

TEST(PdbMalformedTest, ContributionInNoSection) {
  const std::size_t section = 64 + 72 + 4;
  EXPECT_ERROR(read_patched(pdb_dbi, section, number(9, 2)), malformed,
               "in section 9 of an image with 2");
}

TEST(PdbMalformedTest, PublicsCutShort) {
  EXPECT_ERROR(read_patched(pdb_publics, 4, number(400, 4)), malformed,
               "0 and 400 bytes");
}

TEST(PdbMalformedTest, PublicsMapUneven) {
  EXPECT_ERROR(read_patched(pdb_publics, 4, number(3, 4)), malformed,
               "address map is cut short");
}

TEST(PdbMalformedTest, PublicInsideARecord) {
  EXPECT_ERROR(read_patched(pdb_publics, 28, number(4, 4)), malformed,
               "no symbol begins at 0x4");
}

TEST(PdbMalformedTest, PublicPastEnd) {
  EXPECT_ERROR(read_patched(pdb_publics, 28, number(0x4000, 4)), malformed,
               "no symbol begins at 0x4000");
}

TEST(PdbMalformedTest, GlobalsVersion) {
  EXPECT_ERROR(read_patched(pdb_globals, 4, number(1, 4)), malformed,
               "hash table of globals");
}

TEST(PdbMalformedTest, GlobalOfNoRecord) {
  EXPECT_ERROR(read_patched(pdb_globals, 16, number(0, 4)), malformed,
               "hash record 0");
}

TEST(PdbMalformedTest, RecordLengthZero) {
  EXPECT_ERROR(read_patched(pdb_records, 0, number(0, 2)), malformed,
               "record at 0x0 is cut short");
}

TEST(PdbMalformedTest, RecordPastEnd) {
  EXPECT_ERROR(read_patched(pdb_records, 0, number(0x7000, 2)), malformed,
               "record at 0x0 is cut short");
}

TEST(PdbMalformedTest, NameWithoutEnd) {
  EXPECT_ERROR(read_patched(pdb_records, 14, "ff"), malformed,
               "kind 0x110e is cut short");
}

TEST(PdbMalformedTest, PlaceInNoSection) {
  EXPECT_ERROR(read_patched(pdb_records, 12, number(4, 2)), malformed,
               "place 0x10 in section 4");
}

TEST(PdbMalformedTest, PlacePastFourGigabytes) {
  EXPECT_ERROR(read_patched(pdb_records, 8, number(0x1000, 4) + number(2, 2)),
               malformed, "past 4 GiB");
}

TEST(PdbMalformedTest, ModuleSignature) {
  EXPECT_ERROR(read_patched(pdb_first_module, 0, number(2, 4)), malformed,
               "module 0 (a.obj)");
}

TEST(PdbMalformedTest, ModuleSymbolsPastEnd) {
  EXPECT_ERROR(read_cut(pdb_first_module, 12), malformed, "module 0 (a.obj)");
}

TEST(PdbMalformedTest, ModulesShareAStream) {
  PdbSpec two = spec;
  two.modules.push_back(two.modules[0]);
  std::vector<std::string> streams = pdb_streams(two);
  const std::size_t second_stream = 64 + 72 + 34;
  streams[pdb_dbi] =
      patched(streams[pdb_dbi], second_stream, number(pdb_first_module, 2));
  EXPECT_ERROR(read(build_msf(streams)), malformed,
               "module 1: another one has stream 7");
}

} // namespace
} // namespace hotpatch
