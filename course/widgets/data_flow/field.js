// A text that can be changed, with what is wrong with it below.

const DATA_FLOW_TALLEST = 320; // pixels

function dataFlowField(field, { edits, typed }) {
  const id = `course-field-${Math.random().toString(36).slice(2)}`;
  const name = make("span", { textContent: field.label });
  const changed = make("span", { className: "course-muted" });
  const area = make("textarea", { id, rows: 1, spellcheck: false, placeholder: field.example || "not written" });
  area.dataset.field = field.id;
  const problems = make("div", { id: `${id}-problems`, className: "course-problems" });
  area.setAttribute("aria-describedby", problems.id);
  const label = make("label", { htmlFor: id }, name, " ", changed);
  const element = make("div", { className: "course-field" }, label, area, problems);

  const grow = () => {
    area.style.height = "auto";
    const height = area.scrollHeight + area.offsetHeight - area.clientHeight;
    if (height) area.style.height = `${Math.min(height, DATA_FLOW_TALLEST)}px`;
  };
  const original = () => field.original ?? field.text;
  area.oninput = () => {
    grow();
    typed(field.id, area.value === original() ? null : area.value);
  };

  const show = (now) => {
    field = now;
    const text = edits()[field.id] ?? field.text;
    if (area.value !== text) area.value = text;
    changed.textContent = text === original() ? "" : "(changed)";
    area.setAttribute("aria-invalid", String(field.bad));
    if (problems.dataset.html !== field.problems) problems.innerHTML = problems.dataset.html = field.problems;
  };
  return { element, show, grow };
}

// The focus outlives a picture that is built anew.
function dataFlowFocus(root) {
  const area = root.querySelector("textarea:focus");
  if (!area) return () => {};
  const { selectionStart, selectionEnd } = area;
  return () => {
    const same = root.querySelector(`textarea[data-field="${CSS.escape(area.dataset.field)}"]`);
    if (!same) return;
    same.focus();
    same.setSelectionRange(selectionStart, selectionEnd);
  };
}
