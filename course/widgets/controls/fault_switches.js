// A switch for each fault. Python switches, counts and says what each does.

function faultRow(about, turned) {
  const words = make("span", { className: "course-struck" });
  const does = make("small", { className: "course-muted" });
  const { element, get, set } = toggle(about.label, turned);
  const name = make("span", {}, make("b", { textContent: about.label }), words, does);
  const show = (state) => {
    set(state.on);
    enable(element, !state.problem);
    words.textContent = state.words;
    does.textContent = state.problem ? `! Cannot be switched on: ${state.problem}` : about.does;
  };
  return { row: make("li", {}, element, name), get, set, show };
}

function render({ model, el, host }) {
  el.classList.add("course", "course-faults");
  let clear = false;
  const request = () => {
    const on = rows.flatMap((row, at) => (row.get() ? [at] : []));
    const asked = clear ? { clear } : { on };
    clear = false;
    return asked;
  };
  const says = make("span", { className: "course-muted" });
  says.setAttribute("role", "status");
  const others = make("p", { className: "course-muted" });
  const now = labelled(make("section"), "What came of it");
  const result = outcomeView(model, host, now);

  const show = (more) => {
    const told = model.get("told");
    if (!more) told.state.forEach((state, at) => rows[at].show(state));
    says.textContent = told.says;
    others.textContent = told.others;
    result.show();
  };
  const talk = asking(model, { request, slow: () => (says.textContent = "Running …"), told: show });

  const rows = model.get("switches").map((about) => faultRow(about, talk.ask));
  const off = button("All off", "Switch all faults off, and end any others of this account", () => {
    rows.forEach((row) => row.set(false));
    clear = true;
    talk.ask();
  });
  const count = button("↻ Count again", "Look again how often each fault struck", talk.ask);
  const list = labelled(make("ul", { className: "course-switches" }, ...rows.map(({ row }) => row)), "Faults");
  keys(el, {});
  el.append(list, make("div", { className: "course-knob-bar" }, off, count, says), others, now);
  show(false);
  return () => {
    talk.leave();
    result.leave();
  };
}

export default { render };
