// --target=x86_64-pc-windows-msvc -w -std=c++20 -O1 -g -gcodeview
// -gno-codeview-command-line -fstandalone-debug
namespace {
struct Secret {
  int number;
};
enum class Mode : unsigned char { off, on };
} // namespace

namespace ns {
struct Base {
  virtual ~Base();
  int base;
};
struct Other {
  long other;
};
struct Derived : Base, virtual Other {
  static int shared;
  int (Derived::*method)(int);
  int Derived::*field;
  int &reference;
  Mode mode;
  int get(int more) const;
};
template <typename T> struct Holder {
  T value;
  int after;
};
int Derived::get(int more) const { return reference + more + base; }
} // namespace ns

static const auto lambda = [x = 5](int y) { return x + y; };

ns::Holder<Secret> named;
ns::Holder<decltype(lambda)> unnamed = {lambda, 1};
struct Keeper {
  decltype(lambda) kept;
  short after;
} keeper = {lambda, 2};

int use(ns::Derived &derived) {
  struct Local {
    int inner;
  } local = {derived.get(1)};
  return local.inner + keeper.kept(2) + unnamed.value(3) + named.after;
}
