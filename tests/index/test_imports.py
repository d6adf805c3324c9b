import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_imports_run_one_way() -> None:
    command = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run([command, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
    assert "Imports run one way KEPT" in done.stdout


def test_reading_a_library_needs_neither_torch_nor_chroma_before_a_question() -> None:
    """A command that only lists what is held starts without them."""
    loaded = "import sys, index.passage_index; print({'torch', 'chromadb', 'bm25s', 'sudachipy'} & set(sys.modules))"
    done = subprocess.run(
        [sys.executable, "-c", loaded], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "set()"
