"""The wheel: exactly the five packages with their data, and it works away from the checkout."""

import json
import subprocess
import sys
import sysconfig
import venv
from collections import Counter
from pathlib import Path
from shutil import copyfile, copytree, ignore_patterns
from zipfile import ZipFile

import httpx
import pytest

from tests.api.conftest import ROOT, environment, serving

PACKAGES = ("corpus", "index", "assistant", "eval", "api")
SHIPPED = (
    "corpus/sources.toml",
    "corpus/glossary.csv",
    "corpus/digests/jnexus-quarterly-01.yaml",
    "corpus/samples/pi-list-sample.csv",
    "corpus/migrations/0001_library.sql",
    "index/migrations/0001_passages.sql",
    "index/model/modules.json",
    "index/model/0_StaticEmbedding/model.safetensors",
    "index/model/0_StaticEmbedding/tokenizer.json",
    "index/lexicon/lexicon.db",
    "assistant/migrations/0001_answers.sql",
    "eval/gold/first.jsonl",
    "api/pages/ja.toml",
    "api/pages/en.toml",
    "api/pages/templates/home.html",
    "api/reference/templates/docs.html",
    "api/static/css/tokens.css",
    "api/static/js/page.js",
)


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from a copy of the sources."""
    folder = tmp_path_factory.mktemp("wheel")
    source = folder / "source"
    source.mkdir()
    for name in PACKAGES:
        copytree(ROOT / name, source / name, ignore=ignore_patterns("__pycache__"))
    copytree(ROOT / "tests", source / "tests", ignore=ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "README.md", "LICENSE", "NOTICE"):
        copyfile(ROOT / name, source / name)
    build = "pip wheel --quiet --no-deps --no-build-isolation --disable-pip-version-check"
    subprocess.run(
        [sys.executable, "-m", *build.split(), "--wheel-dir", folder, source], check=True, capture_output=True
    )
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The Python of an environment with the wheel; what it depends on is lent by this environment."""
    folder = tmp_path_factory.mktemp("installed") / "venv"
    venv.create(folder, with_pip=False)
    python = folder / "bin" / "python"
    version = f"python{sys.version_info.major}.{sys.version_info.minor}"
    lent = folder / "lib" / version / "site-packages" / "lent.pth"
    lent.write_text(sysconfig.get_path("purelib"), encoding="utf-8")
    install = f"pip --python {python} install --quiet --no-deps --no-index --disable-pip-version-check"
    subprocess.run([sys.executable, "-m", *install.split(), wheel], check=True, capture_output=True)
    return python


@pytest.fixture(scope="module")
def away(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home away from the checkout, which who comes first fills with what is shipped."""
    return tmp_path_factory.mktemp("away") / "home"


def test_the_wheel_holds_exactly_the_five_packages_with_their_data(wheel: Path) -> None:
    with ZipFile(wheel) as archive:
        names = archive.namelist()
    tops = Counter(name.split("/")[0] for name in names)
    assert {top for top in tops if not top.endswith(".dist-info")} == set(PACKAGES)
    assert set(SHIPPED) <= set(names)


def test_every_data_file_of_the_packages_is_in_the_wheel(wheel: Path) -> None:
    with ZipFile(wheel) as archive:
        names = set(archive.namelist())
    for package in PACKAGES:
        for path in (ROOT / package).rglob("*"):
            if path.is_file() and "__pycache__" not in path.parts and not path.name.startswith("."):
                assert str(path.relative_to(ROOT)) in names


def test_the_installed_wheel_answers_away_from_the_checkout(
    installed: Path, away: Path, tmp_path: Path
) -> None:
    environ = environment(away)
    del environ["PYTHONPATH"]
    where = subprocess.run(
        [installed, "-c", "import api, corpus; print(api.__file__, corpus.__file__)"],
        env=environ, cwd=tmp_path, check=True, capture_output=True, text=True,
    )  # fmt: skip
    assert str(ROOT) not in where.stdout
    question = "ボストンのアクセラレーターはどう選べばよいですか？"
    asked = subprocess.run(
        [installed.with_name("jnexus"), "ask", question, "--json"],
        env=environ, cwd=tmp_path, check=True, capture_output=True, text=True,
    )  # fmt: skip
    answer = json.loads(asked.stdout)
    assert (answer["status"], answer["language"]) == ("answered", "ja")
    assert answer["citations"][0]["document_id"] == "jnexus-quarterly-01"


def test_the_installed_wheel_serves_its_pages(installed: Path, away: Path) -> None:
    with serving(away, program=installed.with_name("jnexus")) as client:
        for path in ("/ja", "/en", "/docs", "/static/css/tokens.css", "/static/js/page.js", "/health/ready"):
            response: httpx.Response = client.get(path)
            assert response.status_code == 200, path
