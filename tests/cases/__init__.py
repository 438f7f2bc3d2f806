"""Law as cases a lawyer can read, and the runner that proves them."""
