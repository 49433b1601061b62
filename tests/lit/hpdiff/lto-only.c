// A GCC object with nothing but its intermediate code; the fat one is compared.
// RUN: %gcc -c -O1 -flto -fno-fat-lto-objects %s -o %t.pre.o
// RUN: %gcc -c -O1 -flto -fno-fat-lto-objects -DCHANGED %s -o %t.post.o
// RUN: %exits 2 hpdiff %t.pre.o %t.post.o --json - 2>/dev/null | FileCheck %s
// RUN: %gcc -c -O1 -flto -ffat-lto-objects %s -o %t.pre.o
// RUN: %gcc -c -O1 -flto -ffat-lto-objects -DCHANGED %s -o %t.post.o
// RUN: %exits 1 hpdiff %t.pre.o %t.post.o --csv - | FileCheck %s --check-prefix=FAT
// CHECK: "reason":"lto_only"{{.*}}-ffat-lto-objects
// FAT: function,constant,
#ifdef CHANGED
int f(void) { return 1; }
#else
int f(void) { return 2; }
#endif
