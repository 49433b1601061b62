// An entry of a constant table was corrected.  The code that reads it is the
// same.
const unsigned short step_bits[6] = {1, 2, 4, 8, 17, 32};
int bits_of_step(unsigned step) { return step_bits[step % 6]; }
