"""The colours of every picture, one row a meaning, for light and dark pages.

Text keeps 4.5:1 and outlines keep 3:1 against each ground they may lie on (WCAG 2.2, success criteria 1.4.3 and
1.4.11, https://www.w3.org/TR/WCAG22/); a test computes it. Ground and ink come from JupyterLab's theme where there
is one; the values here are the same as those of its own two themes.
"""

__all__ = ["DARK", "GROUNDS", "LIGHT", "OUTLINES", "TEXTS", "contrast", "variables"]

LIGHT = {
    "ground": "#ffffff",
    "panel": "#f5f7f9",
    "ink": "#212121",
    "muted": "#55606b",
    "line": "#d4dae0",
    "outline": "#7b858f",
    "good": "#17692f",
    "good-tint": "#e7f5ea",
    "bad": "#b3261e",
    "bad-tint": "#fdeceb",
    "warn": "#7d4b00",
    "warn-tint": "#fff3db",
    "accent": "#0b5cad",
    "accent-tint": "#e8f1fb",
    "topic": "#a3196b",
    "queue": "#6b3fa0",
    "function": "#944600",
    "table": "#0b5cad",
    "bucket": "#17692f",
    "endpoint": "#4a5560",
    "publisher": "#212121",
    "missing": "#b3261e",
    "workflow": "#0b6464",
    "door": "#3f4bb8",
}

DARK = {
    "ground": "#111111",
    "panel": "#1c1f23",
    "ink": "#ececec",
    "muted": "#a7b0ba",
    "line": "#3b4149",
    "outline": "#7f8994",
    "good": "#62d17c",
    "good-tint": "#13281a",
    "bad": "#ff938a",
    "bad-tint": "#331917",
    "warn": "#e6b450",
    "warn-tint": "#2d2310",
    "accent": "#80bcff",
    "accent-tint": "#142740",
    "topic": "#f29ac8",
    "queue": "#c7abf0",
    "function": "#f0a868",
    "table": "#80bcff",
    "bucket": "#62d17c",
    "endpoint": "#b5bec8",
    "publisher": "#ececec",
    "missing": "#ff938a",
    "workflow": "#5cced0",
    "door": "#aeb6ff",
}

GROUNDS = ("ground", "panel", "good-tint", "bad-tint", "warn-tint", "accent-tint")
OUTLINES = ("outline",)
TEXTS = tuple(name for name in LIGHT if name not in (*GROUNDS, *OUTLINES, "line"))

# What a colour becomes where colours are forced: text is told from its ground, and signs, words and patterns say the rest.
_FORCED = {
    **dict.fromkeys(LIGHT, "CanvasText"),
    **dict.fromkeys(GROUNDS, "Canvas"),
    "accent": "LinkText",
    "line": "GrayText",
}

# JupyterLab's own names for the two colours that must follow a learner's theme.
_THEMED = {"ground": "--jp-layout-color0", "ink": "--jp-content-font-color1"}


def variables(where: str = ".course") -> str:
    """Return the CSS that sets `--course-<name>` at a selector: light, dark, JupyterLab's themes, and forced colours."""
    forced = "".join(f"--course-{name}:{value};" for name, value in _FORCED.items())
    light, dark = _rule(LIGHT), _rule(DARK)
    return (
        f"{where}{{{light}}}"
        f"[data-jp-theme-light=false] {where},{where}[data-jp-theme-light=false]{{{dark}}}"
        f"@media (prefers-color-scheme:dark){{{where}:not([data-jp-theme-light] *){{{dark}}}}}"
        # Above the rules before it, whatever theme they are for.
        f"@media (forced-colors:active){{{where}{where}{where}{{{forced}forced-color-adjust:none}}}}"
    )


def contrast(one: str, other: str) -> float:
    """Return the WCAG contrast ratio (1 to 21) of two `#rrggbb` colours."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _rule(colours: dict[str, str]) -> str:
    def value(name: str, colour: str) -> str:
        return f"var({_THEMED[name]},{colour})" if name in _THEMED else colour

    return "".join(f"--course-{name}:{value(name, colour)};" for name, colour in colours.items())


def _luminance(colour: str) -> float:
    def linear(channel: float) -> float:
        return channel / 12.92 if channel <= 0.04045 else float(((channel + 0.055) / 1.055) ** 2.4)

    red, green, blue = (linear(int(colour[at : at + 2], 16) / 255) for at in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
