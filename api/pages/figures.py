"""Key figures: what the publications count, with definition, date and source; where they differ; over the years."""

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse

from api.dependencies import get_assistant
from api.pages.rendering import missing, render
from api.pages.texts import texts
from assistant.answer import Language
from assistant.assistant import Assistant
from assistant.figures import Figure, Series, choose, differing, list_figures, yearly

router = APIRouter(prefix="/{language:language}/figures", include_in_schema=False)
AssistantDependency = Annotated[Assistant, Depends(get_assistant)]
A_PAGE = 25


@router.get("")
def figures_page(
    request: Request,
    language: Language,
    assistant: AssistantDependency,
    q: str = "",
    document: str = "",
    topic: str = "",
    page: int = 1,
) -> HTMLResponse:
    """All figures, or those that carry the words, by publication and topic."""
    if assistant.settings.digests == "off":
        return missing(request, language, texts(language).missing.digests)
    chosen = {"q": q[:300].strip(), "document": document[:300], "topic": topic[:300]}
    known = assistant.publications()
    with assistant.index.engine.connect() as connection:
        everything = sorted(
            list_figures(connection),
            key=lambda figure: known[figure.document_id].published or "",
            reverse=True,
        )
    found = choose(everything, chosen["q"], document, topic)
    ids = {figure.statement_id for figure in found}
    differs = [
        group for group in differing(everything) if any(figure.statement_id in ids for figure in group)
    ]
    series = [
        line for line in yearly(everything) if any(figure.statement_id in ids for _, figure in line.points)
    ]
    pages = max(-(-len(found) // A_PAGE), 1)
    page = min(max(page, 1), pages)
    return render(
        request,
        language,
        "figures.html",
        found=by_document(found[(page - 1) * A_PAGE : page * A_PAGE]),
        total=len(found),
        page=page,
        pages=pages,
        differs=differs,
        in_group=places(differs),
        series=series,
        in_series={figure.statement_id: at for at, line in enumerate(series, 1) for _, figure in line.points},
        largest=largest(series),
        documents=[
            (name, known[name].title(language), count)
            for name, count in Counter(figure.document_id for figure in everything if figure.value).items()
        ],
        topics=topics(everything, language),
        chosen=chosen,
        query=urlencode({name: value for name, value in chosen.items() if value}),
        publications=known,
        here="figures",
    )


def by_document(figures: Iterable[Figure]) -> list[tuple[str, list[Figure]]]:
    """Figures in the order given, under their publications."""
    return [(name, list(part)) for name, part in groupby(figures, lambda figure: figure.document_id)]


def places(groups: Sequence[Sequence[Figure]]) -> dict[str, int]:
    """The number of the group in which each figure stands beside others."""
    return {figure.statement_id: at for at, group in enumerate(groups, 1) for figure in group}


def largest(series: Iterable[Series]) -> list[float]:
    """The largest number of each series, that its bars are drawn against."""
    return [max(figure.value.number for _, figure in line.points if figure.value) for line in series]


def topics(figures: Iterable[Figure], language: Language) -> list[tuple[str, str, int]]:
    """The topics of figures that have a name in a language: the topic, its name, how many figures it has."""
    names: dict[str, str] = vars(texts(language).figure_topics)
    counts = Counter(topic for figure in figures if figure.value for topic in figure.topics)
    found = [(topic, names[key(topic)], count) for topic, count in counts.items() if key(topic) in names]
    return sorted(found, key=lambda item: item[1])


def key(topic: str) -> str:
    """What a topic is called among the texts of the pages."""
    return "_".join(topic.replace("&", "_and_").replace("-", " ").split())
