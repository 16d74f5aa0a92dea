// Asks questions as forms and shows what Python says about each answer. It knows no answers itself.

function question(model, item, number, total) {
  const kind = item.choose === 1 ? "radio" : "checkbox";
  const name = `${item.id}-${Math.random().toString(36).slice(2)}`;
  const boxes = new Map();
  const options = item.options.map((option) => {
    const box = make("input", { type: kind, name, value: option.at });
    const mine = make("b", { textContent: " (your answer)", hidden: true });
    const label = make("label", {}, box, make("span", {}, make("span", { innerHTML: option.html }), mine));
    const why = make("p", { className: "course-why", hidden: true });
    boxes.set(option.at, { box, label, mine, why });
    return make("div", {}, label, why);
  });
  const button = make("button", { type: "button", textContent: "Answer" });
  const says = make("p", { className: "course-verdict" });
  says.setAttribute("role", "status");
  const field = make(
    "fieldset",
    {},
    make("legend", { textContent: `Question ${number} of ${total}` }),
    make("div", { className: "course-question", innerHTML: item.html }),
    make("p", { className: "course-muted", textContent: item.words }),
    ...options,
    says,
    button,
  );

  const chosen = () => [...boxes].filter(([, { box }]) => box.checked).map(([at]) => at);
  let open = true;
  let told = "";
  button.onclick = () => {
    if (open && chosen().length !== item.choose) {
      says.textContent = `Please ${item.words}; you have chosen ${chosen().length}.`;
      return;
    }
    const answers = { ...model.get("answers") };
    if (open) answers[item.id] = chosen();
    else delete answers[item.id];
    model.set("answers", answers);
    model.save_changes();
  };

  const show = () => {
    const verdict = model.get("verdicts")[item.id];
    const answer = model.get("answers")[item.id];
    open = !verdict;
    button.textContent = open ? "Answer" : "Answer again";
    // What was asked of this question stays, whatever happens to another.
    if ((verdict?.says ?? "") !== told) says.textContent = told = verdict?.says ?? "";
    says.className = `course-verdict ${verdict?.tone ? `course-${verdict.tone}` : ""}`;
    boxes.forEach(({ box, label, mine, why }, at) => {
      if (answer) box.checked = answer.includes(at);
      box.disabled = !open;
      label.classList.toggle("course-chosen", !open && box.checked);
      mine.hidden = open || !box.checked;
      const said = verdict?.options[at];
      why.hidden = !said;
      why.innerHTML = said ? `<b class="course-${said.tone}">${said.sign}</b>: ${said.why}` : "";
    });
  };
  return { field, show };
}

function render({ model, el }) {
  el.classList.add("course", "course-quiz");
  const items = model.get("items");
  const questions = items.map((item, at) => question(model, item, at + 1, items.length));
  const standing = make("p", { className: "course-muted" });
  standing.setAttribute("role", "status");
  el.append(make("h3", { textContent: model.get("title") }), ...questions.map(({ field }) => field), standing);
  const show = () => {
    questions.forEach((each) => each.show());
    standing.textContent = model.get("standing");
  };
  ownKeys(el);
  model.on("change:verdicts", show);
  model.on("change:standing", show);
  show();
  return () => {
    model.off("change:verdicts", show);
    model.off("change:standing", show);
  };
}

export default { render };
