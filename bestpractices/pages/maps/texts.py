"""Interface texts of a Net-Map, by the keys under which its script looks for them."""

from __future__ import annotations

from bestpractices.pages.edition import Edition


def net_map_texts(e: Edition) -> dict[str, str]:
    """All texts of the widget in the language of the edition."""
    return {**_entry(e), **_frame(e), **_cards(e), **_exchange(e), **_paper(e)}


def _entry(e: Edition) -> dict[str, str]:
    t = e.t
    return {
        "line": t("Type what the group says"),
        "line_hint": t(
            "A name makes a card. “Governorship > ISMEK money” draws a link; what is not there yet "
            "gets its card."
        ),
        "how": t("More signs and keys"),
        "how_lines": t(
            "“Governorship #public ^3”: with its group and a tower of 3. “@teacher”: a person, "
            "under a role or pseudonym. “Governorship > ISMEK, Red Crescent 2”: two links of the "
            "second type. “<>”: a mutual link. “A > B > C”: one after the other."
        ),
        "how_keys": t(
            "Tab takes a suggestion, Ctrl+Z undoes, Ctrl+Y brings back. On a card, arrow keys "
            "walk, l draws a link, + and - build the tower, Delete takes it away; n leads back "
            "to the line."
        ),
        "offers": t("Suggestions"),
        "group_of_new": t("Group of new cards"),
        "add": t("Add"),
        "undo": t("Undo"),
        "redo": t("Bring back"),
        "undone": t("Undone. Step {at} of {of}."),
        "redone": t("Brought back. Step {at} of {of}."),
        "nothing_to_undo": t("There is nothing to undo."),
        "nothing_to_redo": t("There is nothing to bring back."),
        "done_line": t("Done: {line}"),
        "removed": t("Taken away: {name}. Undo brings it back with its links."),
        "no_name": t("A name is missing: write one on each side of the arrow."),
        "no_such_type": t("There is no type of link called “{type}”; use its number or name."),
        "no_types": t("The map has no type of link yet; add one under “Question and links”."),
        "to_itself": t("“{name}” cannot be linked to itself; name another one."),
        "there_already": t("That is on the map already."),
        "tap_other": t("From {name}: now choose the other card."),
    }


def _frame(e: Edition) -> dict[str, str]:
    t = e.t
    return {
        "frame": t("Question and links"),
        "question": t("Question of the map"),
        "day": t("Day"),
        "goals_of_map": t("Goals that actors may have, one a line"),
        "types": t("Types of links"),
        "types_hint": t("Three to five, each said in one sentence that all in the room share."),
        "type_name": t("Name of type"),
        "type_means": t("What counts as such a link, in one sentence"),
        "type_twice": t("Another type has this name; choose a different one."),
        "new_type": t("New type"),
        "add_type": t("Add a type"),
        "tools": t("What a tap on cards does"),
        "edit": t("Change cards"),
        "edit_hint": t("A tap opens the card."),
    }


def _cards(e: Edition) -> dict[str, str]:
    t = e.t
    return {
        "cards": t("Cards on the map"),
        "nothing": t("The map is empty. Type the first actor above, then the next."),
        "card_label": t("{name}, group {group}, tower {tower}, links out {out}, links in {into}"),
        "no_group": t("none"),
        "groups": t("Groups"),
        "group": t("Group"),
        "name": t("Name"),
        "pseudonym": t("Role or pseudonym"),
        "own_name": t("Name, as agreed"),
        "kind": t("Kind"),
        "organisation": t("organisation"),
        "person": t("person"),
        "is_person": t("This is a person"),
        "consent": t("Agreement to be named"),
        "consent_none": t("none: pseudonym only"),
        "consent_oral": t("spoken"),
        "consent_written": t("written"),
        "person_hint": t(
            "Persons leave this page under their pseudonym, in every file and on every shared page."
        ),
        "tower": t("Influence on this question"),
        "lower": t("Lower"),
        "higher": t("Higher"),
        "goals": t("Goals"),
        "draw_link": t("Draw a link"),
        "remove": t("Take away"),
        "close": t("Close"),
        "panel": t("Card or link that is chosen"),
        "mutual": t("Mutual"),
        "remark": t("Remark"),
        "lists": t("The same as lists"),
        "counted": t("{actors} actors, {links} links"),
        "links": t("Links"),
    }


def _exchange(e: Edition) -> dict[str, str]:
    t = e.t
    return {
        "exchange": t("Files and paper"),
        "save_xlsx": t("Spreadsheet (xlsx)"),
        "save_graphml": t("GraphML"),
        "save_kumu": t("Kumu (JSON)"),
        "save_hint": t("Files hold the pseudonyms of persons, never their names."),
        "print_map": t("Print the map"),
        "print_forms": t("Print paper forms"),
        "open_sheet": t("Add a spreadsheet to the map"),
        "open_hint": t(
            "xlsx with the sheets “actors” (name, group, kind, goals, tower) and “links” (from, "
            "to, type, mutual, remark), or csv with the columns of one of them."
        ),
        "waits": t("One moment…"),
        "too_large": t("The file has more than 2 MB; keep the two sheets and nothing else."),
    }


def _paper(e: Edition) -> dict[str, str]:
    t = e.t
    return {
        "paper_cards": t("Cards of actors"),
        "paper_cards_hint": t("Cut out; one actor a card, one colour of pen a group."),
        "paper_links": t("Sheet of links"),
        "paper_from": t("From"),
        "paper_to": t("To"),
        "paper_type": t("Type of link"),
        "paper_towers": t("Sheet of towers"),
        "paper_towers_hint": t(
            "How much influence has each on this question? Stack discs as high as the group "
            "agrees, and write down the number."
        ),
        "paper_why": t("Why so high, or so low?"),
    }
