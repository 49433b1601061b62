int shared_limit = 10;
