"""What follows from the records: pure functions."""
