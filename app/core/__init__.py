"""The pure core: rules and answers in, results out; no clock, no files, no database."""
