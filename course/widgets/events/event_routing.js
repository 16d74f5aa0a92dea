// A bus with its rules, and what each makes of the event. Python judges; what is typed goes there after a moment's rest.

function render({ model, el }) {
  el.classList.add("course", "course-routing");
  const send = (values) => {
    Object.entries(values).forEach(([name, value]) => model.set(name, value));
    model.save_changes();
  };

  const buses = model.get("buses");
  const bus = labelled(make("select"), "Bus that the event is put onto");
  bus.append(...buses.map((name) => make("option", { value: name, textContent: name })));
  bus.onchange = () => send({ bus: bus.value, chosen: "" });
  const past = labelled(make("select"), "Event of the past");
  const events = model.get("past");
  past.append(make("option", { value: "", textContent: "an event of your own" }));
  past.append(...events.map((each, at) => make("option", { value: at, textContent: each.words })));
  const pick = (at) => events[at] && send({ event: events[at].event, bus: events[at].bus, chosen: "" });
  past.onchange = () => pick(past.value);
  const at = () => events.findIndex((each) => each.event === model.get("event") && each.bus === model.get("bus"));
  const earlier = button("◀ Earlier", "The event before this one", () => pick(at() + 1));
  const later = button("Later ▶", "The event after this one", () => pick(at() - 1));
  const title = make("b", { textContent: buses[0] ? "bus" : "patterns" });
  const head = make("div", { className: "course-bus" }, title);
  if (buses[0]) head.append(buses.length > 1 ? bus : buses[0]);
  if (events.length) head.append(make("span", { className: "course-muted", textContent: "event" }), past, earlier, later);

  const says = make("p", { className: "course-says" });
  says.setAttribute("aria-live", "polite");
  const hint = make("p", { className: "course-note course-warn" });
  const rules = labelled(make("div", { className: "course-routes" }), "Rules");
  rules.setAttribute("role", "group");
  const rest = make("p", { className: "course-muted" });
  const event = markedEditor("The event", (text) => send({ event: text }));
  const pattern = markedEditor("The pattern", (text) => {
    const key = `${model.get("bus")}/${model.get("scene").chosen}`;
    send({ chosen: model.get("scene").chosen, edits: { ...model.get("edits"), [key]: text } });
  });
  const undo = button("Undo the edits", "Take back what was edited in patterns", () => send({ edits: {} }));
  // It scrolls sideways on a narrow page, and a keyboard has to reach it to do so.
  const fields = labelled(make("div", { className: "course-fields", tabIndex: 0 }), "The pattern, field by field");
  fields.setAttribute("role", "group");

  // A rule that says the same as before keeps its row.
  const drawn = new Map();
  const row = ({ name, html }) => {
    const known = drawn.get(name);
    const node = known ? known.node : make("button", { type: "button", className: "course-route" });
    if (known?.html !== html) node.innerHTML = html;
    drawn.set(name, { node, html });
    node.dataset.rule = name;
    node.setAttribute("aria-pressed", String(name === model.get("scene").chosen));
    node.onclick = () => send({ chosen: name });
    return node;
  };
  const show = () => {
    const scene = model.get("scene");
    const focused = rules.contains(document.activeElement) ? document.activeElement.dataset.rule : null;
    bus.value = model.get("bus");
    past.value = at() < 0 ? "" : at();
    enable(earlier, at() >= 0 && at() < events.length - 1);
    enable(later, at() > 0);
    says.textContent = scene.says;
    hint.textContent = scene.hint;
    hint.hidden = !scene.hint;
    const rows = scene.rules.map(row);
    if (rows.length !== rules.childElementCount || rows.some((node, at) => node !== rules.children[at])) {
      rules.replaceChildren(...rows);
      if (focused) rows.find((node) => node.dataset.rule === focused)?.focus();
    }
    rest.textContent = scene.rest;
    event.show("The event", model.get("event"), scene.event_lines, scene.problem);
    pattern.element.hidden = !scene.pattern;
    if (scene.pattern) {
      pattern.show(`The pattern of ${scene.chosen}`, scene.pattern, scene.pattern_lines, scene.pattern_problem);
    }
    undo.hidden = !Object.keys(model.get("edits")).length;
    fields.innerHTML = scene.pattern_problem ? "" : scene.fields;
    rules.classList.toggle("course-stale", Boolean(scene.problem));
  };

  keys(el, {});
  const columns = make("div", { className: "course-columns" }, event.element, pattern.element);
  el.append(head, rules, rest, says, hint, columns, make("div", { className: "course-routing-bar" }, undo), fields);
  // Two events may come to the same scene.
  const end = follow(model, ["scene", "event", "bus", "edits"], show);
  show();
  return () => {
    event.leave();
    pattern.leave();
    end();
  };
}

export default { render };
