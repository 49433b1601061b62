// Thread-local variables by the initial exec and local exec models.
// RUN: rm -rf %t && mkdir -p %t/pre %t/post
// RUN: %gcc -O2 -g -fPIE -ftls-model=initial-exec -fpic -c %s -o %t/pre/x.o && %gcc -O2 -g -fPIE -ftls-model=initial-exec -fpic -DFIX -c %s -o %t/post/x.o && %gcc -O2 -g -fPIE -ftls-model=initial-exec -fpic -DOTHER -c %s -o %t/pre/other.o && cp %t/pre/other.o %t/post
// RUN: ld --build-id -pie %t/pre/x.o %t/pre/other.o -o %t/base && ld --build-id -pie %t/post/x.o %t/post/other.o -o %t/full
// RUN: hpcompile %t/pre %t/post --image %t/base --post-image %t/full -o %t/fix.payload | FileCheck %s
// RUN: %clang --target=x86_64-linux-gnu -O2 -g -fPIC -ftls-model=initial-exec -c %s -o %t/pre/x.o && %clang --target=x86_64-linux-gnu -O2 -g -fPIC -ftls-model=initial-exec -DFIX -c %s -o %t/post/x.o && %clang --target=x86_64-linux-gnu -O2 -g -fPIC -ftls-model=initial-exec -DOTHER -c %s -o %t/pre/other.o && cp %t/pre/other.o %t/post
// RUN: ld.lld --build-id -pie %t/pre/x.o %t/pre/other.o -o %t/base && ld.lld --build-id -pie %t/post/x.o %t/post/other.o -o %t/full
// RUN: hpcompile %t/pre %t/post --image %t/base --post-image %t/full -o %t/fix.payload | FileCheck %s
// RUN: %gcc -O2 -g -fPIC -ftls-model=initial-exec -c %s -o %t/pre/x.o && %gcc -O2 -g -fPIC -ftls-model=initial-exec -DFIX -c %s -o %t/post/x.o && %gcc -O2 -g -fPIC -ftls-model=initial-exec -DOTHER -c %s -o %t/pre/other.o && cp %t/pre/other.o %t/post
// RUN: ld.lld --build-id -shared %t/pre/x.o %t/pre/other.o -o %t/base && ld.lld --build-id -shared %t/post/x.o %t/post/other.o -o %t/full
// RUN: hpcompile %t/pre %t/post --image %t/base --post-image %t/full -o %t/fix.payload | FileCheck %s
// RUN: %clang --target=x86_64-linux-gnu -O2 -g -fPIC -ftls-model=initial-exec -c %s -o %t/pre/x.o && %clang --target=x86_64-linux-gnu -O2 -g -fPIC -ftls-model=initial-exec -DFIX -c %s -o %t/post/x.o && %clang --target=x86_64-linux-gnu -O2 -g -fPIC -ftls-model=initial-exec -DOTHER -c %s -o %t/pre/other.o && cp %t/pre/other.o %t/post
// RUN: ld --build-id -shared %t/pre/x.o %t/pre/other.o -o %t/base && ld --build-id -shared %t/post/x.o %t/post/other.o -o %t/full
// RUN: hpcompile %t/pre %t/post --image %t/base --post-image %t/full -o %t/fix.payload | FileCheck %s
// RUN: %gcc -O2 -g -fno-pic -c %s -o %t/pre/x.o && %gcc -O2 -g -fno-pic -DFIX -c %s -o %t/post/x.o && %gcc -O2 -g -fno-pic -DOTHER -c %s -o %t/pre/other.o && cp %t/pre/other.o %t/post
// RUN: ld --build-id -static %t/pre/x.o %t/pre/other.o -o %t/base && ld --build-id -static %t/post/x.o %t/post/other.o -o %t/full
// RUN: hpcompile %t/pre %t/post --image %t/base --post-image %t/full -o %t/fix.payload | FileCheck %s
// RUN: %clang --target=x86_64-linux-gnu -O2 -g -fPIE -c %s -o %t/pre/x.o && %clang --target=x86_64-linux-gnu -O2 -g -fPIE -DFIX -c %s -o %t/post/x.o && %clang --target=x86_64-linux-gnu -O2 -g -fPIE -DOTHER -c %s -o %t/pre/other.o && cp %t/pre/other.o %t/post
// RUN: ld.lld --build-id -pie %t/pre/x.o %t/pre/other.o -o %t/base && ld.lld --build-id -pie %t/post/x.o %t/post/other.o -o %t/full
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
