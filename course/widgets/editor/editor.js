// The editor: the text on the left, the graph on the right, what the linter says and the runs below.

const EDIT_HINT = "Tab indents; Esc, then Tab, leaves the text.";

function editorBar({ field, say, onFormat }) {
  const line = make("input", { type: "number", min: 1, className: "course-edit-line" });
  line.onkeydown = (event) => {
    event.stopPropagation();
    if (event.key !== "Enter" || !Number(line.value)) return;
    event.preventDefault();
    field.select(Math.max(1, Math.min(field.lines(), Number(line.value))));
  };
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(field.text());
      say("Copied.");
    } catch {
      field.area.select();
      say(document.execCommand("copy") ? "Copied." : "The browser does not let this be copied; the text is selected.");
    }
  };
  return make(
    "div",
    { className: "course-edit-bar" },
    button("Format", "Write the definition as JSON, indented", onFormat),
    button("Copy", "Copy the whole text", copy),
    make("label", {}, "Go to line ", line),
  );
}

function render({ model, el }) {
  const says = make("span", { className: "course-muted" });
  says.setAttribute("role", "status");
  const say = (words) => {
    says.textContent = words;
  };
  const where = make("span", { className: "course-muted" });
  const trouble = make("p", { className: "course-bad" });
  trouble.setAttribute("role", "status");

  const ask = (what, more = {}) => {
    const id = (model.get("asked").id ?? 0) + 1;
    model.set("asked", { id, do: what, ...more });
    model.save_changes();
    return id;
  };
  let formatting = 0;
  const start = () => {
    courier.put();
    run.put();
    run.busy("Running …");
    ask("run");
  };
  const format = () => {
    courier.put();
    formatting = ask("format");
  };
  const field = editField({
    label: "Definition of the state machine",
    hint: EDIT_HINT,
    onInput: () => {
      graph.type();
      courier.later();
    },
    onCaret: (line, column) => graph.stand(line, column),
    onLeave: () => say("Tab now leaves the text."),
    onRun: start,
  });
  const courier = editCourier(model, field);
  const found = editFindings({ onChoose: field.select });
  const run = editRunPanel(model, { onRun: start, onStep: () => ask("step"), onPlace: field.select });
  const steps = editRunSteps(run.steps, { ask });
  const stands = (words) => {
    where.textContent = words;
  };
  const graph = editGraph(model, { show: field.show, select: field.select, say, stands, ask });

  let marks = {};
  const reported = () => {
    const report = model.get("report");
    found.show(report, model.get("pages"));
    field.sign(found.signs(report.diagnostics));
    graph.reported();
    graph.mark(report.ran ? marks : {});
    run.compare(report.ran);
    field.tell();
    courier.reported(report.turn);
  };
  const answers = {
    format: ({ id, text, words }) => {
      if (id !== formatting) return; // another view of this editor has asked
      if (text !== null && text !== field.text()) editReplace(field.area, text);
      say(words);
    },
    run: (answer) => {
      steps.end();
      marks = answer.marks;
      run.show(answer);
      graph.mark(marks);
    },
    step: ({ scene }) => {
      if (!scene) return;
      steps.show(scene);
      run.stepping();
    },
    look: ({ answer }) => answer && steps.answer(answer),
    draw: () => {},
  };
  const told = () => answers[model.get("told").do]?.(model.get("told"));
  const troubled = () => {
    trouble.textContent = model.get("trouble");
  };

  const below = make("div", { className: "course-edit-below" }, says, where);
  const bar = editorBar({ field, say, onFormat: format });
  const left = make("section", { className: "course-edit-left" }, bar, field.element, below, trouble);
  el.classList.add("course", "course-editor");
  el.append(make("div", { className: "course-edit-columns" }, left, found.element, graph.element), run.element);
  say(EDIT_HINT);

  const ends = [
    follow(model, ["report"], reported),
    follow(model, ["told"], told),
    follow(model, ["trouble"], troubled),
  ];
  reported();
  troubled();
  return () => {
    ends.forEach((end) => end());
    [courier, run, graph, field].forEach((each) => each.leave());
    steps.end();
  };
}

export default { render };
