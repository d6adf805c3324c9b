"""A follow-up put so that it can be searched for alone; the original question stays what is answered."""

import logging
from collections.abc import Sequence
from dataclasses import replace

from assistant.generation.model import ChatModel, ModelFailed
from assistant.generation.prompt import rewrite_prompt
from assistant.question import Question, understand

SECONDS = 8.0
EARLIER = 4
"""How many of the last questions the model sees."""

LONGEST = 400

logger = logging.getLogger(__name__)


def standalone(question: Question, earlier: Sequence[str], model: ChatModel) -> Question:
    """The question with a search text that can be understood alone; as it is where the model does not help."""
    if not earlier:
        return question
    try:
        said = model.say(rewrite_prompt(question, earlier[-EARLIER:]), min(SECONDS, model.seconds))
    except ModelFailed as fault:
        logger.warning("the follow-up was searched for as it stands: the model %s", fault.reason)
        return question
    text = said.strip().strip('"「」')
    if not text or "\n" in text or len(text) > LONGEST:
        logger.warning("the follow-up was searched for as it stands: the model gave no question")
        return question
    return replace(understand(text, question.language), text=question.text)
