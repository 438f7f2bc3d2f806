"""Every front end: the window and the command line."""
