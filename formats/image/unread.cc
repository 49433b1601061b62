// See unread.h.
#include "formats/image/unread.h"

#include "formats/core/text.h"

namespace hotpatch {

std::unexpected<Error> refuse_32_bit() {
  return fail(ErrorCode::unsupported, "is a 32-bit image, expected x86-64",
              "give the 64-bit build");
}

std::unexpected<Error> refuse_machine(std::uint32_t number) {
  return fail(ErrorCode::unsupported,
              "is for machine " + hex(number) + ", expected x86-64",
              "only images for x86-64 can be patched in memory");
}

std::unexpected<Error> refuse_object() {
  return fail(ErrorCode::unsupported,
              "is a relocatable object or an archive, expected a linked image",
              "give the EXE, DLL, executable or shared object that was linked "
              "from it");
}

std::unexpected<Error> refuse_managed() {
  return fail(ErrorCode::unsupported,
              "is a managed (.NET) image, expected a native one",
              "managed code is compiled in memory and has no place to patch");
}

std::unexpected<Error> refuse_size(std::uint64_t size) {
  return fail(ErrorCode::unsupported,
              "takes " + hex(size) + " bytes in memory, expected less than " +
                  hex(max_image_size),
              "branches reach 2 GiB; larger images are not read");
}

std::unexpected<Error> refuse_packed(std::string_view what) {
  return fail(ErrorCode::unsupported,
              "code " + std::string(what) +
                  ": the image is packed, or changes its own code",
              "give the image as it was linked, before packing or protecting "
              "it and without incremental linking");
}

} // namespace hotpatch
