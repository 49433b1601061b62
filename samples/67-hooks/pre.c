// The fix sets right what the function left behind: once, when it is applied,
// and back again when it is taken back.
int balance = 100;
int withdraw(int amount) {
  balance -= amount;
  return balance;
}
