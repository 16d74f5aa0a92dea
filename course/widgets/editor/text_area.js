// What keys do in a text area that holds code. Every change goes through the browser's own editing, so that undo works.

const EDIT_STEP = "  ";
const EDIT_OPENS = /[[{:]\s*$/;
const EDIT_CLOSES = /^[ \t]*[\]}]/;

function editType(area, text) {
  area.focus();
  // No other way of changing a text area by script can be undone.
  if (document.execCommand(text ? "insertText" : "delete", false, text)) return;
  area.setRangeText(text, area.selectionStart, area.selectionEnd, "end");
  area.dispatchEvent(new Event("input", { bubbles: true }));
}

function editReplace(area, text) {
  const at = area.selectionStart;
  area.focus();
  area.setSelectionRange(0, area.value.length);
  editType(area, text);
  area.setSelectionRange(Math.min(at, text.length), Math.min(at, text.length));
}

// The whole lines that the selection touches, as [begin, end] in the text.
function editLines(area) {
  const { value, selectionStart: from, selectionEnd: to } = area;
  const end = value.indexOf("\n", to > from ? to - 1 : to);
  return [value.lastIndexOf("\n", from - 1) + 1, end < 0 ? value.length : end];
}

function editIndent(area, deeper) {
  const [begin, end] = editLines(area);
  const { selectionStart: from, selectionEnd: to, value } = area;
  if (deeper && from === to) return editType(area, EDIT_STEP);
  const old = value.slice(begin, end);
  const moved = old
    .split("\n")
    .map((line) => (deeper ? (line ? EDIT_STEP + line : line) : line.replace(/^( {1,2}|\t)/, "")))
    .join("\n");
  if (moved === old) return;
  area.setSelectionRange(begin, end);
  editType(area, moved);
  const grown = moved.length - old.length;
  if (from === to) area.setSelectionRange(Math.max(begin, from + grown), Math.max(begin, from + grown));
  else area.setSelectionRange(begin, end + grown);
}

function editNewLine(area) {
  const { value, selectionStart: from, selectionEnd: to } = area;
  const line = value.slice(value.lastIndexOf("\n", from - 1) + 1, from);
  const indent = line.match(/^[ \t]*/)[0];
  const opens = EDIT_OPENS.test(line);
  const closes = opens && EDIT_CLOSES.test(value.slice(to, to + 80));
  const before = `\n${indent}${opens ? EDIT_STEP : ""}`;
  editType(area, closes ? `${before}\n${indent}` : before);
  if (closes) area.setSelectionRange(from + before.length, from + before.length);
}

// A closing bracket at the beginning of a line stands as far left as what it closes.
function editClose(area, bracket) {
  const { value, selectionStart: from, selectionEnd: to } = area;
  const begin = value.lastIndexOf("\n", from - 1) + 1;
  const line = value.slice(begin, from);
  if (from !== to || !line.endsWith(EDIT_STEP) || line.trim()) return false;
  area.setSelectionRange(from - EDIT_STEP.length, from);
  editType(area, bracket);
  return true;
}

// `onLeave` is called when Esc was pressed: the next Tab leaves the field. `onRun` is for Ctrl+Enter.
function editKeys(area, { onLeave, onRun }) {
  let leaving = false;
  const acts = {
    Tab: (event) => editIndent(area, !event.shiftKey),
    Enter: () => editNewLine(area),
    "]": () => editClose(area, "]"),
    "}": () => editClose(area, "}"),
  };
  area.addEventListener("keydown", (event) => {
    const command = event.ctrlKey || event.metaKey;
    // To save the notebook stays the notebook's; all else that is typed here is not its business.
    if (command && event.key.toLowerCase() === "s") return;
    event.stopPropagation();
    if (event.isComposing) return;
    if (event.key === "Escape") {
      leaving = true;
      onLeave();
      event.preventDefault();
    } else if (event.key === "Enter" && (command || event.shiftKey)) {
      event.preventDefault();
      if (command) onRun();
    } else if (!command && !event.altKey && event.key in acts && !(leaving && event.key === "Tab")) {
      if (acts[event.key](event) !== false) event.preventDefault();
    }
    if (!["Escape", "Shift"].includes(event.key)) leaving = false;
  });
  area.addEventListener("blur", () => {
    leaving = false;
  });
}
