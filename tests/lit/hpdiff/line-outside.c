// The number moved as the lines did, but lies outside the function's lines.
// RUN: %clang -O1 -g -c -DBASE=100 %s -o %t.pre.o
// RUN: %clang -O1 -g -c -DBASE=102 %s -o %t.post.o
// RUN: %exits 1 hpdiff %t.pre.o %t.post.o --json - | FileCheck %s
// CHECK: "class":"constant"
void log_at(const char *text, int line);
#line BASE
void f(void) {
  log_at("text", BASE - 80);
  log_at("text", 5);
}
