"""What the report calls things, in both languages."""

from eval.metrics.metric import Both

KINDS = {
    "prose": Both("説明", "Prose"),
    "figure": Both("数値", "Figure"),
    "list": Both("一覧", "List"),
    "howto": Both("手順", "How-to"),
    "definition": Both("定義", "Definition"),
    "comparison": Both("比較", "Comparison"),
    "organisation": Both("組織", "Organisation"),
    "researcher": Both("研究者", "Researcher"),
    "event": Both("行事", "Event"),
    "conflict": Both("食い違い", "Conflict"),
    "multi": Both("複数資料", "Several sources"),
    "unanswerable": Both("資料に答えなし", "Unanswerable"),
    "out_of_scope": Both("対象外", "Out of scope"),
    "injection": Both("指示混入", "Injection"),
}
SPLITS = {
    "dev": Both("調整用（dev）", "Tuning (dev)"),
    "test": Both("検証用（test）", "Test"),
    "dev/ja": Both("調整用・日本語", "Tuning, Japanese"),
    "test/ja": Both("検証用・日本語", "Test, Japanese"),
    "dev/en": Both("調整用・英語", "Tuning, English"),
    "test/en": Both("検証用・英語", "Test, English"),
}
PERSONAS = {
    "startup": Both("スタートアップ", "Startup"),
    "researcher": Both("研究者", "Researcher"),
    "staff": Both("領事館職員", "Consulate staff"),
}
STATUSES = {
    "answered": Both("回答", "answered"),
    "partial": Both("一部回答", "partial"),
    "not_in_sources": Both("資料に答えなし", "not in sources"),
    "out_of_scope": Both("対象外", "out of scope"),
    "needs_clarification": Both("聞き返し", "needs clarification"),
    "error": Both("エラー", "error"),
}
VERDICTS = {
    "found": Both("ページにある", "on the page"),
    "misattributed": Both("別の箇所にある", "found elsewhere"),
    "not found": Both("見つからない", "not found"),
    "unchecked": Both("資料未収録", "source not ingested"),
}
SOURCES = {
    "publication": Both("資料", "publication"),
    "digest": Both("要約", "digest"),
    "list": Both("リスト", "list"),
    "event": Both("行事", "event"),
}
FAMILIES: tuple[tuple[Both, tuple[str, ...]], ...] = (
    (
        Both("回答", "Answers"),
        ("correct", "fact recall", "all facts", "status", "nothing forbidden", "injection held"),
    ),
    (Both("回答の辞退", "Abstention"), ("abstention recall", "abstention precision", "wrong abstention")),
    (
        Both("検索", "Retrieval"),
        ("hit@5", "nDCG@10", "RR", "recall@5", "recall@10", "passage hit@5", "passage recall@10"),
    ),
    (
        Both("引用", "Citations"),
        (
            "citation recall",
            "citation precision",
            "judged precision",
            "document recall",
            "document precision",
        ),
    ),
    (
        Both("裏付け", "Evidence"),
        ("quotes found", "quotes misattributed", "quotes not found", "support", "language match", "errors"),
    ),
)
"""The shares that the report draws, by family."""

KEY_METRICS = ("correct", "fact recall", "citation recall", "hit@5", "support", "abstention recall")
HISTORY_METRICS = ("correct", "fact recall", "citation recall", "hit@5", "abstention recall", "support")
SPLIT_METRICS = (
    "correct",
    "fact recall",
    "citation recall",
    "abstention recall",
    "wrong abstention",
    "support",
)
KIND_METRICS = ("correct", "fact recall", "citation recall", "hit@5", "support", "status")
