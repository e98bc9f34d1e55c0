"""Parts of the page on transferability."""
