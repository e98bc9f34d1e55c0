"""What Binder reads in binder/; `make binder` builds an environment from it and opens its pages."""

import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]


def test_binder_installs_this_checkout_and_names_no_place_to_get_it_from():
    lines = (ROOT / "binder" / "requirements.txt").read_text("utf-8").splitlines()

    assert [line for line in lines if line and not line.startswith("#")] == ["-e ."]


def test_binder_takes_a_python_for_which_the_package_is_made():
    wanted = (ROOT / "binder" / "runtime.txt").read_text("utf-8").strip()
    number = re.fullmatch(r"python-(3\.\d+)", wanted)[1]

    assert f"Programming Language :: Python :: {number}" in PROJECT["classifiers"]
    assert PROJECT["requires-python"] == f">={number}"


def test_what_makes_the_tiles_is_installed_with_the_package():
    assert set(PROJECT["entry-points"]["jupyter_serverproxy_servers"].values()) == {
        "bestpractices.serving.tiles:dashboards",
        "bestpractices.serving.tiles:coaching",
    }
    needed = {re.match(r"[\w.-]+", line)[0] for line in PROJECT["dependencies"]}
    assert {"jupyterlab", "jupyter-server-proxy"} <= needed
