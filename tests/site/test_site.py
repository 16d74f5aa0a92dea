"""The site of one module, in full: it needs nothing but itself, and everybody can read it."""

import html as markup
import posixpath
import re

import pytest
from axe_findings import violations
from playwright.sync_api import sync_playwright

pytestmark = [pytest.mark.slow, pytest.mark.kernel]

LOADED = re.compile(
    r"<(?:script|link|img|iframe|object|source)\b[^>]*?(?:src|href|data)=[\"']([^\"']*)|url\(([^)]*)\)|@import"
)
PICTURE = '<div class="site-picture">'


def test_no_page_runs_a_script_or_loads_more_than_the_stylesheet_beside_it(site, pages):
    texts = [*pages.values(), (site / "site.css").read_text(encoding="utf-8")]
    loaded = {"".join(found) for text in texts for found in LOADED.findall(text)}

    assert {"site.css", "../site.css", "../../site.css"} == loaded
    assert [] == [place for place, text in pages.items() if "<script" in text]


def test_every_drawing_says_the_same_in_words(lesson):
    drawings = [picture for picture in lesson.split(PICTURE)[1:] if "<svg" in picture]
    said = [
        re.search(r"<summary>The same [^<]+</summary>(.*?)</details>", each, re.DOTALL) for each in drawings
    ]
    words = [markup.unescape(re.sub(r"<[^>]+>", " ", found[1])).split() for found in said if found]

    assert len(drawings) > 5
    assert len(drawings) == len(words)
    assert [] == [said for said in words if len(said) < 4]


def test_what_has_controls_in_jupyterlab_says_so(lesson):
    assert lesson.count("in JupyterLab it has controls") > 3
    assert "widget-view" not in lesson


def test_every_link_leads_to_a_page_and_a_heading(pages):
    lost = []
    for place, text in pages.items():
        for link in re.findall(r'<a [^>]*?href="(?![a-z]+:)([^"]*)"', text):
            target, _, heading = markup.unescape(link).partition("#")
            wanted = posixpath.normpath(posixpath.join(posixpath.dirname(place), target)) if target else place
            if wanted not in pages or (heading and f'id="{heading}"' not in markup.unescape(pages[wanted])):
                lost.append(f"{place}: {link}")

    assert [] == lost


def test_the_first_page_leads_to_lesson_and_exercises_and_they_to_each_other(pages):
    stem = "m05_publish_subscribe"

    assert f'href="lessons/{stem}.html"' in pages["index.html"]
    assert f'rel="next" href="../exercises/{stem}/{stem}.html"' in pages[f"lessons/{stem}.html"]
    assert f'rel="prev" href="../../lessons/{stem}.html"' in pages[f"exercises/{stem}/{stem}.html"]


def test_nothing_of_whoever_made_it_is_on_a_page(site, pages, root):
    texts = "\n".join(pages.values())

    assert str(site) not in texts
    assert str(root) not in texts


@pytest.mark.browser
@pytest.mark.parametrize("theme,width", [("light", 1400), ("dark", 390)])
def test_everybody_can_read_its_pages(theme, width, site, pages, chromium):
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium)
        shown = browser.new_page(color_scheme=theme, viewport={"width": width, "height": 900})
        asked, found, widths, first = [], [], {}, set()
        shown.on("request", lambda request: asked.append(request.url))
        for place in pages:
            shown.goto((site / place).as_uri())
            found += [f"{place}: {each}" for each in violations(shown)]
            widths[place] = shown.evaluate("document.documentElement.scrollWidth")
            shown.keyboard.press("Tab")
            first.add(shown.evaluate("document.activeElement.textContent"))
        browser.close()

    assert [] == found
    assert {} == {place: wide for place, wide in widths.items() if wide > width}
    assert {"To the text"} == first
    assert [] == [url for url in asked if not url.startswith(site.as_uri())]
