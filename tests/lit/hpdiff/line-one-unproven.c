// One number is a line, the other one is not: the function counts.
// RUN: %clang -O1 -g -c -DBASE=100 %s -o %t.pre.o
// RUN: %clang -O1 -g -c -DBASE=102 %s -o %t.post.o
// RUN: %exits 1 hpdiff %t.pre.o %t.post.o --json - | FileCheck %s
// CHECK: "class":"constant"
void log_at(const char *text, int line);
#line BASE
int f(void) {
  log_at("text", __LINE__);
  return BASE * 2;
}
