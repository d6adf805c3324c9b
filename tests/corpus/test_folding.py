import unicodedata

from hypothesis import example, given
from hypothesis import strategies as st

from corpus.folding import IGNORED, fold, folded_text

texts = st.text(max_size=60)
visible = st.text(
    st.characters(exclude_categories=("Cs", "Cc", "Cf", "Zs", "Zl", "Zp", "Mn", "Mc", "Me")),
    min_size=1,
    max_size=20,
)


def by_definition(text: str) -> str:
    """NFKC, case folding and no white space, without characters that never show."""
    shown = "".join(char for char in text if char not in IGNORED)
    normal = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", shown).casefold())
    return "".join(char for char in normal if not char.isspace())


@given(texts)
@example("ｶﾞｲﾄﾞ ハﾞ゛")
@example("ﾡￂ ㄱㅏ 각")
@example("か\u200b\u3099 e\u0301\u0323 ΐ")
@example("葛\U000e0100西 \ufb03 Straße İ")
def test_folding_is_nfkc_and_casefold_without_white_space(text: str) -> None:
    assert fold(text).text == folded_text(text) == by_definition(text)


@given(texts)
@example("ｶﾞ株式会社")
@example("か\u3099く")
def test_each_folded_character_leads_back_to_where_it_came_from(text: str) -> None:
    folded = fold(text)
    assert len(folded.starts) == len(folded.ends) == len(folded.text)
    for char, start, end in zip(folded.text, folded.starts, folded.ends, strict=True):
        assert char in folded_text(text[start:end])


@given(before=texts, needle=visible, after=visible)
def test_what_is_found_is_the_needle_however_it_is_spaced(before: str, needle: str, after: str) -> None:
    text = before + "\n" + " ".join(needle) + "\u3000" + after
    found = fold(text).find(needle)
    assert found is not None
    assert folded_text(needle) in folded_text(text[slice(*found)])


def test_japanese_is_found_in_other_spacing_and_width() -> None:
    page = "在ボストン日本国総領事館には\n約 ２３９ 社の日系企\n業が登録している。"
    found = fold(page).find("約239社の日系企業")
    assert found is not None
    assert page[slice(*found)] == "約 ２３９ 社の日系企\n業"


def test_a_find_takes_the_sound_mark_of_its_last_character_along() -> None:
    page = "詳細はﾊﾞｲｵﾏﾃﾘｱﾙｶﾞｲﾄﾞ を参照"
    found = fold(page).find("ガイド")
    assert found is not None
    assert page[slice(*found)] == "ｶﾞｲﾄﾞ"


def test_ligatures_and_soft_hyphens_do_not_hide_words() -> None:
    assert fold("E\ufb03cient of\ufb01ce co\u00adoperation").find("office") is not None
    assert fold("E\ufb03cient of\ufb01ce co\u00adoperation").find("cooperation") is not None


def test_nothing_is_found_of_an_empty_needle() -> None:
    assert fold("本文").find(" \u200b ") is None
    assert fold("本文").find("別") is None
