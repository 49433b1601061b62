// By line rows: the number is on both sides the instruction's own line.
// RUN: %clang -O1 -g -c -DBASE=100 %s -o %t.pre.o
// RUN: %clang -O1 -g -c -DBASE=102 %s -o %t.post.o
// RUN: %exits 0 hpdiff %t.pre.o %t.post.o --json - | FileCheck %s
// CHECK: "class":"line_only"{{.*}}101 -> 103: argument 2 of log_at; the instruction's own line in 
void log_at(const char *text, int line);
#line BASE
void f(void) {
  log_at("text", __LINE__);
  log_at("text", 5);
}
