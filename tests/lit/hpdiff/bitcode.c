// LLVM bitcode holds no machine code: refused with what to do instead, also
// if --allow-skipped makes it no trouble.
// RUN: %clang -c -O1 -flto %s -o %t.pre.o
// RUN: %clang -c -O1 -flto -DCHANGED %s -o %t.post.o
// RUN: %exits 2 hpdiff %t.pre.o %t.post.o --json - 2>%t.err | FileCheck %s
// RUN: %exits 0 hpdiff %t.pre.o %t.post.o --allow-skipped -q
// CHECK: "reason":"bitcode"{{.*}}compile without -flto
#ifdef CHANGED
int f(void) { return 1; }
#else
int f(void) { return 2; }
#endif
