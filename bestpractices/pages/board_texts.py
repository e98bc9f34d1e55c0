"""What the ranked board says, by the keys under which its script looks for it."""

from __future__ import annotations

from bestpractices.pages.edition import Edition


def board_texts(e: Edition) -> dict[str, str]:
    """Interface texts of the ranked board; ``{names}`` are filled in in the browser."""
    return {**_frame(e), **_weights(e), **_option(e), **_reasons(e), **_ways(e), **_choice(e)}


def _frame(e: Edition) -> dict[str, str]:
    return {
        "need": e.t("Need"),
        "ranked": e.t("Ranked for this need"),
        "number": e.t("Practices: {number}"),
        "number_parts": e.t("Single blocks: {number}"),
        "wholes": e.t("Whole practices"),
        "parts": e.t("Single blocks"),
        "number_blocked": e.t("with a blocking point: {number}"),
        "hide_names": e.t("Hide the names"),
        "show_names": e.t("Show the names"),
        "blind": e.t(
            "The names are hidden, because groups pick what they know. Read the reasons, choose, "
            "then show the names."
        ),
        "blind_name": e.t("Practice {letter}"),
        "hidden_source": e.t("source hidden with the name"),
        "no_need": e.t("Choose or write a need: then the practices that answer it stand here."),
        "no_options": e.t("There is no practice to rank for this need."),
        "all_unknown": e.t(
            "Nothing is known yet of any practice here, so this order says nothing. Ask the owners."
        ),
        "announced": e.t("New order: {names}"),
        "unchanged": e.t("The order stays the same."),
    }


def _weights(e: Edition) -> dict[str, str]:
    return {
        "weights": e.t("What counts"),
        "presets": e.t("Ready-made weights"),
        "first_question": e.t(
            "Imagine an answer that is at its worst in everything. Which one would you lift to its "
            "best first?"
        ),
        "first": e.t("Lifted first"),
        "ask_again": e.t("Ask again"),
        "others_question": e.t(
            "Lifting “{criterion}” from worst to best is worth 100 points. How many is each other "
            "lift worth beside it?"
        ),
        "worst": e.t("worst"),
        "best": e.t("best"),
        "points": e.t("{number} points"),
        "share": e.t("{percent} of the weight"),
        "undo_weights": e.t("Undo the last change"),
        "reset": e.t("Reset the weights"),
        "now_first": e.t("First now"),
    }


def _option(e: Edition) -> dict[str, str]:
    return {
        "rank": e.t("Rank"),
        "shared": e.t("shared"),
        "up": e.t("up {number}"),
        "down": e.t("down {number}"),
        "score": e.t("Score of 100"),
        "up_to": e.t("to {high}"),
        "interval": e.t("At least {low}; {high} if all that is unknown turns out best."),
        "ranks": e.t("Over all weights: rank {best} to {worst}"),
        "first_share": e.t("first with {percent} of them"),
        "blocked": e.t("Blocking point"),
        "blocking": e.t("Blocking: to be settled before anything else"),
        "dominated": e.t("“{name}” is at least as good in everything."),
        "dominated_more": e.t("“{name}” and others ({number}) are at least as good in everything."),
        "dominated_blocked": e.t(
            "“{name}” is at least as good in everything, but has a blocking point."
        ),
        "unknown": e.t("unknown"),
        "value": e.t("{criterion} {value} of 100, weight {share}"),
        "value_unknown": e.t("{criterion} unknown, weight {share}"),
    }


def _reasons(e: Edition) -> dict[str, str]:
    return {
        "why": e.t("Why?"),
        "count_for": e.t("{number} for"),
        "count_against": e.t("{number} against"),
        "count_unknown": e.t("{number} unknown"),
        "count_blocks": e.t("Blocks: {number}"),
        "for": e.t("Speaks for it"),
        "against": e.t("Speaks against it"),
        "ask": e.t("Not known: ask the owner"),
        "nothing": e.t("Nothing was found."),
        "values": e.t("Criterion by criterion"),
        "criterion": e.t("Criterion"),
        "value_head": e.t("Value"),
        "weight": e.t("Weight"),
        "block": e.t("Building block: tick it for the next step"),
        "blocks": e.t("Building blocks: tick those for the next step"),
        "no_blocks": e.t("No building block is written up yet."),
        "requires": e.t("Requires"),
    }


def _ways(e: Edition) -> dict[str, str]:
    return {
        "to_win": e.t("What would have to change for it to come first"),
        "is_first": e.t("It is first with these weights."),
        "each_alone": e.t("Each of these alone would do:"),
        "weight_up": e.t("“{criterion}” weighs {needed} or more, not {now}"),
        "weight_down": e.t("“{criterion}” weighs {needed} or less, not {now}"),
        "value_up": e.t("its “{criterion}” reaches {needed} of 100, not {now}"),
        "value_found": e.t("its unknown “{criterion}” turns out {needed} of 100 or better"),
        "no_weight": e.t("No single weight puts it first."),
        "no_weights": e.t("No weights put it first: another one is at least as good throughout."),
        "no_value": e.t("No single better value would be enough."),
    }


def _choice(e: Edition) -> dict[str, str]:
    return {
        "compare": e.t("Compare"),
        "side_by_side": e.t("Side by side"),
        "pick_two": e.t("Tick two or three practices to see them side by side."),
        "best_of": e.t("highest"),
        "close": e.t("Close"),
        "clear": e.t("Clear"),
        "chosen": e.t("Blocks for the next step: {number}"),
        "remove": e.t("Remove {name}"),
        "undo": e.t("Undo"),
    }
