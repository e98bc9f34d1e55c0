"""Whether a practice, or a block of it, could work at a receiver: criteria and answers."""
