// write_sample_images FOLDER: the sample images as files, for tests that need
// bytes (tests/fuzz, tests/hostile).
#include "tests/support/sample_images.h"

#include <cstdio>
#include <fstream>
#include <string>

using namespace hotpatch;

int main(int argc, char **argv) {
  if (argc != 2) {
    std::fputs("usage: write_sample_images FOLDER\n", stderr);
    return 2;
  }
  const std::string folder = argv[1];
  const std::pair<const char *, std::string> images[] = {
      {"/sample.dll", build_pe(sample_pe())},
      {"/sample-symbols.dll", build_pe(sample_pe_with_symbols())},
      {"/sample.so", build_elf_image(sample_elf()).bytes},
      {"/sample-stripped.so",
       build_elf_image(sample_elf_without_sections()).bytes}};
  for (const auto &[name, bytes] : images) {
    std::ofstream file(folder + name, std::ios::binary);
    file << bytes;
    if (!file.flush()) {
      std::fprintf(stderr, "%s%s: cannot be written\n", folder.c_str(), name);
      return 2;
    }
  }
  return 0;
}
