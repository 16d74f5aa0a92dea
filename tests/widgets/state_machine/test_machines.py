"""Real machines, drawn: nothing raises, no text leaves its room, nothing lies on a state.

The machines are no part of the project. They are looked for in the folder that ``COURSE_CONFORMANCE`` names, or in
``shared/conformance`` beside the checkout.
"""

import os
from pathlib import Path

import pytest

from course.asl import lint_machine, parse
from course.widgets.sheets import stylesheet
from course.widgets.state_machine import scene_of
from course.widgets.state_machine.scene import laid_out

ROOT = Path(__file__).parents[3]
MACHINES = Path(os.environ.get("COURSE_CONFORMANCE", ROOT.parent / "shared" / "conformance")) / "machines"

pytestmark = pytest.mark.skipif(
    not MACHINES.is_dir(), reason="no machines: set COURSE_CONFORMANCE to their folder"
)

# Boxes as the browser sees them, in the drawing's own pixels; what lies where it should not, in words.
FAULTS = """
([svg, rooms]) => {
  document.querySelector("main").innerHTML = svg;
  const found = [];
  const rect = (node, dx = 0, dy = 0) => {
    const { x, y, width, height } = node.getBBox();
    return { left: x + dx, top: y + dy, right: x + dx + width, bottom: y + dy + height };
  };
  const within = (inner, outer, slack) => inner.left >= outer.left - slack && inner.right <= outer.right + slack
    && inner.top >= outer.top - slack && inner.bottom <= outer.bottom + slack;
  const meet = (one, other) => one.left < other.right && other.left < one.right
    && one.top < other.bottom && other.top < one.bottom;
  const boxes = [...document.querySelectorAll(".course-state")].map((node) => {
    const { e, f } = node.transform.baseVal.consolidate().matrix;
    const name = node.querySelector(".course-name").textContent;
    const outline = rect(node.querySelector(".course-outline"), e, f);
    node.querySelectorAll(":scope > text").forEach((text) => {
      if (text.textContent && !within(rect(text, e, f), outline, -3)) found.push(`the text of ${name} leaves its box`);
    });
    return { name, outline };
  });
  boxes.forEach((one, at) => boxes.slice(at + 1).forEach((other) => {
    if (meet(one.outline, other.outline)) found.push(`${one.name} lies on ${other.name}`);
  }));
  const labels = [...document.querySelectorAll(".course-label")];
  labels.forEach((label, at) => {
    const said = label.textContent;
    const box = rect(label);
    if (!within(box, rooms[at], 1)) found.push(`the label ${said} leaves its room`);
    boxes.forEach(({ name, outline }) => {
      if (meet(box, outline)) found.push(`the label ${said} lies on ${name}`);
    });
    labels.slice(at + 1).forEach((other) => {
      if (meet(box, rect(other))) found.push(`the label ${said} lies on ${other.textContent}`);
    });
  });
  document.querySelectorAll(".course-group").forEach((words) => {
    boxes.forEach(({ name, outline }) => {
      if (meet(rect(words), outline)) found.push(`the words ${words.textContent} lie on ${name}`);
    });
  });
  return found;
}
"""


def machines():
    return [
        (path.stem, parse(path.read_text(encoding="utf-8"))) for path in sorted(MACHINES.glob("*.asl.json"))
    ]


def rooms(machine):
    """The room that each label was given, in the order of the drawing."""
    _, placed = laid_out(machine)
    return [
        {
            "left": wire.label_at[0] - written.width / 2,
            "right": wire.label_at[0] + written.width / 2,
            "top": wire.label_at[1] - written.height / 2,
            "bottom": wire.label_at[1] + written.height / 2,
        }
        for written, wire in placed.edges
        if written.lines and wire.label_at
    ]


def test_every_machine_is_drawn_with_all_its_states():
    for name, machine in machines():
        scene = scene_of(machine, lint_machine(machine))

        assert scene["svg"].count("data-state=") == len(scene["states"]) > 0, name


@pytest.mark.browser
def test_no_text_leaves_its_room_and_nothing_lies_on_a_state(browser):
    page = browser.new_page()
    page.set_content(f"<style>{stylesheet('state_machine')}</style><main class=course></main>")

    found = [
        f"{name}: {fault}"
        for name, machine in machines()
        for fault in page.evaluate(FAULTS, [scene_of(machine)["svg"], rooms(machine)])
    ]
    page.close()

    assert [] == found
