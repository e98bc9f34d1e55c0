"""Parts of the session page and of what the room sees of it."""
