// Thread-local variables by the general dynamic model, in a library and in
// programs, where linkers make an offset of it: calls by PLT and by slot.
// RUN: rm -rf %t && mkdir -p %t/pre %t/post
// RUN: %gcc -O2 -g -fPIC -c %s -o %t/pre/x.o && %gcc -O2 -g -fPIC -DFIX -c %s -o %t/post/x.o && %gcc -O2 -g -fPIC -DOTHER -c %s -o %t/pre/other.o && cp %t/pre/other.o %t/post
// RUN: ld --build-id -pie %t/pre/x.o %t/pre/other.o -o %t/base && ld --build-id -pie %t/post/x.o %t/post/other.o -o %t/full
// RUN: hpcompile %t/pre %t/post --image %t/base --post-image %t/full -o %t/fix.payload | FileCheck %s
// RUN: %clang --target=x86_64-linux-gnu -O2 -g -fPIC -c %s -o %t/pre/x.o && %clang --target=x86_64-linux-gnu -O2 -g -fPIC -DFIX -c %s -o %t/post/x.o && %clang --target=x86_64-linux-gnu -O2 -g -fPIC -DOTHER -c %s -o %t/pre/other.o && cp %t/pre/other.o %t/post
// RUN: ld.lld --build-id -pie %t/pre/x.o %t/pre/other.o -o %t/base && ld.lld --build-id -pie %t/post/x.o %t/post/other.o -o %t/full
// RUN: hpcompile %t/pre %t/post --image %t/base --post-image %t/full -o %t/fix.payload | FileCheck %s
// RUN: %gcc -O2 -g -fPIC -fno-plt -c %s -o %t/pre/x.o && %gcc -O2 -g -fPIC -fno-plt -DFIX -c %s -o %t/post/x.o && %gcc -O2 -g -fPIC -fno-plt -DOTHER -c %s -o %t/pre/other.o && cp %t/pre/other.o %t/post
// RUN: ld --build-id -static %t/pre/x.o %t/pre/other.o -o %t/base && ld --build-id -static %t/post/x.o %t/post/other.o -o %t/full
// RUN: hpcompile %t/pre %t/post --image %t/base --post-image %t/full -o %t/fix.payload | FileCheck %s
// RUN: %clang --target=x86_64-linux-gnu -O2 -g -fPIC -fno-plt -c %s -o %t/pre/x.o && %clang --target=x86_64-linux-gnu -O2 -g -fPIC -fno-plt -DFIX -c %s -o %t/post/x.o && %clang --target=x86_64-linux-gnu -O2 -g -fPIC -fno-plt -DOTHER -c %s -o %t/pre/other.o && cp %t/pre/other.o %t/post
// RUN: ld.lld --build-id -static %t/pre/x.o %t/pre/other.o -o %t/base && ld.lld --build-id -static %t/post/x.o %t/post/other.o -o %t/full
// RUN: hpcompile %t/pre %t/post --image %t/base --post-image %t/full -o %t/fix.payload | FileCheck %s
// RUN: %gcc -O2 -g -fPIC -c %s -o %t/pre/x.o && %gcc -O2 -g -fPIC -DFIX -c %s -o %t/post/x.o && %gcc -O2 -g -fPIC -DOTHER -c %s -o %t/pre/other.o && cp %t/pre/other.o %t/post
// RUN: ld.lld --build-id -shared %t/pre/x.o %t/pre/other.o -o %t/base && ld.lld --build-id -shared %t/post/x.o %t/post/other.o -o %t/full
// RUN: hpcompile %t/pre %t/post --image %t/base --post-image %t/full -o %t/fix.payload | FileCheck %s
// RUN: %clang --target=x86_64-linux-gnu -O2 -g -fPIC -c %s -o %t/pre/x.o && %clang --target=x86_64-linux-gnu -O2 -g -fPIC -DFIX -c %s -o %t/post/x.o && %clang --target=x86_64-linux-gnu -O2 -g -fPIC -DOTHER -c %s -o %t/pre/other.o && cp %t/pre/other.o %t/post
// RUN: ld --build-id -shared %t/pre/x.o %t/pre/other.o -o %t/base && ld --build-id -shared %t/post/x.o %t/post/other.o -o %t/full
// RUN: hpcompile %t/pre %t/post --image %t/base --post-image %t/full -o %t/fix.payload | FileCheck %s
// CHECK: changed {{.*}} count_up
// CHECK: no difference
#ifndef OTHER
__thread int hits = 3;
__thread int misses;
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
int noted(int value) { return value ^ 1; }
int count_up(int);
void _start(void) { count_up(1); }
#endif
