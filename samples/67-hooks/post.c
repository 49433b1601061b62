// The fix sets right what the function left behind: once, when it is applied,
// and back again when it is taken back.
#include "hotpatch.h"

int balance = 100;
static int taken;
int withdraw(int amount) {
  if (amount > balance)
    return -1;
  balance -= amount;
  return balance;
}

int hotpatch_pre_apply(void) { return balance < -1000; }
void hotpatch_post_apply(void) {
  taken = balance < 0 ? balance : 0;
  balance -= taken;
}
int hotpatch_pre_rollback(void) { return 0; }
void hotpatch_post_rollback(void) { balance += taken; }
