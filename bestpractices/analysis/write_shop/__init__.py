"""A guided interview: its questions, what was answered, and the record that comes of it."""
