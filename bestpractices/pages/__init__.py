"""What the served notebooks show: each module belongs to the notebook of the same stem."""
