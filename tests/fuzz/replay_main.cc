// Runs a fuzz target once over every file of the given folders: what libFuzzer
// does with -runs=0, for compilers that have none.  A folder without files is
// an error, since a test that runs nothing must not pass.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <span>
#include <string>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data,
                                      std::size_t size);

namespace {

std::vector<std::filesystem::path>
list_inputs(const std::filesystem::path &folder) {
  std::vector<std::filesystem::path> files;
  std::error_code error;
  for (const std::filesystem::directory_entry &entry :
       std::filesystem::directory_iterator(folder, error))
    if (entry.is_regular_file())
      files.push_back(entry.path());
  std::ranges::sort(files);
  return files;
}

void replay(const std::filesystem::path &path) {
  std::ifstream file(path, std::ios::binary);
  const std::string content((std::istreambuf_iterator<char>(file)),
                            std::istreambuf_iterator<char>());
  // A copy of exactly this size lets ASan see a read past the end.
  const std::vector<std::uint8_t> bytes(content.begin(), content.end());
  LLVMFuzzerTestOneInput(bytes.data(), bytes.size());
}

} // namespace

int main(int argc, char **argv) {
  const std::span<char *> folders(argv + 1, static_cast<std::size_t>(argc - 1));
  if (folders.empty()) {
    std::fputs("usage: replay FOLDER...\n", stderr);
    return 2;
  }
  for (const char *folder : folders) {
    const std::vector<std::filesystem::path> files = list_inputs(folder);
    if (files.empty()) {
      std::fprintf(stderr, "%s: no files, expected at least one\n", folder);
      return 1;
    }
    for (const std::filesystem::path &file : files) {
      // Said before the run: a crash leaves the culprit as the last line.
      std::printf("%s\n", file.c_str());
      std::fflush(stdout);
      replay(file);
    }
  }
  return 0;
}
