"""How fast the program is, beside something bare in the same run; `make bench` prints it as a table."""
