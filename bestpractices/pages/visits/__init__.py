"""Parts of the study visit’s page."""
