"""What the assistant says of itself, in both languages."""

from collections.abc import Iterable, Mapping

PHRASES: Mapping[str, Mapping[str, str]] = {
    "not_in_sources": {
        "ja": "収録している資料には、この質問への答えが見つかりませんでした。",
        "en": "The publications in this library do not answer that.",
    },
    "out_of_scope": {
        "ja": "この質問は、本サービスが扱う範囲の外にあります。J-NEXUS をめぐる資料にある事柄をお答えしています。",
        "en": "That is outside what this service is for: it answers from the publications around J-NEXUS.",
    },
    "covers": {
        "ja": "収録資料：{titles}。",
        "en": "The library covers: {titles}.",
    },
    "empty_library": {
        "ja": "まだ資料が収録されていません。",
        "en": "The library holds no publications yet.",
    },
    "other_language": {
        "ja": "資料の該当箇所は英語です。原文を引用します。",
        "en": (
            "The sources say this in Japanese only. Key terms are carried over into English below, "
            "each followed by the words as they stand."
        ),
    },
    "from": {"ja": "{title}（{place}）", "en": "{title} ({place})"},
    "page": {"ja": "{label}ページ", "en": "p. {label}"},
    "turn_to": {
        "ja": "在ボストン日本国総領事館のページ（資料に印刷されたもの）：{address}",
        "en": "A page of the Consulate-General of Japan in Boston, as printed in the sources: {address}",
    },
    "remark": {"ja": "（注）{text}", "en": "Note: {text}"},
    "left_open": {
        "ja": "（注）お尋ねのうち、{kinds}は見つかった箇所にありませんでした。",
        "en": "Note: what was found does not give {kinds}.",
    },
    "measure": {"ja": "「{measure}」", "en": "the “{measure}”"},
    "event_over": {
        "ja": "お尋ねのイベントは、{today}の時点ですでに終了しています。",
        "en": "As of {today}, that event is over.",
    },
    "events_found": {
        "ja": "{today}の時点で、これからのイベントは{count}件です。",
        "en": "Events still to come as of {today}: {count}.",
    },
    "events_first": {
        "ja": "{today}の時点で、これからのイベントは{count}件あります。はじめの{shown}件を示します。",
        "en": "Events still to come as of {today}: {count}. The first {shown}:",
    },
    "event_past": {"ja": "（終了）", "en": "(past) "},
    "event_to_come": {"ja": "（開催予定）", "en": "(to come) "},
    "follow_up": {
        "ja": "「{section}」について教えてください。",
        "en": "What do the sources say about “{section}”?",
    },
    "digest_note": {
        "ja": "「要約」の引用は、本サービスが独自に作成した非公式の要約によるものです。",
        "en": "Citations marked as digest rest on this service's own unofficial notes on the publication.",
    },
    "people_found": {
        "ja": "研究者リストに該当する方が{count}名います。",
        "en": "People on the list who fit: {count}.",
    },
    "people_first": {
        "ja": "研究者リストに該当する方が{count}名います。はじめの{shown}名を示します。",
        "en": "People on the list who fit: {count}. The first {shown}:",
    },
    "people_elsewhere": {
        "ja": "その場所には該当する方がリストにいません。ほかの場所では{count}名います。",
        "en": "Nobody on the list fits there. Elsewhere on the list: {count}.",
    },
    "nobody": {
        "ja": "研究者リストには、該当する方がいません。",
        "en": "Nobody on the list of researchers fits that.",
    },
    "not_on_list": {
        "ja": "研究者リストにあるのは氏名、職名、所属、研究分野、キーワード、州、URLで、お尋ねの点は載っていません。",
        "en": "The list of researchers states names, positions, institutions, fields, keywords, states and links, "
        "but not what you ask.",
    },
    "left_blank": {
        "ja": "この方は研究者リストに載っていますが、お尋ねの欄は空欄です。",
        "en": "This person is on the list of researchers, but what you ask is left blank there.",
    },
    "nearest_fields": {
        "ja": "リストにある近い分野：{fields}。",
        "en": "The nearest fields on the list: {fields}.",
    },
    "contacting": {
        "ja": "連絡、掲載の希望、成果の報告について：",
        "en": "On contacting them, being listed and reporting results:",
    },
    "sample_note": {
        "ja": "研究者リストは架空のサンプルデータです。実在の人物ではありません。",
        "en": "The researcher list is fictitious sample data; none of these people exist.",
    },
    "romaji_note": {
        "ja": "ローマ字の質問を日本語として検索しました。",
        "en": "The question was read as Japanese in Latin letters.",
    },
    "address_in_source": {"ja": "（アドレスは引用元に記載）", "en": "(address given in the source)"},
    "sentences_removed": {
        "ja": "引用元で裏付けられない文を{count}件、表示から除きました。",
        "en": "Left out because the cited sources do not bear it out: {count} of the model's sentences.",
    },
    "model_slow": {
        "ja": "言語モデルの応答が時間内に終わらなかったため、資料の記述を直接示します。",
        "en": "The language model took too long, so the answer is put together from the sources directly.",
    },
    "model_busy": {
        "ja": "言語モデルが混み合っているため、資料の記述を直接示します。",
        "en": "The language model is busy, so the answer is put together from the sources directly.",
    },
    "model_failed": {
        "ja": "言語モデルに接続できなかったか、応答に誤りがあったため、資料の記述を直接示します。",
        "en": "The language model failed, so the answer is put together from the sources directly.",
    },
    "model_cut": {
        "ja": "言語モデルの応答が途中で途切れたため、残りは資料の記述を直接示します。",
        "en": "The language model broke off, so the rest is put together from the sources directly.",
    },
    "model_unsupported": {
        "ja": "言語モデルの回答が引用元で裏付けられなかったため、資料の記述を直接示します。",
        "en": "The sources did not bear out what the language model wrote, so the answer is put together from the "
        "sources directly.",
    },
    "translation": {"ja": "訳：{text}", "en": "Translation: {text}"},
}


def phrase(name: str, language: str, **values: object) -> str:
    """A phrase in 'ja' or 'en' with its values filled in."""
    return PHRASES[name][language].format(**values)


KINDS: Mapping[str, Mapping[str, str]] = {
    "people": {"ja": "人数", "en": "the number of people"},
    "attendance": {"ja": "出席者数", "en": "the attendance"},
    "staff": {"ja": "従業員数", "en": "the number of staff"},
    "residents": {"ja": "居住者数", "en": "the number of residents"},
    "companies": {"ja": "社数", "en": "the number of companies"},
    "money": {"ja": "金額", "en": "the amount"},
    "fee": {"ja": "料金", "en": "the fee"},
    "pay": {"ja": "給与", "en": "the pay"},
    "equity": {"ja": "株式の割合", "en": "the equity"},
    "each": {"ja": "1件・1人あたりの値", "en": "the figure for each"},
    "share": {"ja": "割合", "en": "the share"},
    "count": {"ja": "数", "en": "the number"},
    "rank": {"ja": "順位", "en": "the rank"},
    "date": {"ja": "日付", "en": "the date"},
    "deadline": {"ja": "締切", "en": "the deadline"},
    "person": {"ja": "氏名", "en": "the name of the person"},
    "venue": {"ja": "会場", "en": "the venue"},
    "phone": {"ja": "電話番号", "en": "the telephone number"},
    "e-mail": {"ja": "メールアドレス", "en": "the e-mail address"},
}
"""What the kinds of answer that a question may expect are called."""


MORE_EXACT: Mapping[str, frozenset[str]] = {
    "money": frozenset({"fee", "pay"}),
    "date": frozenset({"deadline"}),
    "people": frozenset({"attendance", "staff", "residents"}),
    "count": frozenset({"people", "attendance", "staff", "residents", "companies"}),
}
"""The kinds of answer that say the same as a more general one, and more."""


def kinds_named(kinds: Iterable[str], language: str) -> str:
    """Kinds of answer, or measures as the question names them, in a language, each once; a general one is left out
    where a more exact one is named.

    >>> kinds_named(["money", "fee", "date", "date"], "en")
    'the fee, the date'
    """
    wanted = dict.fromkeys(kinds)
    named = [kind for kind in wanted if MORE_EXACT.get(kind, frozenset()).isdisjoint(wanted)]
    called = [
        KINDS[kind][language] if kind in KINDS else phrase("measure", language, measure=kind)
        for kind in named
    ]
    return ("、" if language == "ja" else ", ").join(called)
