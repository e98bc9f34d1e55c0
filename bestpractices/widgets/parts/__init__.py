"""What several widgets are put together from."""
