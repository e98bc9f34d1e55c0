import bestpractices as bp
from bestpractices.analysis.tables import edges_table, figures_table, practices_table


def test_every_practice_has_one_row_in_the_order_of_the_ids(kb):
    assert list(practices_table(kb).index) == sorted(kb.practices)


def test_a_year_that_is_not_known_stays_unknown_and_the_others_stay_whole(kb):
    started = practices_table(kb)["started"]
    unknown = [name for name, practice in kb.practices.items() if practice.started is None]
    assert unknown
    assert list(started[started.isna()].index) == unknown
    assert started["duo-for-a-job"] == 2013
    assert str(started.dtype) == "Int64"


def test_exploded_themes_count_a_practice_in_each_of_its_themes(kb):
    counted = practices_table(kb).explode("theme")["theme"].value_counts()
    assert counted["housing"] == sum("housing" in p.themes for p in kb.practices.values())


def test_every_figure_of_every_record_has_a_row_with_its_value(kb):
    table = figures_table(kb)
    duo = table[(table["record"] == "practices/duo-for-a-job") & (table["part"] == "results")]
    assert list(duo["value"]) == [f.value for f in kb.practices["duo-for-a-job"].results]
    assert set(table["part"]) == {"scale", "results", "size"}


def test_every_edge_of_the_graph_has_a_row_with_labels_for_people(kb):
    table = edges_table(kb)
    assert len(table) == bp.graph(kb).number_of_edges()
    runs = table[(table["kind"] == "runs") & (table["end"] == "practices/duo-for-a-job")]
    assert list(runs["start_label"]) == ["DUO for a JOB"]


def test_a_base_without_records_gives_tables_without_rows(tmp_path, kb):
    vocabulary = (kb.folder / "vocabulary.yaml").read_text(encoding="utf-8")
    (tmp_path / "vocabulary.yaml").write_text(vocabulary, encoding="utf-8")
    empty = bp.load(tmp_path)
    assert practices_table(empty).empty
    assert figures_table(empty).empty
    assert set(edges_table(empty)["kind"]) == {"broader"}
