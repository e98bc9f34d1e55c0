"""Choosing with several criteria: scores, dominance, acceptability, what would change it."""
