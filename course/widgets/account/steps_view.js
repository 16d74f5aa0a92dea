// Steps as a list of which only a window around the present one is in the page, and the parts of time as buttons.

const STEPS_WINDOW = 80;

function stepsView({ go }) {
  const list = labelled(make("ol", { className: "course-steps", tabIndex: 0 }), "All steps");
  const parts = labelled(make("div", { className: "course-time-parts" }), "Parts of the time");
  parts.setAttribute("role", "group");
  let tale = { steps: [], parts: [] };
  let from = -1;
  let items = new Map();

  const item = (at) => {
    const step = tale.steps[at];
    const part = tale.parts.find((each) => each.first === at);
    const node = make("li", { className: step.tone ? `course-step-${step.tone}` : "", onclick: () => go(at + 1) });
    if (part?.pause) node.append(make("span", { className: "course-pause", textContent: part.pause }));
    node.append(`at ${step.time}: ${step.text}`);
    return node;
  };
  const fill = (first) => {
    from = first;
    const until = Math.min(tale.steps.length, first + 2 * STEPS_WINDOW);
    items = new Map();
    for (let at = first; at < until; at += 1) items.set(at, item(at));
    list.start = first + 1;
    list.replaceChildren(...items.values());
  };
  const show = (at) => {
    const index = at - 1;
    const half = STEPS_WINDOW / 2;
    const near = index - from >= half || from <= 0;
    const enough = from + 2 * STEPS_WINDOW - index > half || from + 2 * STEPS_WINDOW >= tale.steps.length;
    if (from < 0 || !items.has(Math.max(0, index)) || !near || !enough) fill(Math.max(0, index - STEPS_WINDOW));
    list.querySelectorAll("[aria-current]").forEach((node) => node.removeAttribute("aria-current"));
    const current = items.get(index);
    if (current) {
      current.setAttribute("aria-current", "step");
      list.scrollTop = current.offsetTop - list.offsetTop - list.clientHeight / 2;
    }
    [...parts.children].forEach((node, which) => {
      const { first, last } = tale.parts[which];
      if (index >= first && index <= last) node.setAttribute("aria-current", "step");
      else node.removeAttribute("aria-current");
    });
  };
  const replace = (next) => {
    tale = next;
    from = -1;
    parts.replaceChildren(
      ...(tale.parts.length < 2
        ? []
        : tale.parts.map((part) => button(part.words, `Go to ${part.words}`, () => go(part.first + 1)))),
    );
    list.hidden = tale.steps.length === 0;
  };
  return { list, parts, replace, show };
}
