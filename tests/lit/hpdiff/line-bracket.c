// By bracket: the nearest lines with code below and above have moved by as
// much as the number.
// RUN: %clang -O1 -g -c -DBASE=100 %s -o %t.pre.o
// RUN: %clang -O1 -g -c -DBASE=102 %s -o %t.post.o
// RUN: %exits 0 hpdiff %t.pre.o %t.post.o --json - | FileCheck %s
// CHECK: "class":"line_only"{{.*}}102 -> 104: argument 2 of log_at; between lines 101 -> 103 and 103 -> 105
void log_at(const char *text, int line);
#line BASE
void f(void) {
  log_at("text",
         __LINE__);
  log_at("text", 5);
}
