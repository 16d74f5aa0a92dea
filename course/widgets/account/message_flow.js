// Shows one step of a flow at a time. Everything is ready made: nothing is decided and nothing laid out in here.

const FLOW_TALLEST = 460; // pixels of the map's window: its player and its sentence are to be seen with it
const FLOW_TONES = ["good", "bad", "warn"];

function flowTone(node, prefix, value) {
  FLOW_TONES.forEach((each) => node.classList.toggle(prefix + each, each === value));
}

function flowTravel(svg, edges, back) {
  svg.querySelectorAll(".course-dot").forEach((dot) => dot.remove());
  const roads = edges.map((edge) => svg.querySelector(`[data-edge="${edge}"]`)).filter(Boolean);
  if (!roads.length || calm()) return;
  if (back) roads.reverse();
  const dot = document.createElementNS("http://www.w3.org/2000/svg", "path");
  dot.setAttribute("class", "course-dot");
  dot.setAttribute("d", back ? "M-8,-6 H8 V6 H-8 Z M-4,0 H4" : "M-8,-6 H8 V6 H-8 Z M-8,-6 L0,1 L8,-6");
  svg.append(dot);
  const began = performance.now();
  const move = (now) => {
    const far = Math.min(0.9999, (now - began) / (600 * roads.length)) * roads.length;
    const road = roads[Math.floor(far)];
    const part = back ? 1 - (far % 1) : far % 1;
    const point = road.getPointAtLength(part * road.getTotalLength());
    dot.setAttribute("transform", `translate(${point.x},${point.y})`);
    if (now - began < 600 * roads.length && dot.isConnected) requestAnimationFrame(move);
    else dot.remove();
  };
  requestAnimationFrame(move);
}

// The marks of places and roads after so many steps: only what differs from the last time is touched.
function flowMarks(svg, steps) {
  const index = (name) =>
    new Map([...svg.querySelectorAll(`[data-${name}]`)].map((node) => [node.dataset[name], node]));
  const parts = { nodes: index("count"), edges: index("mark"), places: index("node"), roads: index("road") };
  let at = 0;
  let now = [];

  const write = (kind, key, mark) => {
    const node = parts[kind].get(key);
    if (!node) return;
    const text = kind === "nodes" ? node : node.querySelector("text");
    text.textContent = mark ? mark[0] : (node.dataset.words ?? "");
    flowTone(node, kind === "nodes" ? "course-" : "course-status-", mark?.[1] ?? "");
  };
  const after = (last) => {
    const marks = { nodes: {}, edges: {} };
    for (let each = 0; each < last; each += 1) {
      Object.assign(marks.nodes, steps[each].marks.nodes);
      Object.assign(marks.edges, steps[each].marks.edges);
    }
    return marks;
  };
  const every = (marks, act) =>
    Object.entries(marks).forEach(([kind, found]) => Object.entries(found).forEach(([key, mark]) => act(kind, key, mark)));

  const show = (to) => {
    if (to >= at) for (let each = at; each < to; each += 1) every(steps[each].marks, write);
    else {
      const before = after(to);
      for (let each = to; each < at; each += 1) every(steps[each].marks, (kind, key) => write(kind, key, before[kind][key]));
    }
    at = to;
    now.forEach((node) => node.classList.remove("course-now", "course-back"));
    const step = steps[to - 1];
    now = step
      ? [...step.edges.map((edge) => parts.roads.get(String(edge))), parts.places.get(String(step.node))].filter(Boolean)
      : [];
    now.forEach((node) => node.classList.add("course-now"));
    if (step) flowTravel(svg, step.edges, step.back);
  };
  return { show };
}

function flowChooser(model, scene) {
  const send = (name, value) => {
    model.set(name, value);
    model.save_changes();
  };
  const all = make("option", { value: 0, textContent: `everything (${scene.chains.length} messages and requests)` });
  const choices = scene.chains.map(({ root, words }) => make("option", { value: root, textContent: words }));
  const select = make("select", { onchange: () => send("follow", Number(select.value)) }, all, ...choices);
  const follows = make("label", { className: "course-follow" }, make("span", { textContent: "Follow" }), select);
  const box = labelled(make("input", { type: "checkbox", onchange: () => send("troubled", box.checked) }), "Only what went wrong");
  const only = make("label", {}, box, make("span", { textContent: `only what went wrong (${scene.troubled} of all steps)` }));
  const own = make("input", { type: "checkbox", onchange: () => send("aside", own.checked) });
  const aside = make("label", {}, own, make("span", { textContent: `also AWS's own events that no rule wants (${scene.asides})` }));
  const bar = make("div", { className: "course-flow-choice" });
  if (scene.chains.length > 1) bar.append(follows);
  if (scene.troubled) bar.append(only);
  if (scene.asides) bar.append(aside);
  if (scene.unlisted) bar.append(make("span", { className: "course-muted", textContent: `${scene.unlisted} later ones are not listed` }));
  const show = () => {
    select.value = model.get("follow");
    box.checked = model.get("troubled");
    own.checked = model.get("aside");
  };
  return { bar, show };
}

function render({ model, el }) {
  const scene = model.get("scene");
  const badge = make("p", { className: "course-badge" }, make("b", { textContent: "● " }), scene.badge);
  const knows = make("p", {}, make("b", { textContent: "Who knows whom" }), `: ${scene.knows}`);
  const picture = make("div");
  const key = make("div");
  const chooser = flowChooser(model, scene);
  const says = make("p", { className: "course-says" });
  says.setAttribute("aria-live", "polite");
  const begin = make("p", { className: "course-muted" });
  const more = make("p", { className: "course-muted", textContent: scene.left_out });
  const holder = make("div");
  const set = (to) => {
    model.set("step", to);
    model.save_changes();
  };
  const listed = stepsView({ go: (to) => steps.byHand(to) });
  let [tale, steps, map, marks] = [null, null, null, null];

  // The places of a step, the one where it leads to first.
  const touched = (at) => {
    const step = tale.steps[at - 1];
    if (!step) return [];
    const ends = step.edges.map((edge) => tale.ends[edge]);
    return [step.node, ...(step.back ? ends : ends.map(([source, target]) => [target, source]).reverse()).flat()].filter(
      (each) => each !== null,
    );
  };
  const replace = () => {
    const kept = holder.contains(document.activeElement);
    steps?.stop();
    map?.leave();
    tale = model.get("tale");
    map = accountMap({ svg: tale.svg, first: () => touched(Math.max(1, model.get("step"))), tallest: FLOW_TALLEST });
    marks = map.svg ? flowMarks(map.svg, tale.steps) : { show() {} };
    picture.replaceChildren(map.element);
    key.innerHTML = tale.legend;
    const last = tale.steps.length;
    steps = player({
      last,
      label: "Virtual time, step by step",
      get: () => Math.min(model.get("step"), last),
      set,
      words: (at) => (at > 0 ? `step ${at} of ${last}, at ${tale.steps[at - 1].time}` : `step 0 of ${last}`),
    });
    holder.replaceChildren(steps.bar);
    if (kept) holder.querySelector("button").focus();
    listed.replace(tale);
    begin.textContent = tale.begin;
    show();
  };
  const show = () => {
    const at = Math.min(model.get("step"), tale.steps.length);
    const step = at > 0 ? tale.steps[at - 1] : null;
    steps.show();
    chooser.show();
    const none = tale.steps.length ? "Nothing has been sent yet. Press Forward, or the right arrow key." : "Nothing went wrong here.";
    says.textContent = step ? step.text : none;
    flowTone(says, "course-says-", step?.tone ?? "");
    listed.show(at);
    marks.show(at);
    if (step) map.reveal(touched(at));
  };

  const forward = (name) => () => steps.keys[name]();
  const zooms = (name) => () => map.keys[name]?.();
  keys(el, {
    ...Object.fromEntries(["ArrowRight", "ArrowLeft", "Home", "End"].map((name) => [name, forward(name)])),
    ...Object.fromEntries(["+", "=", "-", "0"].map((name) => [name, zooms(name)])),
  });
  el.classList.add("course", "course-flow");
  el.append(badge, knows, chooser.bar, picture, key, holder, says, listed.parts, listed.list, begin, more);
  const leave = follow(model, ["step"], show);
  const leaveTale = follow(model, ["tale"], replace);
  replace();
  return () => {
    steps.stop();
    map.leave();
    leave();
    leaveTale();
  };
}

export default { render };
