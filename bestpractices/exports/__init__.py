"""The knowledge base in files for other programs."""
