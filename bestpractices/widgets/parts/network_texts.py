"""Interface texts of a network view, by the keys that its script asks for."""

from __future__ import annotations

from bestpractices.texts import Texts


def network_texts(t: Texts) -> dict[str, str]:
    """All texts in the language of ``t``; in braces stands what the browser puts in."""
    return {
        "picture": t("Picture of the network; the list beside it says the same"),
        "list": t("All in the network"),
        "table": t("All figures as a table"),
        "size": t("Size shows"),
        "meaning": t("What does this mean?"),
        "high": t("High"),
        "low": t("Low"),
        "limit": t("It does not say"),
        "groups": t("Groups"),
        "group": t("Group"),
        "name": t("Name"),
        "kinds": t("Kinds of organisations"),
        "ties": t("Kinds of ties"),
        "filters": t("Choose kinds"),
        "changes": t("What changed"),
        "new": t("new tie"),
        "kept": t("kept tie"),
        "lost": t("lost tie"),
        "marked": t("Tie between the two countries"),
        "year": t("Year"),
        "all_years": t("all years"),
        "undated": t("Ties without a year on record are always shown."),
        "search": t("Find a name"),
        "nobody": t("Nobody fits."),
        "more": t("Show more"),
        "beside": t("Ties shown here: {number}", number="{number}"),
        "open": t("Open the page"),
        "leave": t("Back to all"),
        "counted": t("Shown: {nodes} organisations, {ties} ties", nodes="{nodes}", ties="{ties}"),
        "undefined": t("not defined"),
        "nearer": t("Nearer"),
        "further": t("Further away"),
        "whole": t("The whole picture"),
        "full": t("Full screen"),
    }
