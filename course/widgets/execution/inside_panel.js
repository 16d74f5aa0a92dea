// What is inside a Parallel or Map: a tile for each branch, item or child execution; opening one shows it alone.

function stepperInside(scene, ledger, names, { onLine, onChild }) {
  const { stays, lines, states, texts, lengths } = scene;
  const signs = scene.graph.statuses;
  const owners = stays.map((_, stay) => stay).filter((stay) => ledger.hasLines(stay) || ledger.runOf(stay));
  const containers = [...new Set(owners.map((stay) => states[stays[stay][0]]))];
  const choice = labelled(make("select", {}), "What to look into");
  containers.forEach((id) => choice.append(make("option", { value: id, textContent: names.get(id) ?? id })));
  const said = make("span", { className: "course-muted" });
  const box = stepperTiles({ label: "Branches, items or child executions", signs, onOpen: (at) => open(at) });
  const title = make("p", {}, make("b", { textContent: "Inside " }), choice, " ", said);
  const element = make("div", { className: "course-inside", hidden: !containers.length }, title, box.element);
  let isChosen = false;
  let now = { step: 0, focused: 0, stay: -1, slots: [] };

  const counted = (statuses) =>
    ledger
      .tally(statuses)
      .map(([status, many]) => `${many.toLocaleString("en")} ${status ? `${signs[status].sign} ${signs[status].word}` : "not begun"}`)
      .join(", ");
  // Which line stands at which place, by its number; one that is still to begin is there as well, and can be opened.
  const slotsOf = (stay) => {
    const slots = new Array(lengths[stay] ?? 0).fill(-1);
    ledger.linesOf(stay).forEach((line) => (slots[lines[line][1]] = line));
    ledger.linesNow(stay).forEach((line) => (slots[lines[line][1]] = line));
    return slots;
  };
  // The place of the branch or item that the present event is of; -1 for an event of something else.
  const placeIn = (stay) => {
    let line = now.step > 0 ? scene.events.line[now.step - 1] : 0;
    while (line > 0 && lines[line][0] !== stay) line = stays[lines[line][0]][1];
    return line > 0 ? lines[line][1] : -1;
  };
  const showLines = (stay, focused) => {
    now.slots = slotsOf(stay);
    const statuses = now.slots.map((line) => (line < 0 ? "" : ledger.statusOf(line)));
    const none = String(stay) in lengths ? "no item yet" : "no branch yet";
    const called = (at) => (now.slots[at] < 0 ? `item ${at}` : texts[lines[now.slots[at]][2]]);
    said.textContent = statuses.length ? counted(statuses) : none;
    box.show(statuses, called, { alone: now.slots.indexOf(focused), now: placeIn(stay) });
  };
  const showChildren = (run) => {
    const statuses = ledger.childrenNow(run.stay);
    const held = (at) => (run.items.length ? `, ${run.items[at]} items` : "");
    said.textContent = `child executions: ${counted(statuses)}`;
    box.show(statuses, (at) => `child execution ${at}${held(at)}`);
  };
  // Goes with what happens until somebody chooses: the innermost that is there only once.
  const follow = (step) => {
    if (isChosen || step === 0) return;
    const around = [states[scene.events.state[step - 1]]];
    for (let line = scene.events.line[step - 1]; line > 0; line = stays[lines[line][0]][1]) around.push(states[stays[lines[line][0]][0]]);
    const id = around.find((each) => containers.includes(each) && ledger.staysNow(states.indexOf(each)).length === 1);
    if (id) choice.value = id;
  };
  const show = (step, focused) => {
    if (!containers.length) return;
    follow(step);
    const state = states.indexOf(choice.value);
    const found = ledger.staysNow(state);
    // Before it is entered there is its first visit to show, of which nothing has begun.
    const stay = found.length ? found[0] : owners.find((each) => stays[each][0] === state && ledger.isWithin(stays[each][1]));
    now = { step, focused, stay: found.length > 1 ? -1 : (stay ?? -1), slots: [] };
    const run = ledger.runOf(now.stay);
    if (run) showChildren(run);
    else if (now.stay >= 0) showLines(now.stay, focused);
    else {
      said.textContent = found.length ? "is entered by several items: open one of them first" : "is not entered here";
      box.show([], () => "");
    }
  };
  const open = (at) => {
    const run = ledger.runOf(now.stay);
    if (!run) return now.slots[at] >= 0 && onLine(now.slots[at] === now.focused ? 0 : now.slots[at]);
    if (!onChild || run.started[at] < 0) return refuse();
    said.textContent = `opening child execution ${at} …`;
    onChild(run.number, at);
  };
  const refuse = () => (said.textContent = "this child execution has not begun: there is nothing to look at");
  choice.onchange = () => {
    isChosen = true;
    show(now.step, now.focused);
  };

  return {
    element,
    show,
    refuse,
    choose: (id) => {
      if (containers.includes(id)) choice.value = id;
    },
    leave: box.leave,
  };
}
