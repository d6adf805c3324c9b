"""Numbers and dates in Japanese and English text, on one scale."""

from assistant.quantities.dates import PartialDate
from assistant.quantities.measures import Measure, Quantity, find_quantities
from assistant.quantities.text import plain
from assistant.quantities.units import agree, declared_units

__all__ = ["Measure", "PartialDate", "Quantity", "agree", "declared_units", "find_quantities", "plain"]
