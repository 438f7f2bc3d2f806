"""Tests of the grading core."""
