"""Parts of the Net-Map’s page."""
