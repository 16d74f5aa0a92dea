// One execution over its graph. All that moves goes by its step: the number of events that have happened.

function stepperBody(scene, { way, get, set, onBack, onAgain, ask }) {
  const { events, texts } = scene;
  const names = new Map(scene.graph.states.map((state) => [state.id, state.name]));
  const visits = stepperVisits(scene);
  const ledger = stepperLedger(scene);
  let focused = 0;

  const says = make("p", { className: "course-says" });
  says.setAttribute("aria-live", "polite");
  const paper = stepperDocument(scene, ask && ((event) => ask({ way, event })));
  const history = stepperHistory(scene, names, { onStep: (to) => walk.jump(to) });
  const walk = stepperWalk(scene, { get, set, next: history.next, previous: history.previous });
  const inside = stepperInside(scene, ledger, names, {
    onLine: (line) => focus(line),
    onChild: ask && ((run, child) => ask({ way: [...way, run, child] })),
  });
  const graph = stepperGraph(scene, ledger, { onSelect: (id) => visit(id) });
  const filter = () => filters.count(history.filter(filters.isShown), focused);
  const filters = stepperFilters(scene, ledger, { names, onChange: filter, onWhole: () => focus(0, history.element) });

  const visit = (id) => {
    const found = (visits.get(id) ?? []).filter((at) => ledger.isWithin(events.line[at]));
    filters.offer(id);
    inside.choose(id);
    if (found.length) walk.jump((found.find((at) => at >= get()) ?? found[0]) + 1);
    else says.textContent = focused ? `“${names.get(id)}” was not entered here.` : `“${names.get(id)}” was not entered.`;
  };
  // The button that shows everything again goes away, and must not take the keyboard's focus along.
  const focus = (line, after) => {
    after?.focus({ preventScroll: true });
    focused = line;
    ledger.focus(line);
    filter();
    show();
    if (line) says.textContent = `Only ${texts[scene.lines[line][2]]} is shown now: Back and Forward go from one of its events to the next.`;
  };
  const tell = (at) => {
    if (at === 0) return (says.textContent = "Nothing has happened yet. Press Forward, or the right arrow key.");
    const [where, sentence] = [texts[events.where[at - 1]], texts[events.said[at - 1]]];
    says.replaceChildren(...(where ? [make("b", { textContent: `${where}: ` })] : []), sentence);
  };
  const show = () => {
    const at = get();
    ledger.go(at);
    walk.show();
    tell(at);
    paper.show(at - 1);
    graph.show(at);
    history.show(at);
    inside.show(at, focused);
  };

  filters.offer("");
  const side = make("div", { className: "course-stepper-side" }, paper.element, inside.element, filters.element, history.element, history.hint);
  const columns = make("div", { className: "course-stepper-columns" }, graph.element, side);
  return {
    element: make("div", {}, stepperHead(scene, { way, onBack, onAgain }), walk.element, says, columns),
    way,
    keys: walk.keys,
    show,
    take: ({ event }, text) => (text === undefined ? inside.refuse() : paper.take(event, text)),
    focus: () => walk.element.querySelector("button").focus(),
    leave: () => [walk.stop, history.leave, inside.leave, graph.leave].forEach((end) => end()),
  };
}

// By a state's id the positions of the events that enter it.
function stepperVisits({ events, states, texts }) {
  const visits = new Map();
  events.id.forEach((_, at) => {
    if (!texts[events.type[at]].endsWith("StateEntered")) return;
    const id = states[events.state[at]];
    if (!visits.has(id)) visits.set(id, []);
    visits.get(id).push(at);
  });
  return visits;
}

function stepperHead(scene, { way, onBack, onAgain }) {
  const { sign, tone } = scene.graph.statuses[scene.outcome.status];
  const title = way.length ? `child execution ${way[way.length - 1]} · ${scene.title}` : scene.title;
  const outcome = make("b", { className: `course-tone-${tone}`, textContent: `${sign} ${scene.outcome.text}` });
  const head = make("p", { className: "course-stepper-head" }, make("span", { className: "course-muted", textContent: title }), outcome);
  const isUnderWay = scene.outcome.status === "running";
  if (isUnderWay && onAgain) head.append(button("↻ Look again", "Look what has happened since", onAgain));
  if (onBack) head.prepend(button("‹ Back", "Back to the execution that started this one", onBack));
  return head;
}
