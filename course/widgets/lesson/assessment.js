// Asks an assessment, an item at a time, and sends each change to Python. It knows no answers itself.

const NOTHING_CHOSEN = "–";

// One item's fields. `tell` gets the answer whenever it changes: positions of options, or a place for each row.
function itemFields(item, given, tell) {
  const name = `${item.id}-${Math.random().toString(36).slice(2)}`;
  if (item.options) {
    const kind = item.choose === 1 ? "radio" : "checkbox";
    const boxes = item.options.map((option) => {
      const box = make("input", { type: kind, name, value: option.at, checked: given.includes(option.at) });
      box.onchange = () => tell(boxes.filter(({ box: each }) => each.checked).map(({ at }) => at));
      return { at: option.at, box, label: make("label", {}, box, make("span", { innerHTML: option.html })) };
    });
    return boxes.map(({ label }) => make("div", {}, label));
  }
  const places = item.rows.map(() => item.nowhere).map((none, at) => given[at] ?? none);
  return item.rows.map((row) => {
    const choice = make("select", {}, make("option", { value: item.nowhere, textContent: NOTHING_CHOSEN }));
    item.places.forEach(({ at, words }) => choice.append(make("option", { value: at, textContent: words })));
    choice.value = String(places[row.at]);
    choice.onchange = () => {
      places[row.at] = Number(choice.value);
      tell([...places]);
    };
    return make("label", { className: "course-place" }, choice, make("span", { innerHTML: row.html }));
  });
}

// The button that ends it asks once more, where it stands, since there is no way back.
function endButton(question, act) {
  const ask = make("button", { type: "button", textContent: "Finish" });
  const sure = make("span", { className: "course-sure", hidden: true });
  const says = make("span", {});
  const yes = make("button", { type: "button", textContent: "Yes, finish" });
  const no = make("button", { type: "button", textContent: "No, go on" });
  says.setAttribute("role", "status");
  sure.append(says, " ", yes, " ", no);
  const turn = (asking) => {
    ask.hidden = asking;
    sure.hidden = !asking;
    says.textContent = asking ? question() : "";
    (asking ? yes : ask).focus();
  };
  ask.onclick = () => turn(true);
  no.onclick = () => turn(false);
  yes.onclick = act;
  return make("span", {}, ask, sure);
}

function render({ model, el }) {
  const items = model.get("items");
  const send = (name, value) => {
    model.set(name, value);
    model.save_changes();
  };
  const intro = make("p", { textContent: model.get("intro") });
  const place = make("div", {});
  const says = make("p", { className: "course-muted" });
  says.setAttribute("role", "status");
  const standing = make("p", { className: "course-muted" });
  standing.setAttribute("role", "status");
  const result = make("div", { tabIndex: -1, className: "course-result" });
  const go = labelled(make("select", {}), "Go to item");
  const back = button("Back", "The item before", () => turn(model.get("at") - 1));
  const next = button("Next", "The next item", () => turn(model.get("at") + 1));
  const open = () => Object.values(model.get("states")).filter(Boolean).length;
  const end = endButton(
    () => (open() ? `${open()} of ${items.length} items have no whole answer. Finish? There is no way back.` : "Finish? There is no way back."),
    () => send("end", true),
  );
  const way = make("div", { className: "course-player" }, back, next, make("span", {}, "Item ", go), end);
  let shown = -1;

  const turn = (at) => {
    if (at < 0 || at >= items.length) return;
    send("at", at);
    showItem();
    place.querySelector("legend").focus();
  };
  go.onchange = () => turn(Number(go.value));

  // What is wider than the page can be scrolled, by keyboard, too.
  const reach = (question) => {
    if (question.scrollWidth > question.clientWidth) Object.assign(labelled(question, "Question"), { tabIndex: 0, role: "group" });
  };
  const showItem = () => {
    const at = model.get("at");
    if (at === shown) return;
    shown = at;
    const item = items[at];
    const tell = (given) => send("answers", { ...model.get("answers"), [item.id]: given });
    const question = make("div", { className: "course-question", innerHTML: item.html });
    requestAnimationFrame(() => reach(question));
    place.replaceChildren(
      make(
        "fieldset",
        {},
        make("legend", { textContent: `Item ${item.number} of ${items.length}: ${item.topic}`, tabIndex: -1 }),
        question,
        make("p", { className: "course-muted", textContent: item.task }),
        ...itemFields(item, model.get("answers")[item.id] ?? [], tell),
        says,
      ),
    );
    enable(back, at > 0);
    enable(next, at < items.length - 1);
  };

  const show = () => {
    const states = model.get("states");
    const ended = Boolean(model.get("result"));
    standing.textContent = model.get("standing");
    if (ended) {
      if (!result.innerHTML) result.innerHTML = model.get("result");
      const asked = el.contains(document.activeElement);
      [intro, place, way].forEach((each) => each.remove());
      if (asked) result.focus();
      return;
    }
    showItem();
    const missing = states[items[shown].id];
    says.textContent = missing === "open" ? "Not answered." : missing ? `Not whole yet: ${missing}.` : "✓ Kept.";
    go.replaceChildren(
      ...items.map((item, at) => {
        const state = states[item.id];
        const sign = state === "open" ? "○" : state ? "◐" : "✓";
        return make("option", { value: at, textContent: `${sign} ${item.number}`, selected: at === shown });
      }),
    );
  };

  el.classList.add("course", "course-quiz", "course-assessment");
  el.append(make("h3", { textContent: model.get("title") }), intro, place, way, standing, result);
  ownKeys(el);
  const leave = follow(model, ["states", "standing", "result", "at"], show);
  show();
  return leave;
}

export default { render };
