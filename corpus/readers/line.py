"""A line of a page as a reader finds it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Line:
    """A line of a page: `size` in points, `left`, `right`, `top` in points from the lower left corner."""

    text: str
    size: float
    bold: bool
    left: float
    right: float
    top: float
    vertical: bool
