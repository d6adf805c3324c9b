"""Pictures as SVG: shares with their intervals, gaps, curves and distributions; colours come from the page's style.

They are hidden from screen readers: the page says what they show, in figures or by a name around them. Positions are
percentages where the height is fixed, so that the pictures fit any width.
"""

from collections.abc import Mapping, Sequence
from html import escape

from eval.statistics import Estimate

ROW = 17
WIDTH, HEIGHT = 640, 320
LEFT, RIGHT, TOP, BOTTOM = 66, 34, 14, 66


def interval_row(estimates: Mapping[str, Estimate | None], low: float = 0.0, high: float = 1.0) -> str:
    """One estimate for each series on one scale: a dot with its interval, one below the other."""
    parts = []
    held = [(name, found) for name, found in estimates.items() if found]
    for index, (name, found) in enumerate(held):
        y = ROW / 2 + index * ROW
        start, end, dot = (percent(value, low, high) for value in (found.low, found.high, found.value))
        parts.append(f'<line class="bar s-{name}" x1="{start}" x2="{end}" y1="{y}" y2="{y}"/>')
        parts.append(f'<circle class="dot s-{name}" cx="{dot}" cy="{y}" r="4.5"/>')
    height = ROW * max(1, len(held))
    grid = "".join(
        f'<line class="grid{" zero" if tick == 0 and low < 0 else ""}" x1="{percent(tick, low, high)}" '
        f'x2="{percent(tick, low, high)}" y1="0" y2="{height}"/>'
        for tick in ticks(low, high)
    )
    return f'<svg class="row" aria-hidden="true" width="100%" height="{height}">{grid}{"".join(parts)}</svg>'


def percent(value: float, low: float, high: float) -> str:
    """A position on a scale, kept off the very edge so that dots are whole."""
    return f"{2 + 96 * (min(max(value, low), high) - low) / (high - low):.2f}%"


def ticks(low: float, high: float) -> list[float]:
    """Where grid lines stand."""
    step = (high - low) / 4
    return [low + step * number for number in range(5)]


def curve(series: Mapping[str, Sequence[float]], label_x: str) -> str:
    """Lines over 1, 2, 3, … on a scale of 0 to 1, with points and a grid."""
    length = max((len(values) for values in series.values()), default=0)
    parts = [frame(label_x, [str(n) for n in range(1, length + 1)], every=max(1, length // 5))]
    for name, values in series.items():
        points = [(across(index, length), up(value)) for index, value in enumerate(values)]
        path = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
        parts.append(f'<polyline class="line s-{name}" points="{path}"/>')
        parts.extend(
            point(name, x, y, 3, f"{index + 1}: {value:.3f}")
            for index, ((x, y), value) in enumerate(zip(points, values, strict=True))
        )
    return picture(parts)


def history(estimates: Sequence[tuple[str, Estimate]], name: str) -> str:
    """A score over runs with its interval; the last run stands out."""
    count = len(estimates)
    parts = [frame("", [label for label, _ in estimates], every=max(1, (count + 2) // 3))]
    points = [(across(index, count), up(found.value)) for index, (_, found) in enumerate(estimates)]
    for (x, _), (_, found) in zip(points, estimates, strict=True):
        parts.append(
            f'<line class="bar s-{name}" x1="{x:.1f}" x2="{x:.1f}" y1="{up(found.low):.1f}" y2="{up(found.high):.1f}"/>'
        )
    path = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    parts.append(f'<polyline class="line s-{name}" points="{path}"/>')
    for index, ((x, y), (label, found)) in enumerate(zip(points, estimates, strict=True)):
        radius = 6 if index == count - 1 else 3.5
        parts.append(point(name, x, y, radius, f"{label}: {found.value:.3f}"))
    return picture(parts)


def histogram(values: Sequence[float], marks: Mapping[str, float], bins: int = 28) -> str:
    """How values are spread, with marked values."""
    top = max([*values, *marks.values(), 1.0])
    counts = [0] * bins
    for value in values:
        counts[min(bins - 1, int(value / top * bins))] += 1
    tallest = max([*counts, 1])
    wide = (WIDTH - LEFT - RIGHT) / bins
    base = HEIGHT - BOTTOM
    parts = [f'<line class="axis" x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{base}" y2="{base}"/>']
    for index, count in enumerate(counts):
        tall = (base - TOP) * count / tallest
        x = LEFT + index * wide
        parts.append(
            f'<rect class="block" x="{x + 1:.1f}" y="{base - tall:.1f}" width="{wide - 2:.1f}" '
            f'height="{tall:.1f}" rx="2"><title>{count}</title></rect>'
        )
    for number in range(5):
        x = LEFT + (WIDTH - LEFT - RIGHT) * number / 4
        parts.append(
            f'<text x="{x:.1f}" y="{HEIGHT - BOTTOM + 28}" text-anchor="middle">{top * number / 4:.0f} ms</text>'
        )
    for step, (label, value) in enumerate(marks.items()):
        x = LEFT + (WIDTH - LEFT - RIGHT) * value / top
        parts.append(f'<line class="mark" x1="{x:.1f}" x2="{x:.1f}" y1="{TOP}" y2="{base}"/>')
        anchor = "end" if x > WIDTH * 0.8 else "start"
        offset = -6 if anchor == "end" else 6
        y = TOP + 14 + 24 * step
        parts.append(
            f'<text class="strong" x="{x + offset:.1f}" y="{y}" text-anchor="{anchor}">{label} {value:.0f} ms</text>'
        )
    return picture(parts)


def point(name: str, x: float, y: float, radius: float, title: str) -> str:
    """A point of a series, with what it stands for."""
    place = f'cx="{x:.1f}" cy="{y:.1f}" r="{radius}"'
    return f'<circle class="dot s-{name}" {place}><title>{escape(title)}</title></circle>'


def frame(label_x: str, names: Sequence[str], every: int) -> str:
    """The grid and the names along a picture's axes."""
    parts = []
    for tick in ticks(0, 1):
        parts.append(
            f'<line class="grid" x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{up(tick):.1f}" y2="{up(tick):.1f}"/>'
        )
        parts.append(f'<text x="{LEFT - 8}" y="{up(tick) + 4:.1f}" text-anchor="end">{tick:.2f}</text>')
    for index, name in enumerate(names):
        if index % every == 0 or index == len(names) - 1:
            x = across(index, len(names))
            parts.append(
                f'<text x="{x:.1f}" y="{HEIGHT - BOTTOM + 28}" text-anchor="middle">{escape(name)}</text>'
            )
    if label_x:
        middle = (LEFT + WIDTH - RIGHT) / 2
        parts.append(f'<text x="{middle}" y="{HEIGHT - 6}" text-anchor="middle">{escape(label_x)}</text>')
    return "".join(parts)


def across(index: int, count: int) -> float:
    """The position of one of several points from left to right."""
    inner = WIDTH - LEFT - RIGHT - 40
    return LEFT + 20 + (inner * index / (count - 1) if count > 1 else inner / 2)


def up(value: float) -> float:
    """The position of a share from 0 to 1."""
    return HEIGHT - BOTTOM - (HEIGHT - BOTTOM - TOP) * min(max(value, 0.0), 1.0)


def picture(parts: Sequence[str]) -> str:
    """A picture that fits its place."""
    return f'<svg class="picture" aria-hidden="true" viewBox="0 0 {WIDTH} {HEIGHT}">{"".join(parts)}</svg>'
