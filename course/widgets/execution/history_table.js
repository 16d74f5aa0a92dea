// The history as a table of which only what can be seen is there: twenty-five thousand rows, some thirty elements.

const STEPPER_ROW = 26; // pixels; the sheet says the same
const STEPPER_HIGH = 13;
const STEPPER_BEYOND = 6;
const HISTORY_WORDS = ["Event", "Time", "What", "State", "After"];

let stepperHistories = 0;

function stepperHistory(scene, names, { onStep }) {
  const { events, texts, time, states } = scene;
  const name = `course-history-${(stepperHistories += 1)}`;
  const position = new Map(events.id.map((id, at) => [id, at]));
  let rows = events.id.map((_, at) => at);
  let current = -1;
  let chosen = -1;

  const body = make("div", { className: "course-history-body" });
  body.setAttribute("role", "rowgroup");
  const head = make("div", { className: "course-history-row course-history-head" });
  head.setAttribute("role", "row");
  HISTORY_WORDS.forEach((title) => {
    const cell = make("span", { textContent: title });
    cell.setAttribute("role", "columnheader");
    head.append(cell);
  });
  const element = labelled(make("div", { className: "course-history", tabIndex: 0 }, head, body), "History");
  element.setAttribute("role", "grid");
  element.style.setProperty("--digits", String(events.id[events.id.length - 1]).length);
  element.style.setProperty("--time", time.words.reduce((most, words) => Math.max(most, texts[words].length), 0));
  const hint = make("p", { className: "course-muted course-table-hint", id: `${name}-hint` });
  hint.textContent = "↑ ↓ choose an event, Enter goes there, ← goes to the event that it follows.";
  element.setAttribute("aria-describedby", hint.id);

  const cells = (at) => {
    const state = events.state[at] >= 0 ? (names.get(states[events.state[at]]) ?? "") : "";
    const line = events.line[at] > 0 ? texts[scene.lines[events.line[at]][2]] : "";
    const where = [state, line].filter(Boolean).join(" · ");
    const back = events.previous[at] > 0 ? `← ${events.previous[at]}` : "";
    return [String(events.id[at]), texts[time.words[at]], texts[events.type[at]], where, back];
  };
  const rowOf = (index) => {
    const at = rows[index];
    const row = make("div", { className: "course-history-row", id: `${name}-${at}` });
    row.setAttribute("role", "row");
    row.setAttribute("aria-rowindex", index + 2);
    row.style.top = `${index * STEPPER_ROW}px`;
    cells(at).forEach((text, column) => {
      const cell = make("span", { textContent: text, title: text });
      cell.setAttribute("role", "gridcell");
      if (column === 4 && text) cell.className = "course-history-back";
      row.append(cell);
    });
    row.onclick = (event) => {
      const back = event.target.closest(".course-history-back");
      go(back ? position.get(events.previous[at]) : at);
    };
    if (at === current) row.setAttribute("aria-current", "step");
    row.setAttribute("aria-selected", String(at === chosen));
    return row;
  };
  const draw = () => {
    const first = Math.max(0, Math.floor(element.scrollTop / STEPPER_ROW) - STEPPER_BEYOND);
    const many = Math.ceil((element.clientHeight || 300) / STEPPER_ROW) + 2 * STEPPER_BEYOND;
    const shown = rows.slice(first, first + many).map((_, index) => rowOf(first + index));
    body.replaceChildren(...shown);
    body.style.height = `${rows.length * STEPPER_ROW}px`;
    element.style.height = `${Math.min(rows.length + 1, STEPPER_HIGH) * STEPPER_ROW + 2}px`;
    element.setAttribute("aria-rowcount", rows.length + 1);
    if (shown.some((row) => row.id === `${name}-${chosen}`)) element.setAttribute("aria-activedescendant", `${name}-${chosen}`);
    else element.removeAttribute("aria-activedescendant");
  };
  const indexOf = (at) => {
    let [low, high] = [0, rows.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (rows[middle] < at) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  const reveal = (at) => {
    const index = Math.min(indexOf(at), rows.length - 1);
    const [top, bottom] = [index * STEPPER_ROW, (index + 2) * STEPPER_ROW];
    const room = element.clientHeight - STEPPER_ROW;
    if (top < element.scrollTop || bottom > element.scrollTop + room) element.scrollTop = top - room / 2;
  };
  const choose = (at) => {
    if (at === undefined) return;
    chosen = at;
    reveal(at);
    draw();
  };
  const go = (at) => {
    if (at === undefined) return;
    chosen = at;
    onStep(at + 1);
  };
  const besides = (by) => rows[Math.max(0, Math.min(rows.length - 1, indexOf(chosen) + by))];
  const table = {
    ArrowDown: () => choose(besides(1)),
    ArrowUp: () => choose(besides(-1)),
    PageDown: () => choose(besides(10)),
    PageUp: () => choose(besides(-10)),
    ArrowLeft: () => choose(position.get(events.previous[chosen])),
    Enter: () => go(chosen),
  };
  keys(element, table);
  element.onscroll = draw;
  // A cell's output may be put together before it has a height to scroll in.
  const seen = new ResizeObserver(() => {
    if (!element.clientHeight) return;
    seen.disconnect();
    reveal(current);
    draw();
  });
  seen.observe(element);

  return {
    element,
    hint,
    show: (step) => {
      current = chosen = step - 1;
      reveal(current);
      draw();
    },
    filter: (keep) => {
      rows = events.id.map((_, at) => at).filter(keep);
      element.scrollTop = 0;
      reveal(current);
      draw();
      return rows.length;
    },
    leave: () => seen.disconnect(),
    next: (step) => rows.find((at) => at >= step),
    previous: (step) => rows[indexOf(step - 1) - 1],
  };
}
