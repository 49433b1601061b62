// The files of hppack/page and third_party that a page is made of; CMake writes
// page_files.cc from them.
#ifndef HOTPATCH_HPPACK_PAGE_FILES_H
#define HOTPATCH_HPPACK_PAGE_FILES_H

#include <string_view>

namespace hotpatch {

// Each as it is in its file; valid for the program's life.
std::string_view page_css();
std::string_view page_js();
std::string_view d3_hierarchy_js();
std::string_view d3_hierarchy_license();
std::string_view uplot_js();
std::string_view uplot_css();
std::string_view uplot_license();

} // namespace hotpatch

#endif
