// One execution at a time over its graph: the execution itself, or a child of its Map Runs that was opened.

function stepperView(scene, { get, set, onDrill, onAgain }) {
  const element = make("div", { className: "course-stepper" });
  const stack = [];
  const known = new Map();
  let awaited = null;
  const top = () => stack[stack.length - 1];

  const put = (body) => {
    element.replaceChildren(body.element);
    body.show();
  };
  const back = () => {
    stack.pop().leave();
    put(top());
    top().focus();
  };
  const open = (way, found) => {
    let step = found.events.id.length;
    const body = stepperBody(found, {
      way,
      get: () => step,
      set: (to) => {
        step = to;
        body.show();
      },
      onBack: back,
      ...host,
    });
    stack.push(body);
    put(body);
    body.focus();
  };
  // Another view of the same widget hears the answers to this one's questions as well.
  const ask = (asked) => {
    awaited = JSON.stringify(asked);
    if (known.has(awaited)) take(asked, known.get(awaited));
    else onDrill(asked);
  };
  const answer = ({ asked, scene: child, document: text }) => {
    if (!asked || JSON.stringify(asked) !== awaited) return;
    known.set(awaited, { child, text });
    take(asked, { child, text });
  };
  const take = (asked, { child, text }) => {
    awaited = null;
    const isHere = (way) => JSON.stringify(way) === JSON.stringify(top().way);
    if (child && isHere(asked.way.slice(0, -2))) open(asked.way, child);
    else if (isHere(asked.event === undefined ? asked.way.slice(0, -2) : asked.way)) top().take(asked, text);
  };
  const host = { ask: onDrill ? ask : null };
  stack.push(stepperBody(scene, { way: [], get, set, onBack: null, onAgain, ...host }));
  put(stack[0]);

  const press = (key) => () => top().keys[key]();
  return {
    element,
    keys: Object.fromEntries(Object.keys(stack[0].keys).map((key) => [key, press(key)])),
    show: () => stack[0].show(),
    answer,
    focus: () => top().focus(),
    leave: () => stack.forEach((body) => body.leave()),
  };
}
