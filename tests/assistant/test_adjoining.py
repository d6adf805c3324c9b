"""Further sentences of a page that follow each other are quoted as one; the best one stands by itself."""

from assistant.adjoining import LONGEST_QUOTE, adjoined
from assistant.claims import Claim
from index.passage import Passage

SENTENCES = ["港に船が着く。", "灯台は北にある。", "梨は秋に実る。", "蔵は東にある。"]


def claims(*texts: str, lines: list[str] | None = None, pages: tuple[int, ...] = (1,)) -> list[Claim]:
    """Claims from one passage of a publication."""
    text = "\n".join(lines or ["".join(SENTENCES)])
    passage = Passage("p", "notes", "v", "publication", 0, "ja", {}, pages, {"ja": text})
    return [Claim(text, "ja", passage, 1.0) for text in texts]


def test_sentences_in_a_row_are_put_together_in_the_order_of_the_page() -> None:
    first, second, third, fourth = SENTENCES
    found = [whole.text for whole, _ in adjoined(claims(second, fourth, third, first))]
    assert found == [second, third + fourth, first]


def test_lines_are_put_together_with_a_space() -> None:
    found = [
        whole.text
        for whole, _ in adjoined(
            claims("一", "会場：港", "規模：50名", lines=["一", "会場：港", "規模：50名"])
        )
    ]
    assert found == ["一", "会場：港\u3000規模：50名"]


def test_what_may_stand_on_two_pages_stays_apart() -> None:
    found = [whole.text for whole, _ in adjoined(claims(*SENTENCES, pages=(1, 2)))]
    assert found == SENTENCES


def test_no_quote_grows_without_end() -> None:
    long = [f"{number}番目の港に着いた船の話が長く続く。" * 5 for number in range(9)]
    found = [whole.text for whole, _ in adjoined(claims(*long, lines=["".join(long)]))]
    assert max(map(len, found)) <= LONGEST_QUOTE
    assert sum(len(text) for text in found) == sum(map(len, long))


def test_nothing_is_put_together_of_nothing() -> None:
    assert adjoined([]) == []
