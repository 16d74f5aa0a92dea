"""The scripts of the pictures in a language made by a function: every word is changed, and nothing else."""

import html
import json
import re

import pytest
from gallery import live_pictures, stop_accounts
from live_page import LivePage
from playwright.sync_api import sync_playwright
from pseudo_language import accented, left_in_english
from turns import todays

from grader.texts import TextsError
from grader.texts.javascript_words import reworded_javascript

# What stays English: names of AWS's API, units.
NAMES = {"SendTaskSuccess", "SendTaskFailure", "min"}

SAID = """() => {
  const root = document.querySelector("#widget");
  const texts = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  const said = [];
  while (texts.nextNode()) said.push(texts.currentNode.data);
  for (const name of ["aria-label", "aria-valuetext", "placeholder", "title"])
    root.querySelectorAll(`[${name}]`).forEach((node) => said.push(node.getAttribute(name)));
  return said;
}"""
FORM = """() => [...document.querySelectorAll("#widget *")].map((node) =>
  [node.tagName, node.getAttribute("class"), ...["role", "aria-pressed", "aria-checked", "aria-disabled", "aria-current"]
    .map((name) => node.getAttribute(name)), node.hidden].join(" "))"""


def texts_of(script):
    found = []
    reworded_javascript(script, lambda words, line: found.append((line, words)) or words)
    return found


@pytest.fixture(scope="module")
def scripts(root):
    return {
        path.relative_to(root).as_posix(): path.read_text(encoding="utf-8")
        for path in sorted((root / "course" / "widgets").rglob("*.js"))
    }


def test_a_script_that_is_not_translated_comes_out_as_it_was_written(scripts):
    assert len(scripts) > 40
    assert scripts == {
        path: reworded_javascript(text, lambda words, _: words) for path, text in scripts.items()
    }


@pytest.mark.parametrize(
    "script, words",
    [
        ('button("Start", "To the beginning", act);', ["Start", "To the beginning"]),
        ('play.textContent = on ? "Pause" : `Play`;', ["Pause", "Play"]),
        ('make("p", { className: "one two", textContent: "Now" }, "and ", node);', ["Now", "and "]),
        ('labelled(make("select", { title: "Speed" }), "Speed of playing");', ["Speed", "Speed of playing"]),
        ('node.setAttribute("aria-label", "Zoom");', ["Zoom"]),
        ('const SIDE_WORDS = ["above", { below: "below" }];', ["above", "below"]),
        ("const size = (many) => `${many} characters`;", ["${many} characters"]),
        ("const where = `line ${at}`; // not this comment", ["line ${at}"]),
        ("x.textContent = `${n} of ${all.map((each) => `${each.a}`)}`;", ["${n} of ${all.map((each) => `${each.a}`)}"]),
        ('say(`${n ? `${n} ✓` : "none so far"}`);', ["none so far"]),
        ('const names = ["ArrowRight", "Home"];', []),
        ('node.className = is ? "course-a course-b" : "some class";', []),
        ('svg.setAttribute("viewBox", `from ${x} to ${y}`);', []),
        ('node.querySelector("details summary").matches("input, select");', []),
        ('const told = { "to the left": 1 }["to the left"];', []),
        ('if (kind === "one of two" || "two words" in table) go();', []),
        ("const found = text.match(/^(\"some words\"|[/`'])/) ?? a / b;", []),
        ('const own = `course-a ${is ? "course-b" : ""} c`;', []),
    ],
)  # fmt: skip
def test_words_are_told_from_what_the_program_needs(script, words):
    assert words == [text for _, text in texts_of(script)]


def test_a_text_is_given_with_its_line():
    assert [(2, "Start"), (4, "and ${\n so} on")] == texts_of('\nsay("Start");\n\nsay(`and ${\n so} on`);')


def test_a_translation_is_quoted_as_its_literal_needs():
    said = {"A word": 'Ein "Wort" \\ mehr\n', "${n} states": "Zustände: `${n}`\\"}

    assert 'say("Ein \\"Wort\\" \\\\ mehr\\n", `Zustände: \\`${n}\\`\\\\`);' == reworded_javascript(
        'say("A word", `${n} states`);', lambda words, _: said[words]
    )


def test_what_a_literal_escapes_is_read_as_it_is_shown():
    assert [(1, 'an "a" \n\u2026\t`')] == texts_of(r'say("an \"a\" \n\u2026\t\`");')


def test_expressions_may_change_their_order():
    turned = reworded_javascript("say(`${a} of ${b}`);", lambda *_: "von ${b} sind ${a} da")

    assert "say(`von ${b} sind ${a} da`);" == turned


@pytest.mark.parametrize(
    "said", ["nur ${a}", "${a} ${a} ${b}", "${a} ${b} ${alert(1)}", "${a} ${c}", "${a} ${b} ${"]
)
def test_a_translation_with_other_expressions_is_refused_with_its_line(said):
    with pytest.raises(
        TextsError, match=r"^line 2: found .* expected \$\{a\} \$\{b\}, as in “\$\{a\} of \$\{b\}”"
    ):
        reworded_javascript("\nsay(`${a} of ${b}`);", lambda *_: said)


@pytest.mark.parametrize(
    "script",
    [
        'say("no end',
        "say(`no end",
        "say(`${no end`",
        "if (a) /b/.test(c)",
        "x = a /b/ c",
        "say()) + 1",
        "say([)]",
        "say({",
    ],
)
def test_a_script_that_cannot_be_read_for_certain_is_refused(script):
    with pytest.raises(TextsError, match=r"^line 1: found .*; expected JavaScript in the form"):
        reworded_javascript(script, lambda words, _: words)


def test_no_words_are_hidden_in_an_expression_that_a_translator_leaves_alone(scripts):
    texts = [words for script in scripts.values() for _, words in texts_of(script)]
    expressions = [each for words in texts for each in re.findall(r"\$\{(.*?)\}", words)]
    chosen = re.compile(r"[?:] *[\"`][^\"`]*[a-zA-Z]")

    assert len(texts) > 250
    assert len(expressions) > 80
    assert [] == [each for each in expressions if chosen.search(each)]


def _english(said, given):
    """Return what the script itself says without an accent: nothing that Python gave it."""
    text = html.unescape("".join(given)).replace("\\n", " ").replace('\\"', '"')
    known = text + re.sub("<[^>]*>", "", text)
    runs = [run for text in said for run in re.findall(r"[^\W\d_](?:[^\W\d_]|[' ])*[^\W\d_]", text)]
    own = [part.strip() for run in runs for part in re.split(r"\w*[àéîöüÀÉÎÖÜ]\w*", run)]
    parts = {part for part in own if left_in_english(part)} - NAMES
    return {part for part in parts if not re.search(rf"(?<![^\W\d_]){re.escape(part)}(?![^\W\d_])", known)}


def _walk(shown):
    """Press every button once, then an arrow key; return what was said, what Python gave, and the form after each."""
    said, given, forms = set(), set(), []

    def look():
        said.update(shown.page.evaluate(SAID))
        given.add(json.dumps(shown.widget.get_state(), ensure_ascii=False, default=str))
        forms.append(shown.page.evaluate(FORM))

    look()
    for at in range(min(shown.page.locator("#widget button").count(), 8)):
        button = shown.page.locator("#widget button").nth(at)
        if button.count() and button.is_visible():
            button.evaluate("node => (node.focus(), node.click())")
            shown.settle()
            shown.page.keyboard.press("ArrowRight")
            shown.settle()
            look()
    return said, given, forms


@pytest.fixture(scope="module")
def browser(chromium):
    """Chromium, as the machine has it."""
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        yield opened
        opened.close()


@pytest.mark.slow
@pytest.mark.browser
def test_every_live_picture_does_the_same_and_says_all_in_the_other_language(
    root, browser, monkeypatch, tmp_path
):
    seen = []
    # One gallery after the other: its pictures look at one account, and what is done to one is seen in the next.
    for translation in (str, accented):
        seen.append([])
        monkeypatch.setenv("COURSE_HOME", str(tmp_path / translation.__name__))
        for widget in todays(live_pictures(root, monkeypatch), 3):
            widget._esm = reworded_javascript(
                str(widget._esm), lambda words, _, said=translation: said(words)
            )
            shown = LivePage(browser, widget)
            seen[-1].append((type(widget).__name__, *_walk(shown)))
            if translation is accented:
                shown.picture(f"in_another_language/{type(widget).__name__}")
            shown.close()
            assert [] == shown.errors, seen[-1][-1][0]

    stop_accounts()
    assert len(seen[1]) > 4
    for (name, english, _, forms), (_, said, given, new_forms) in zip(*seen, strict=True):
        assert set() == _english(said, given), name
        # The ladder of hints says only what it is given.
        assert said != english or name == "HintLadder", name
        # The editor draws after a moment's rest: how far it is when it is looked at is the machine's affair.
        assert forms == new_forms or name == "Editor", name
