// The rows of a waterfall as a tree. Only rows in sight are in the page.

const FALL_ROW = 26; // pixels
const FALL_MARGIN = 8; // rows kept above and below those in sight
const FALL_ROOM = 16; // rows in sight at most
const FALL_DEEPEST = 10; // levels that are set in further
const FALL_INDENT = 11; // pixels a level

let fallCount = 0;

function fallName(row, sign, fold) {
  const triangle = make("span", { className: "course-fall-sign", textContent: sign });
  triangle.onclick = (event) => {
    event.stopPropagation();
    if (sign) fold();
  };
  const name = make("span", { className: "course-fall-name", title: row.label }, triangle, row.label);
  name.style.paddingLeft = `${Math.min(row.level, FALL_DEEPEST) * FALL_INDENT}px`;
  return name;
}

function fallRow(row, { isFolded, hasRows, isChosen, name, state, fills, letter }) {
  const place = (moment) => state.window.place(partOf(state.stretches, moment));
  const { words, over } = fallAbout(row, place, letter);
  const parts = [...fallGaps(state.stretches, state.window), ...fallBars(row, fills, place), words];
  const node = make("div", { className: "course-fall-row" }, name, make("span", { className: "course-fall-track" }, ...parts));
  node.classList.toggle("course-fall-bad", row.bad);
  node.classList.toggle("course-fall-over", over);
  node.setAttribute("role", "treeitem");
  node.setAttribute("aria-level", row.level + 1);
  node.setAttribute("aria-selected", String(isChosen));
  if (hasRows) node.setAttribute("aria-expanded", String(!isFolded));
  return labelled(node, `${row.label}: ${row.about}`);
}

function fallTree({ rows, fills, choose, fold }) {
  const id = `course-fall-${(fallCount += 1)}`;
  const inner = make("div", { className: "course-fall-inner" });
  inner.setAttribute("role", "presentation");
  const tree = labelled(make("div", { className: "course-fall-rows", tabIndex: 0 }, inner), "Spans by cause");
  tree.setAttribute("role", "tree");
  let [state, letter, revealed] = [null, 0, null];

  const rowOf = (at, position) => {
    const hasRows = rows[at + 1]?.above === at;
    const isFolded = hasRows && state.folded.has(at);
    const name = fallName(rows[at], hasRows ? (isFolded ? "▸" : "▾") : "", () => fold(at));
    const isChosen = at === state.chosen;
    const node = fallRow(rows[at], { isFolded, hasRows, isChosen, name, state, fills, letter });
    node.id = `${id}-${at}`;
    node.onclick = () => choose(at);
    node.style.top = `${position * FALL_ROW}px`;
    return node;
  };
  const draw = () => {
    const first = Math.max(0, Math.floor(tree.scrollTop / FALL_ROW) - FALL_MARGIN);
    const shown = state.listed.slice(first, first + FALL_ROOM + 2 * FALL_MARGIN);
    inner.replaceChildren(...shown.map((at, index) => rowOf(at, first + index)));
    if (shown.includes(state.chosen)) tree.setAttribute("aria-activedescendant", `${id}-${state.chosen}`);
    else tree.removeAttribute("aria-activedescendant");
  };
  const reveal = () => {
    const top = state.listed.indexOf(state.chosen) * FALL_ROW;
    const over = top + FALL_ROW - tree.scrollTop - tree.clientHeight;
    if (top < tree.scrollTop) tree.scrollTop = Math.max(top, 0);
    else if (over > 0) tree.scrollTop += over;
    revealed = state.chosen;
  };
  const show = (next, wide) => {
    [state, letter] = [next, wide];
    tree.style.height = `${Math.min(state.listed.length, FALL_ROOM) * FALL_ROW + 2}px`;
    inner.style.height = `${state.listed.length * FALL_ROW}px`;
    if (revealed !== state.chosen) reveal();
    draw();
  };
  tree.onscroll = draw;
  return { element: tree, show };
}
