"""Parts of the write-shop."""
