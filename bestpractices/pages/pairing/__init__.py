"""Parts of the page on counterparts."""
