"""The two doors: ready pages for participants, live notebooks for the coach."""
