"""What is known: records, how they are read and checked."""
