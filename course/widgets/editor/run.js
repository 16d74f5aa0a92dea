// The input, the button that runs, and what the last run came to.

function editRunResult(found, onPlace) {
  const facts = found.facts.flatMap(([term, said]) => [
    make("dt", { textContent: term }),
    make("dd", {}, make("pre", { textContent: said })),
  ]);
  const note = make("div", { className: `course-note course-${found.tone}` }, make("b", { textContent: found.title }));
  if (facts.length) note.append(make("dl", {}, ...facts));
  note.append(...found.notes.map((said) => make("p", { textContent: said })));
  if (found.line) {
    const where = `Show line ${found.line}`;
    note.append(button(where, `${where} in the text`, () => onPlace(found.line, found.column)));
  }
  return note;
}

function editRunPanel(model, { onRun, onStep, onPlace }) {
  const input = make("textarea", { className: "course-edit-input", rows: 3, spellcheck: false });
  labelled(input, "Input of the execution, JSON");
  const problem = make("p", { className: "course-bad", hidden: true });
  problem.setAttribute("role", "status");
  const start = button("▶ Run", "Run it with this input (Ctrl+Enter)", onRun);
  const says = make("span", { className: "course-muted" });
  const heard = make("span", { className: "course-hidden" });
  heard.setAttribute("role", "status");
  const result = make("div", { className: "course-edit-result" });
  const step = button("Step through this run", "Step through this run, event by event", onStep);
  step.hidden = true;
  const steps = make("div", { className: "course-edit-steps" });
  const old = make("p", { className: "course-warn", hidden: true });
  old.textContent = "! The text has changed since this run.";
  const asks = [make("label", {}, "Input (JSON)", input), make("div", {}, start, " ", says, heard), problem];
  const element = make(
    "section",
    { className: "course-edit-run" },
    make("h4", { textContent: "Run" }),
    make("div", { className: "course-edit-ask" }, ...asks),
    old,
    result,
    step,
    steps,
  );
  labelled(element, "Run");
  let timer = null;

  const put = () => {
    clearTimeout(timer);
    if (input.value !== model.get("input")) model.set("input", input.value);
  };
  input.oninput = () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      put();
      model.save_changes();
    }, EDIT_PAUSE);
  };
  input.addEventListener("keydown", (event) => {
    const command = event.ctrlKey || event.metaKey;
    if (command && event.key.toLowerCase() === "s") return;
    event.stopPropagation();
    if (command && event.key === "Enter") onRun();
  });
  const given = () => {
    if (document.activeElement !== input) input.value = model.get("input");
  };
  const judged = () => {
    problem.textContent = model.get("input_words");
    problem.hidden = !problem.textContent;
  };
  const busy = (words) => {
    says.textContent = heard.textContent = words;
    enable(start, false);
  };
  const show = ({ result: found, steps: there }) => {
    says.textContent = "";
    heard.textContent = found.title;
    enable(start, true);
    result.replaceChildren(editRunResult(found, onPlace));
    step.hidden = !there;
  };
  const ends = [follow(model, ["input"], given), follow(model, ["input_words"], judged)];
  const stepping = () => {
    step.hidden = true;
    steps.querySelector("button").focus();
  };
  // Whether the text is the one that ran.
  const compare = (ran) => {
    old.hidden = ran || !result.firstChild;
  };
  const leave = () => {
    clearTimeout(timer);
    ends.forEach((end) => end());
  };
  given();
  judged();
  return { element, steps, put, busy, show, stepping, compare, leave };
}
