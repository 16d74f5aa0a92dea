// A text to edit whose lines carry signs: a strip before it shows which hold and which stop an event.

const EDITOR_SIGNS = { good: ["✓", "course-holds"], bad: ["✗", "course-stops"], open: ["○", ""] };
const TYPING = 200; // milliseconds of rest before what was typed is looked at

function markedEditor(label, typed) {
  const area = make("textarea", { spellcheck: false, wrap: "off", rows: 6 });
  const behind = make("div", { className: "course-behind" });
  behind.setAttribute("aria-hidden", "true");
  const problem = make("p", { className: "course-problem" });
  problem.setAttribute("role", "status");
  const name = make("span", { className: "course-editor-name" });
  const element = make(
    "div",
    { className: "course-marked-editor" },
    make("label", {}, name, make("span", { className: "course-sheet" }, behind, area)),
    problem,
  );
  let timer = null;
  let marks = {};

  const draw = () => {
    const lines = area.value.split("\n");
    area.rows = Math.min(24, Math.max(6, lines.length + 1));
    behind.replaceChildren(
      ...lines.map((_, at) => {
        const [sign, tone] = EDITOR_SIGNS[marks[at + 1]] ?? ["", ""];
        return make("div", { className: tone }, make("b", { textContent: sign }), String(at + 1));
      }),
    );
    behind.style.transform = `translateY(${-area.scrollTop}px)`;
  };
  area.onscroll = draw;
  area.oninput = () => {
    draw();
    clearTimeout(timer);
    timer = setTimeout(() => {
      timer = null;
      typed(area.value);
    }, TYPING);
  };
  area.onblur = () => {
    if (!timer) return;
    clearTimeout(timer);
    timer = null;
    typed(area.value);
  };

  const show = (title, text, found, said) => {
    name.textContent = title;
    labelled(area, title || label);
    if (!timer && area.value !== text) area.value = text;
    marks = found;
    problem.textContent = said ? `! ${said}` : "";
    problem.hidden = !said;
    draw();
  };
  return { element, show, leave: () => clearTimeout(timer) };
}
