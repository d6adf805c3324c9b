"""What reaches the reader of a model that invents in every answer: `python -m bench.invention [EVERY]`.

Asks every EVERYth question of the gold (all by default) against the library in JNEXUS_HOME. The scripted model says
what its sources say and, after each sentence, one with an invented number, one with an invented quote, and one
without any source. Prints how much of each was shown.
"""

import json
import re
import sys
from importlib.resources import files

from assistant.assistant import Assistant
from assistant.settings import Settings
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


def main() -> None:
    """Ask and count."""
    every = int(sys.argv[1]) if len(sys.argv) > 1 else 1
    gold = [
        json.loads(line)
        for file in sorted(files("eval").joinpath("gold").iterdir(), key=lambda item: item.name)
        if file.name.endswith(".jsonl")
        for line in file.read_text(encoding="utf-8").splitlines()
    ][::every]
    shown = {
        "invented numbers": 0,
        "invented quotes": 0,
        "sentences without source": 0,
        "unverified quotes": 0,
    }
    by_model = 0
    with scripted_model(inventing) as server:
        assistant = Assistant.open(Settings(chat_model=server.name))
        for entry in gold:
            answer = assistant.ask(entry["question"], earlier=entry.get("turns") or [], keep=False)
            by_model += answer.engine != "extractive"
            shown["invented numbers"] += str(INVENTED_NUMBER) in answer.answer
            shown["invented quotes"] += any(words in answer.answer for words in INVENTED_QUOTE.values())
            shown["sentences without source"] += any(w in answer.answer for w in WITHOUT_SOURCE.values())
            shown["unverified quotes"] += sum(
                not citation.verified and citation.source == "publication" for citation in answer.citations
            )
    print(f"questions: {len(gold)}, answered by the model: {by_model}")
    for name, count in shown.items():
        print(f"{name} shown: {count}")


if __name__ == "__main__":
    main()
