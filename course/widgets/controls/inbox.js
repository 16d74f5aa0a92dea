// Messages on the left, the chosen one on the right with its answers. What was typed stays until it is sent.

function letterField(name, value, isLong) {
  const field = make(isLong ? "textarea" : "input", isLong ? { value, rows: 3, spellcheck: false } : { value });
  return { field, whole: make("label", {}, make("span", { textContent: name }), field) };
}

function letterCard(message, act) {
  const head = make("h4");
  const title = make("p", { className: "course-muted", textContent: message.title });
  const facts = make("dl");
  const content = make("pre", { textContent: message.content });
  const why = make("p");
  const notes = make("div", { className: "course-notes" });
  const output = letterField("Output (JSON)", message.output, true);
  const error = letterField("Error", message.error);
  const cause = letterField("Cause", message.cause);
  const send = (does) => act(does, { output: output.field.value, error: error.field.value, cause: cause.field.value });
  const deeds = {
    approve: button("✓ Approve", `Approve ${message.from}: SendTaskSuccess`, () => send("approve")),
    reject: button("✗ Reject", `Reject ${message.from}: SendTaskFailure`, () => send("reject")),
    beat: button("♥ Still working", `Send a heartbeat for ${message.from}: SendTaskHeartbeat`, () => send("beat")),
    fetch: button("↓ Fetch", `Fetch the task ${message.from} as a worker: GetActivityTask`, () => send("fetch")),
  };
  const said = (name) => make("small", { className: "course-muted", textContent: name });
  const answers = make(
    "div",
    { className: "course-answers" },
    make("div", {}, output.whole, deeds.approve, said("SendTaskSuccess")),
    make("div", {}, error.whole, cause.whole, deeds.reject, said("SendTaskFailure")),
  );
  const bar = make("div", { className: "course-knob-bar" }, deeds.beat, deeds.fetch);
  const element = make("article", {}, head, title, facts, content, why, answers, bar, notes);

  const show = (now) => {
    head.textContent = `${now.sign} ${now.from}: ${now.word}`;
    facts.replaceChildren(
      ...now.facts.flatMap(([term, text]) => [make("dt", { textContent: term }), make("dd", { textContent: text })]),
    );
    why.textContent = now.why;
    why.className = now.why ? `course-note ${now.why.startsWith("!") ? "course-warn" : ""}` : "";
    why.hidden = !now.why;
    answers.hidden = !now.can.includes("approve");
    Object.entries(deeds).forEach(([name, node]) => (node.hidden = !now.can.includes(name)));
    bar.hidden = deeds.beat.hidden && deeds.fetch.hidden;
    notes.replaceChildren(...now.notes.map((note) => make("p", { textContent: note })));
  };
  const busy = (whether) => Object.values(deeds).forEach((node) => enable(node, !whether));
  return { element, show, busy };
}

function render({ model, el }) {
  el.classList.add("course", "course-inbox");
  const cards = new Map();
  let chosen = model.get("told").messages[0]?.id;
  let number = model.get("told").id;
  let under_way = false;

  const ask = (request) => {
    if (under_way) return;
    under_way = true;
    busy(true);
    number += 1;
    model.set("asked", { id: number, ...request });
    model.save_changes();
  };
  const busy = (whether) => {
    cards.forEach((card) => card.busy(whether));
    times.forEach((node) => enable(node, !whether));
  };

  const now = make("b");
  const times = [
    ...model
      .get("passes")
      .map(([seconds, words]) => button(words, `Let ${words} of virtual time pass`, () => ask({ do: "pass", seconds }))),
    button("↻ Look again", "Look into the account again", () => ask({ do: "look" })),
  ];
  const passes = make("span", { className: "course-muted", textContent: "Let time pass:" });
  const bar = make("div", { className: "course-knob-bar" }, now, passes, ...times);
  const says = make("p", { className: "course-says" });
  says.setAttribute("role", "status");
  const list = labelled(make("nav"), "Messages");
  const desk = make("div");
  const standing = make("p", { className: "course-muted" });
  const choose = (id) => {
    chosen = id;
    show();
  };

  const letter = (message) => {
    const node = make(
      "button",
      { type: "button", onclick: () => choose(message.id) },
      make("b", { textContent: `${message.sign} ${message.from}` }),
      make("small", { textContent: `${message.word}${message.left ? `: ${message.left}` : ""}` }),
      make("small", { className: "course-muted", textContent: message.title }),
    );
    node.dataset.task = message.id;
    if (message.id === chosen) node.setAttribute("aria-current", "true");
    return node;
  };

  const show = () => {
    const told = model.get("told");
    const focused = list.contains(document.activeElement) ? document.activeElement.dataset.task : null;
    now.textContent = told.now;
    standing.textContent = told.standing;
    list.replaceChildren(...told.messages.map(letter));
    if (focused) [...list.children].find((node) => node.dataset.task === focused)?.focus();
    const message = told.messages.find((each) => each.id === chosen) ?? told.messages[0];
    if (!message) return desk.replaceChildren();
    if (!cards.has(message.id)) {
      cards.set(message.id, letterCard(message, (does, words) => ask({ do: does, task: message.id, ...words })));
    }
    const card = cards.get(message.id);
    card.show(message);
    if (desk.firstChild !== card.element) desk.replaceChildren(card.element);
  };
  const answered = () => {
    const told = model.get("told");
    number = Math.max(number, told.id);
    under_way = false;
    chosen ??= told.messages[0]?.id;
    says.textContent = told.says;
    says.className = `course-says ${told.tone ? `course-${told.tone}` : ""}`;
    says.hidden = !told.says;
    busy(false);
    show();
  };

  keys(el, {});
  el.append(bar, says, standing, make("div", { className: "course-desk" }, list, desk));
  const leave = follow(model, ["told"], answered);
  answered();
  return leave;
}

export default { render };
