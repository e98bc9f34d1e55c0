import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bestpractices.analysis.ranking.flaws import FlawedFileError
from bestpractices.analysis.ranking.weight_file import weights_in

CRITERIA = ("reach", "cost")


def read(text, name, criteria=CRITERIA):
    return weights_in(text.encode(), name, criteria=criteria)


def flaws_of(text, name):
    with pytest.raises(FlawedFileError) as told:
        read(text, name)
    return str(told.value).splitlines()


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("w.json", '{"reach": 3, "cost": 1}'),
        ("w.json", '{\n\t"cost": 0.25,\r\n\t"reach": 0.75\n}'),
        ("w.yaml", "# asked in Ghent\nreach: 30\ncost: 10\n"),
        ("w.yml", "\ufeffcost: 1e0\nreach: 3.0\n"),
        ("w", "{reach: 0.3, cost: 0.1}"),
        ("w.csv", "reach,3\ncost,1\n"),
        ("W.CSV", "criterion;weight\ncost;0,1\nreach;0,3\n"),
        ("w.tsv", "reach\t3\ncost\t1\n"),
        ("w.csv", "reach,cost\n3,1\n"),
    ],
)
def test_weights_are_read_from_what_is_at_hand(name, text):
    assert read(text, name) == pytest.approx({"reach": 0.75, "cost": 0.25})


def test_names_are_composed_as_those_of_the_table_are():
    assert read("erişim: 1", "w.yaml", criteria=["erişim"]) == {"erişim": 1}
    assert read("erişim,1", "w.csv", criteria=["erişim"]) == {"erişim": 1}


@pytest.mark.parametrize(
    ("name", "text", "line"),
    [
        ("w.json", '{"reach": 1,\n "cots": 1, "cost": 1}', 'w.json:2:2: "cots" is no criterion of '
         'the table; did you mean "cost"?'),
        ("w.json", '{"reach": -1, "cost": 1}', 'w.json:1:2: the weight of "reach" is -1, which is '
         "negative; write a number from 0 up"),
        ("w.json", '{"reach": NaN, "cost": 1}', '"NaN", which is no number'),
        ("w.json", '{"reach": Infinity, "cost": 1}', '"Infinity", which is no number'),
        ("w.json", '{"reach": 1e999, "cost": 1}', '"1e999", which is no number'),
        ("w.json", '{"reach": "1", "cost": 1}', '"1", which is no number'),
        ("w.json", '{"reach": [1], "cost": 1}', '"[1]", which is no number'),
        ("w.json", '{"reach": null, "cost": 1}', 'the weight of "reach" is empty'),
        ("w.json", '{"reach": 0, "cost": 0}', "w.json:1:1: all weights are 0"),
        ("w.json", '{"reach": 1}', 'w.json:1:1: criterion "cost" has no weight; write 0'),
        ("w.json", '{"reach": 1, "reach": 2, "cost": 1}', 'w.json:1:14: key "reach" stands twice'),
        ("w.json", "{", "w.json:1:2: "),
        ("w.json", "", "w.json:1:1: no weights by name"),
        ("w.json", "[1, 2]", "w.json:1:1: no weights by name"),
        ("w.yaml", "reach: 1\ncost: yes\n", 'w.yaml:2:1: the weight of "cost" is "yes"'),
        ("w.yaml", "reach: .nan\ncost: 1\n", '".nan", which is no number'),
        ("w.csv", "", "w.csv:1:1: no weights"),
        ("w.csv", "reach,much\ncost,1\n", 'w.csv:1:1: the weight of "reach" is "much"'),
        ("w.csv", "name,weight\nreach,\ncost,1\n", 'w.csv:2:1: the weight of "reach" is empty'),
        ("w.csv", "reach,1\nreach,2\ncost,1\n", 'w.csv:2:1: "reach" stands twice'),
        ("w.csv", "reach,0,5\ncost,1\n", "w.csv:1:1: 3 cells instead of two"),
        ("w.csv", "reach,1\ncosts,1\ncost,2", 'w.csv:2:1: "costs" is no criterion'),
    ],
)  # fmt: skip
def test_a_flaw_is_one_line_with_its_place_and_mend(name, text, line):
    (told,) = flaws_of(text, name)
    assert line in told
    assert "; " in told


def test_a_wrong_name_is_told_beside_the_one_that_is_missing():
    told = flaws_of('{"reach": 1, "cots": 1}', "w.json")
    assert len(told) == 2
    assert "did you mean" in told[1]


@settings(deadline=None)
@given(st.text(), st.sampled_from(["w.csv", "w.json"]))
def test_whatever_is_in_a_file_it_is_weights_or_has_flaws_with_places(text, name):
    flaws = ()
    try:
        weights_in(text.encode("utf-8", "surrogatepass"), name, criteria=CRITERIA)
    except FlawedFileError as error:
        flaws = error.flaws
    assert all(flaw.line >= 1 and flaw.column >= 1 for flaw in flaws)
