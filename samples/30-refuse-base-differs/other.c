int open_channel(int id) { return id * 3 + 17; }
int close_channel(int id, int how) { return how > 0 ? id * how - 5 : -id; }
int channel_of(int packet) { return (packet >> 3) % 61; }
