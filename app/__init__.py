"""ParkGrade's rooms below the window: rules, files, papers and use cases."""
