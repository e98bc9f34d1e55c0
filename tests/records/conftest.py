"""A small knowledge base that a test may change."""

import shutil
from pathlib import Path

import pytest

BROKEN = Path(__file__).parents[1] / "data" / "broken"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Three registers and one sound practice, organisation and project."""
    root = tmp_path / "kb"
    root.mkdir()
    for name in ("vocabulary.yaml", "indicators.yaml"):
        shutil.copy(BROKEN / name, root / name)
    for name in ("practices/sound.md", "organisations/sound.yaml", "projects/sound.yaml"):
        (root / name).parent.mkdir()
        shutil.copy(BROKEN / name, root / name)
    (root / "places.yaml").write_text(PLACES, encoding="utf-8")
    return root


PLACES = """kind: places
translation: {name: {en: original}}
places:
  - {id: ghent, name: {en: "Ghent", tr: "Gent"}, country: BE, latitude: 51.05, longitude: 3.72}
  - {id: izmir, name: {en: "Izmir", tr: "İzmir"}, country: TR, latitude: 38.42, longitude: 27.14}
sources: []
"""
