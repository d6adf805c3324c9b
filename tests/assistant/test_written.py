"""Japanese in Latin letters as it would be written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.written import written


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("kakuyuugou wo kenkyuu shiteiru sensei wa dare desu ka?", "核融合を研究している先生は誰ですか?"),
        ("gan men'eki no kenkyuusha", "がん免疫の研究者"),
        ("denchi no kenkyū o yatteiru hito", "電池の研究をやっている人"),
        ("MIT no roboto kougaku no PI", "MIT のロボット工学の PI"),
        ("Sansan no zorohiteku", "サンサンのゾロヒテク"),
    ],
)
def test_known_words_and_fields_are_written_as_usual_and_others_in_katakana(text: str, form: str) -> None:
    assert written(text) == form


def test_no_field_is_heard_across_a_mark_or_a_particle() -> None:
    assert written("denchi, kagaku") != written("denchi kagaku") == "電池化学"
    assert "脳" not in written("denchi no kenkyuu")


@given(st.lists(st.sampled_from(["MIT", "PI", "Harvard", "CRISPR", "XR"]), min_size=1, max_size=6))
def test_what_is_no_romaji_stays_as_it_is(words: list[str]) -> None:
    assert written(" ".join(words)) == " ".join(words)


@given(st.text(max_size=60))
def test_any_text_can_be_read(text: str) -> None:
    assert isinstance(written(text), str)
