"""The session to click through, made from records alone."""
