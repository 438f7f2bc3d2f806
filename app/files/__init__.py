"""Files in and out: editions, packages, sheets."""
