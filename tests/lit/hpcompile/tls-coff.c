// Thread-local variables of PE: _tls_index, and offsets in the module's block.
// RUN: rm -rf %t && mkdir -p %t/pre %t/post
// RUN: %clang --target=x86_64-pc-windows-msvc -O2 -g -gcodeview -c %s -o %t/pre/x.obj
// RUN: %clang --target=x86_64-pc-windows-msvc -O2 -g -gcodeview -DFIX -c %s -o %t/post/x.obj
// RUN: %clang --target=x86_64-pc-windows-msvc -O2 -g -gcodeview -DOTHER -c %s -o %t/pre/other.obj
// RUN: cp %t/pre/other.obj %t/post
// RUN: lld-link /nologo /dll /noentry /debug /Brepro /export:count_up %t/pre/x.obj %t/pre/other.obj /out:%t/base.dll
// RUN: lld-link /nologo /dll /noentry /debug /Brepro /export:count_up %t/post/x.obj %t/post/other.obj /out:%t/full.dll
// RUN: hpcompile %t/pre %t/post --image %t/base.dll --post-image %t/full.dll -o %t/fix.payload | FileCheck %s
// CHECK: changed {{.*}} count_up
// CHECK: no difference
#ifndef OTHER
__declspec(thread) int hits = 3;
static __declspec(thread) int misses = 1;
int noted(int);
int count_up(int by) {
#ifdef FIX
  if (by > 0)
    hits += by;
#else
  hits += by;
#endif
  misses ^= by;
  return noted(hits * 3 + misses);
}
#else
unsigned _tls_index;
int noted(int value) { return value ^ 1; }
#endif
