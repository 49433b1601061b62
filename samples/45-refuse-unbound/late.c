int quota = 32;
