// Maps each payload that is named with the system's loader and prints what it
// has made of it: where its code is readable, whether its relative sites were
// relocated, and what it says of its unwind records.
#include <windows.h>

#include <stdio.h>

static const IMAGE_NT_HEADERS64 *headers_of(const unsigned char *module) {
  const IMAGE_DOS_HEADER *dos = (const IMAGE_DOS_HEADER *)module;
  return (const IMAGE_NT_HEADERS64 *)(module + dos->e_lfanew);
}

static const char *protection_at(const unsigned char *place) {
  MEMORY_BASIC_INFORMATION info;
  if (!VirtualQuery(place, &info, sizeof info))
    return "none";
  switch (info.Protect & 0xff) {
  case PAGE_EXECUTE_READ:
    return "rx";
  case PAGE_READONLY:
    return "r";
  case PAGE_READWRITE:
  case PAGE_WRITECOPY:
    return "rw";
  default:
    return "other";
  }
}

static int show(const char *path) {
  const unsigned char *module =
      (const unsigned char *)LoadLibraryExA(path, NULL, 0);
  if (!module) {
    printf("%s: error %lu\n", path, GetLastError());
    return 1;
  }
  const IMAGE_NT_HEADERS64 *headers = headers_of(module);
  const IMAGE_SECTION_HEADER *section = IMAGE_FIRST_SECTION(headers);
  for (unsigned i = 0; i < headers->FileHeader.NumberOfSections; ++i)
    printf("%.8s %s ", (const char *)section[i].Name,
           protection_at(module + section[i].VirtualAddress));
  const IMAGE_DATA_DIRECTORY *config =
      &headers->OptionalHeader.DataDirectory[10];
  const DWORD table = *(const DWORD *)(module + config->VirtualAddress + 0xf0);
  printf("version %lu ", *(const DWORD *)(module + table));
  DWORD64 base = 0;
  const RUNTIME_FUNCTION *record =
      RtlLookupFunctionEntry((DWORD64)module + 0x1004, &base, NULL);
  printf("unwind %lx ", record ? record->BeginAddress : 0);
  if (headers->OptionalHeader.DataDirectory[5].Size)
    printf("relative %llx ",
           *(const DWORD64 *)(module + 0x2020) - (DWORD64)module);
  printf("%s\n", FreeLibrary((HMODULE)module) ? "freed" : "not freed");
  return 0;
}

int main(int argc, char **argv) {
  int failed = 0;
  for (int i = 1; i < argc; ++i)
    failed |= show(argv[i]);
  return failed;
}
