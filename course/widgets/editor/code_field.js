// A text area for code with line numbers beside it, signs at lines, and a band behind some of them.

const EDIT_LINE = 19; // pixels; the sheet says the same
const EDIT_TOP = 8;

// A column counts characters; a text area counts units of UTF-16.
function editUnits(line, column) {
  return Array.from(line.slice(0, 2 * column)).slice(0, column - 1).join("").length;
}

function editField({ label, hint, onInput, onCaret, onLeave, onRun }) {
  const area = labelled(make("textarea", { className: "course-edit-area", wrap: "off", spellcheck: false }), label);
  for (const name of ["autocomplete", "autocorrect", "autocapitalize"]) area.setAttribute(name, "off");
  const about = make("span", { className: "course-hidden", id: `edit-${Math.random().toString(36).slice(2)}`, textContent: hint });
  area.setAttribute("aria-describedby", about.id);
  const numbers = make("div", { className: "course-edit-numbers" });
  numbers.setAttribute("aria-hidden", "true");
  const band = make("div", { className: "course-edit-band", hidden: true });
  const paper = make("div", { className: "course-edit-paper" }, make("div", { className: "course-edit-behind" }, band), area, about);
  const element = make("div", { className: "course-edit-field" }, numbers, paper);
  let signs = new Map();
  let banded = null;
  let lines = 1;
  let asked = 0;
  let grown = 0;
  let visited = false; // before that, the caret stands nowhere

  // Only the numbers that are seen are there: a text may have thousands of lines.
  const scroll = () => {
    const top = area.scrollTop - EDIT_TOP;
    const first = Math.max(0, Math.floor(top / EDIT_LINE));
    const many = Math.min(lines - first, Math.ceil(area.clientHeight / EDIT_LINE) + 1);
    while (numbers.childElementCount < many) numbers.append(make("div", {}, make("i"), make("span")));
    while (numbers.childElementCount > many) numbers.lastChild.remove();
    numbers.style.transform = `translateY(${first * EDIT_LINE - top}px)`;
    [...numbers.children].forEach((row, at) => {
      const line = first + at + 1;
      const sign = signs.get(line);
      row.className = sign ? `course-${sign.tone}` : "";
      row.title = sign ? sign.words : "";
      row.firstChild.textContent = sign ? sign.sign : "";
      row.lastChild.textContent = line;
    });
    if (!banded) return;
    band.style.transform = `translateY(${(banded[0] - 1) * EDIT_LINE - top}px)`;
    band.style.height = `${(banded[1] - banded[0] + 1) * EDIT_LINE}px`;
  };
  const measure = () => {
    grown = 0;
    lines = 1;
    for (let at = area.value.indexOf("\n"); at >= 0; at = area.value.indexOf("\n", at + 1)) lines += 1;
    scroll();
  };
  const text = () => area.value;
  const begin = (line) => {
    let at = 0;
    for (let left = line - 1; left > 0; left -= 1) {
      const next = area.value.indexOf("\n", at);
      if (next < 0) return area.value.length;
      at = next + 1;
    }
    return at;
  };
  const written = (line) => {
    const from = begin(line);
    const to = area.value.indexOf("\n", from);
    return area.value.slice(from, to < 0 ? area.value.length : to);
  };
  const reveal = (line, unit = 0) => {
    const top = (line - 1) * EDIT_LINE + EDIT_TOP;
    if (top < area.scrollTop || top + 2 * EDIT_LINE > area.scrollTop + area.clientHeight)
      area.scrollTop = top - area.clientHeight / 3;
    area.scrollLeft = unit > 50 ? (unit - 20) * 7.5 : 0;
    scroll();
  };
  // Selects what stands at a place (the first thing of the line, if no column is given): a text in quotes, a word, a bracket.
  const select = (line, column = 0) => {
    const code = written(line);
    const unit = column ? editUnits(code, column) : Math.max(0, code.search(/\S/));
    const found = code.slice(unit).match(/^("(?:[^"\\]|\\.)*"?|[^\s,:[\]{}"]+|\S)/);
    const from = begin(line) + unit;
    visited = true;
    area.focus({ preventScroll: true });
    area.setSelectionRange(from, from + (found ? found[0].length : 0));
    reveal(line, unit);
    element.scrollIntoView({ block: "nearest" });
    caret();
  };
  // The last of the lines that belong to what begins at `line`: those indented deeper, and the bracket that closes it.
  const end = (line) => {
    const depth = (code) => code.search(/\S/);
    const own = depth(written(line));
    const rest = area.value.slice(begin(line + 1)).split("\n");
    let last = line;
    for (const [at, code] of rest.entries()) {
      const deep = depth(code);
      if (deep < 0) continue;
      if (deep > own) last = line + at + 1;
      else return deep === own && /^[\]}]/.test(code.trim()) ? line + at + 1 : last;
    }
    return last;
  };
  // Marks the lines of what begins at a place, and puts the caret there; the focus stays where it is.
  const show = (line, column) => {
    banded = line ? [line, end(line)] : null;
    band.hidden = !banded;
    if (!line) return banded;
    const at = begin(line) + editUnits(written(line), column);
    area.setSelectionRange(at, at);
    visited = true;
    reveal(line);
    caret();
    return banded;
  };
  const sign = (next) => {
    signs = next;
    scroll();
  };
  const replace = (next) => {
    area.value = next;
    measure();
  };
  // At most once a frame, and never while a key is being handled.
  const caret = () => {
    if (asked || !visited) return;
    asked = requestAnimationFrame(() => {
      asked = 0;
      const before = area.value.slice(0, area.selectionStart);
      const from = before.lastIndexOf("\n") + 1;
      let line = 1;
      for (let at = before.indexOf("\n"); at >= 0; at = before.indexOf("\n", at + 1)) line += 1;
      onCaret(line, Array.from(before.slice(from)).length + 1);
    });
  };

  area.addEventListener("scroll", scroll, { passive: true });
  // A long text that is put in at once comes as an event for each line; they are counted once.
  area.addEventListener("input", () => {
    if (banded) show(null);
    if (!grown) grown = requestAnimationFrame(measure);
    onInput();
    caret();
  });
  ["keyup", "pointerup", "focus"].forEach((name) =>
    area.addEventListener(name, () => {
      visited = true;
      caret();
    }),
  );
  editKeys(area, { onLeave, onRun });
  const resized = new ResizeObserver(scroll);
  resized.observe(area);
  const leave = () => {
    resized.disconnect();
    [asked, grown].forEach(cancelAnimationFrame);
  };
  return { element, area, text, replace, select, show, sign, leave, tell: caret, lines: () => lines };
}
