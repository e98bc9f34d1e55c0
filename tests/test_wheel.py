"""What a person gets who installs the wheel instead of cloning."""

import os
import subprocess
import sys
import urllib.request
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation"]
    subprocess.run([*command, "--wheel-dir", folder, ROOT], check=True)
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="module")
def installed(wheel, tmp_path_factory):
    """An empty folder that holds the unpacked wheel and nothing of the checkout."""
    folder = tmp_path_factory.mktemp("installed")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder)
    return folder


def test_the_wheel_holds_every_record_notebook_template_and_script(wheel):
    names = set(zipfile.ZipFile(wheel).namelist())
    package = ROOT / "bestpractices"
    wanted = {path.relative_to(ROOT).as_posix() for path in files(package)}
    for path in (*files(ROOT / "kb"), *files(ROOT / "notebooks")):
        wanted.add(f"bestpractices/shipped_files/{path.relative_to(ROOT)}")
    assert wanted - names == set()


def files(folder):
    hidden = {"__pycache__", ".ipynb_checkpoints"}
    return [p for p in folder.rglob("*") if p.is_file() and not hidden & set(p.parts)]


def test_the_installed_wheel_serves_the_same_pages_from_an_empty_folder(
    installed, server, tmp_path
):
    environment = {**os.environ, "PYTHONPATH": str(installed), "BESTPRACTICES_TOKEN": "t"}
    environment.pop("BESTPRACTICES_KB", None)
    command = [sys.executable, "-m", "bestpractices", "serve", "--port", "0", "--no-browser"]
    with subprocess.Popen(
        command, cwd=tmp_path, env=environment, stdout=subprocess.PIPE, text=True
    ) as process:
        try:
            line = process.stdout.readline()
            address = line.partition(": ")[2].strip()
            for path in ("en/practices/duo-for-a-job", "tr/glossary", "nl/practices"):
                assert read(address + path) == read(f"{server.address}/{path}")
        finally:
            process.terminate()
            process.wait(timeout=20)
            process.stdout.close()


def read(address):
    with urllib.request.urlopen(address, timeout=120) as answer:  # noqa: S310 - our own server
        return answer.read()
