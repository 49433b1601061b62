// Where an object keeps what it says about unwinding, by the code it is about.
#ifndef HOTPATCH_HPCOMPILE_UNWIND_RECORDS_H
#define HOTPATCH_HPCOMPILE_UNWIND_RECORDS_H

#include "formats/core/error.h"
#include "formats/object/extent.h"
#include "formats/object/object_file.h"

#include <vector>

namespace hotpatch {

// An FDE of .eh_frame or an entry of .pdata.
struct UnwindRecord {
  Extent code;   // the range that it is about
  Extent record; // the bytes of the FDE with its length, or of the entry

  friend auto operator<=>(const UnwindRecord &, const UnwindRecord &) = default;
};

// All records of .eh_frame sections that are about code of the object, sorted
// by code.  A second pass over what read_unwind() of formats/object reads for
// comparing: what is left out there is an error here, since a payload without
// the record would end the process when an exception passes.
// malformed: a record is cut off, leads to no CIE, or two are about one byte.
// unsupported: 64-bit lengths.
Expected<std::vector<UnwindRecord>> read_eh_frame(const ObjectFile &object);

// The same of .pdata sections of x86-64 COFF objects.
Expected<std::vector<UnwindRecord>> read_pdata(const ObjectFile &object);

} // namespace hotpatch

#endif
