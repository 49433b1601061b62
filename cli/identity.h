// Identities of images in reports.
#ifndef HOTPATCH_CLI_IDENTITY_H
#define HOTPATCH_CLI_IDENTITY_H

#include "cli/json_writer.h"
#include "formats/core/image_identity.h"
#include "formats/core/machine.h"
#include "formats/core/sha256.h"

#include <array>
#include <cstddef>
#include <string>
#include <string_view>

namespace hotpatch {

// A GUID as Windows prints it, "01234567-89AB-...", or empty if it is zero.
// Source: RFC 4122; the first three fields are little endian in files.
std::string to_text(const std::array<std::byte, 16> &guid);

// All fields as members of the object that is being written; null where the
// format or the build does not have them.
void write_identity(JsonWriter &w, const ImageIdentity &identity);

} // namespace hotpatch

#endif
