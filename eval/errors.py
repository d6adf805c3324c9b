"""What evaluation cannot work with."""


class EvaluationError(ValueError):
    """Gold, a run or a gate file that cannot be used; the message says what to do."""
