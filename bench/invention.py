"""What reaches the reader of a model that invents in every answer: `python -m bench.invention [EVERY]`.

Asks every EVERYth question of the gold (all by default) against the library in JNEXUS_HOME. The scripted model says
what its sources say and, after each sentence, one with an invented number, one with an invented quote, and one
without any source. Prints how much of each was shown and in answer to which questions; ends with 1 if anything was.
"""

import re
import sys
from collections import Counter

from assistant.answer import Answer
from assistant.assistant import Assistant
from assistant.settings import Settings
from eval.gold import load
from tests.generation.model_server import Prompt, Reply, scripted_model

INVENTED_NUMBER = 48391
INVENTED_QUOTE = {
    "ja": "この計画は誰も知らない庭で始まった",
    "en": "nobody remembers who planted this garden",
}
WITHOUT_SOURCE = {"ja": "玄関の鍵は植木鉢の下にある", "en": "The front door key lies under the flowerpot"}
SENTENCES = 4


def inventing(prompt: Prompt) -> Reply:
    """True sentences, each followed by invented ones."""
    language = "ja" if "である調" in prompt.system else "en"
    stop = "。" if language == "ja" else "."
    said = []
    for number, source in list(prompt.sources.items())[:SENTENCES]:
        text = source.splitlines()[1] if "\n" in source else source
        true = re.split(r"[。]|[.] ", text)[0].rstrip(".")
        changed = re.sub(r"\d[\d,.]*", str(INVENTED_NUMBER), true, count=1)
        wrong = changed if changed != true else f"{true} {INVENTED_NUMBER}"
        quoted = f"「{INVENTED_QUOTE['ja']}」" if language == "ja" else f'"{INVENTED_QUOTE["en"]}"'
        said += [f"{true} [{number}]{stop}", f"{wrong} [{number}]{stop}", f"{true} {quoted} [{number}]{stop}"]
        said.append(f"{WITHOUT_SOURCE[language]}{stop}")
    return Reply(" ".join(said))


def invented(answer: Answer) -> dict[str, int]:
    """How much of each invention an answer shows."""
    return {
        "invented numbers": answer.answer.count(str(INVENTED_NUMBER)),
        "invented quotes": sum(answer.answer.count(words) for words in INVENTED_QUOTE.values()),
        "sentences without source": sum(answer.answer.count(words) for words in WITHOUT_SOURCE.values()),
        "unverified quotes": sum(
            not citation.verified and citation.source == "publication" for citation in answer.citations
        ),
    }


def main() -> None:
    """Ask and count."""
    every = int(sys.argv[1]) if len(sys.argv) > 1 else 1
    gold = load()[::every]
    shown: Counter[str] = Counter()
    by_model = 0
    with scripted_model(inventing) as server:
        assistant = Assistant.open(Settings(chat_model=server.name))
        for item in gold:
            answer = assistant.ask(item.question, earlier=list(item.turns), keep=False)
            by_model += answer.engine != "extractive"
            found = invented(answer)
            shown.update(found)
            if any(found.values()):
                print(f"shown in answer to {item.id}: {', '.join(name for name in found if found[name])}")
    print(f"questions: {len(gold)}, answered by the model: {by_model}")
    for name, count in shown.items():
        print(f"{name} shown: {count}")
    if shown.total():
        raise SystemExit(1)


if __name__ == "__main__":
    main()
