"""Outlines of boxes: each is a function of width and height, and returns SVG path data around the centre."""

__all__ = [
    "barred",
    "chevron",
    "drum",
    "folded",
    "framed",
    "gabled",
    "half_round",
    "leaning",
    "lidded",
    "notched",
    "octagon",
    "pail",
    "plain",
    "pointed",
    "railed",
    "rounded",
    "slanted",
    "stacked",
    "tag",
    "torn",
    "two_corners",
    "window",
]


def plain(width: float, height: float) -> str:
    return rounded(width, height, 5)


def rounded(width: float, height: float, radius: float = 20) -> str:
    x, y, r = width / 2, height / 2, radius
    return (
        f"M{-x + r},{-y} H{x - r} A{r},{r} 0 0 1 {x},{-y + r} V{y - r} A{r},{r} 0 0 1 {x - r},{y} "
        f"H{-x + r} A{r},{r} 0 0 1 {-x},{y - r} V{-y + r} A{r},{r} 0 0 1 {-x + r},{-y} Z"
    )


def pointed(width: float, height: float) -> str:
    x, y, tip = width / 2, height / 2, 12
    return f"M{-x},0 L{-x + tip},{-y} H{x - tip} L{x},0 L{x - tip},{y} H{-x + tip} Z"


def chevron(width: float, height: float) -> str:
    x, y, tip = width / 2, height / 2, 12
    return f"M{-x},{-y} H{x - tip} L{x},0 L{x - tip},{y} H{-x} L{-x + tip},0 Z"


def tag(width: float, height: float) -> str:
    x, y, tip = width / 2, height / 2, 14
    return f"M{-x},{-y} H{x - tip} L{x},0 L{x - tip},{y} H{-x} Z"


def octagon(width: float, height: float) -> str:
    x, y, cut = width / 2, height / 2, 12
    return (
        f"M{-x + cut},{-y} H{x - cut} L{x},{-y + cut} V{y - cut} L{x - cut},{y} H{-x + cut} "
        f"L{-x},{y - cut} V{-y + cut} Z"
    )


def two_corners(width: float, height: float) -> str:
    x, y, cut = width / 2, height / 2, 14
    return f"M{-x + cut},{-y} H{x} V{y - cut} L{x - cut},{y} H{-x} V{-y + cut} Z"


def barred(width: float, height: float) -> str:
    x, y, bar = width / 2, height / 2, 6
    return f"M{-x},{-y} H{x} V{y} H{-x} Z M{-x + bar},{-y} V{y} M{x - bar},{-y} V{y}"


def railed(width: float, height: float) -> str:
    x, y, rail = width / 2, height / 2, 5
    return f"M{-x},{-y} H{x} V{y} H{-x} Z M{-x},{-y + rail} H{x} M{-x},{y - rail} H{x}"


def window(width: float, height: float) -> str:
    x, y = width / 2, height / 2
    return f"{plain(width, height)} M{-x},{-y + 7} H{x}"


def framed(width: float, height: float) -> str:
    return f"{rounded(width, height, 9)} {rounded(width - 8, height - 8, 6)}"


def stacked(width: float, height: float) -> str:
    x, y = width / 2, height / 2
    return f"M{-x},{-y} H{x - 5} V{y - 5} H{-x} Z M{x - 5},{-y + 5} H{x} V{y} H{-x + 5} V{y - 5}"


def drum(width: float, height: float) -> str:
    x, y, lid = width / 2, height / 2, 6
    return (
        f"M{-x},{-y + lid} A{x},{lid} 0 0 1 {x},{-y + lid} V{y - lid} A{x},{lid} 0 0 1 {-x},{y - lid} Z "
        f"M{-x},{-y + lid} A{x},{lid} 0 0 0 {x},{-y + lid}"
    )


def pail(width: float, height: float) -> str:
    x, y = width / 2, height / 2
    return f"M{-x},{-y} H{x} L{x - 12},{y} H{-x + 12} Z"


def slanted(width: float, height: float) -> str:
    x, y = width / 2, height / 2
    return f"M{-x + 12},{-y} H{x} L{x - 12},{y} H{-x} Z"


def leaning(width: float, height: float) -> str:
    x, y = width / 2, height / 2
    return f"M{-x},{-y} H{x - 12} L{x},{y} H{-x + 12} Z"


def lidded(width: float, height: float) -> str:
    x, y, lid = width / 2, height / 2, 7
    return (
        f"M{-x},{-y} H{x} V{-y + lid} H{x - 5} V{y} H{-x + 5} V{-y + lid} H{-x} Z "
        f"M{-x + 5},{-y + lid} H{x - 5}"
    )


def notched(width: float, height: float) -> str:
    x, y, r = width / 2, height / 2, 8
    return f"M{-x},{-y} H{x} V{-r} A{r},{r} 0 0 0 {x},{r} V{y} H{-x} V{r} A{r},{r} 0 0 0 {-x},{-r} Z"


def half_round(width: float, height: float) -> str:
    x, y = width / 2, height / 2
    return f"M{-x},{-y} H{x - y} A{y},{y} 0 0 1 {x - y},{y} H{-x} Z"


def gabled(width: float, height: float) -> str:
    x, y, eaves = width / 2, height / 2, 9
    return f"M{-x},{y} V{-y + eaves} L0,{-y} L{x},{-y + eaves} V{y} Z"


def folded(width: float, height: float) -> str:
    x, y, fold = width / 2, height / 2, 13
    return f"M{-x},{-y} H{x - fold} L{x},{-y + fold} V{y} H{-x} Z M{x - fold},{-y} V{-y + fold} H{x}"


def torn(width: float, height: float) -> str:
    x, y = width / 2, height / 2
    teeth = 8
    step = width / teeth
    edge = " ".join(f"L{x - step * (at + 1):.1f},{y - (5 if at % 2 == 0 else 0)}" for at in range(teeth))
    return f"M{-x},{-y} H{x} V{y} {edge} Z"
