"""Figures as SVG text, for pages, documents and the published site alike.

Charts know no language: every word in them comes from the caller.
"""
