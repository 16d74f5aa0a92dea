// The graph of a state machine: look around, search, walk along transitions, mark. The drawing comes ready made.

const GRAPH_BADGE = 56; // pixels that a badge may take of its state's box, as in the drawing
const GRAPH_NEAREST = 3;
const GRAPH_FARTHEST = 0.1;
const GRAPH_READABLE = 0.7; // smaller than that, a graph is shown in part first: names would have less than 9 pixels
const GRAPH_BESIDE = 12; // pixels around a state that is brought into sight
const BEYOND_WORDS = ["above", "below", "to the left", "to the right"];

// Transitions as the arrow keys follow them: into a Parallel or Map, and from the end of a branch on to what comes after.
function graphWays(svg) {
  const onward = new Map();
  const before = new Map();
  const put = (table, key, id) => table.set(key, [...new Set([...(table.get(key) ?? []), id])]);
  const wires = [...(svg?.querySelectorAll("[data-from]") ?? [])].map((wire) => ({
    from: wire.dataset.from,
    to: wire.dataset.to,
    kind: wire.parentNode.classList,
  }));
  const is = (kind) => (wire) => wire.kind.contains(`course-edge-${kind}`);
  const after = (id) => wires.filter((wire) => wire.from === id && !is("fork")(wire) && !is("join")(wire));
  const lead = (from, to) => {
    put(onward, from, to);
    put(before, to, from);
  };
  wires.filter(is("fork")).forEach((wire) => lead(wire.from, wire.to));
  wires.filter((wire) => !is("fork")(wire) && !is("join")(wire)).forEach((wire) => lead(wire.from, wire.to));
  wires.filter(is("join")).forEach((wire) => after(wire.to).forEach((next) => lead(wire.from, next.to)));
  return { onward: (id) => onward.get(id) ?? [], before: (id) => before.get(id) ?? [] };
}

// What is seen of the drawing: scrolled by bars, wheel and dragging, zoomed by keys, buttons and wheel with Ctrl.
function graphView(view) {
  let zoom = 1;
  let held = null;
  const drawing = () => view.querySelector("svg");
  const natural = () => drawing().viewBox.baseVal;
  const size = (to) => {
    zoom = Math.max(GRAPH_FARTHEST, Math.min(GRAPH_NEAREST, to));
    if (drawing()) drawing().style.width = `${natural().width * zoom}px`;
  };
  // Keeps in its place what is at a point of the window, in the middle unless it is said where.
  const scale = (to, at = null) => {
    if (!drawing()) return;
    const frame = view.getBoundingClientRect();
    const [x, y] = at ?? [frame.left + view.clientWidth / 2, frame.top + view.clientHeight / 2];
    const old = drawing().getBoundingClientRect();
    const [across, down] = [(x - old.left) / old.width, (y - old.top) / old.height];
    size(to);
    const now = drawing().getBoundingClientRect();
    view.scrollLeft += now.left + across * now.width - x;
    view.scrollTop += now.top + down * now.height - y;
  };
  // The window is as high as the drawing needs, and not higher than its sheet allows.
  const whole = () => {
    const high = parseFloat(getComputedStyle(view).maxHeight) || view.clientHeight;
    return Math.min(1, view.clientWidth / natural().width, (high - 4) / natural().height);
  };
  const fit = () => drawing() && scale(whole());
  const open = () => {
    if (!drawing() || !view.clientWidth) return;
    const across = Math.min(1, view.clientWidth / natural().width);
    size(whole() >= GRAPH_READABLE ? whole() : Math.max(GRAPH_READABLE, across));
    const start = view.querySelector(".course-start")?.getBoundingClientRect();
    const frame = view.getBoundingClientRect();
    if (!start) return;
    view.scrollLeft += start.left + start.width / 2 - frame.left - view.clientWidth / 2;
    view.scrollTop += start.top - frame.top - GRAPH_BESIDE;
  };
  // Only this window is scrolled: the page stays where its reader is.
  const reveal = (node) => {
    const [box, frame] = [node.getBoundingClientRect(), view.getBoundingClientRect()];
    const away = (first, last, from, to) => (first < from ? first - from : Math.max(0, Math.min(last - to, first - from)));
    const [left, top] = [frame.left + GRAPH_BESIDE, frame.top + GRAPH_BESIDE];
    view.scrollLeft += away(box.left, box.right, left, frame.left + view.clientWidth - GRAPH_BESIDE);
    view.scrollTop += away(box.top, box.bottom, top, frame.top + view.clientHeight - GRAPH_BESIDE);
  };

  view.addEventListener("wheel", (event) => {
    if (!event.ctrlKey) return;
    event.preventDefault();
    scale(zoom * Math.exp(-event.deltaY / 400), [event.clientX, event.clientY]);
  });
  view.addEventListener("pointerdown", (event) => {
    if (event.button || event.pointerType === "touch") return;
    held = { x: event.clientX, y: event.clientY, left: view.scrollLeft, top: view.scrollTop, moved: false };
  });
  view.addEventListener("pointermove", (event) => {
    if (!held) return;
    const [x, y] = [event.clientX - held.x, event.clientY - held.y];
    if (!held.moved && Math.hypot(x, y) < 5) return;
    if (!held.moved) view.setPointerCapture(event.pointerId);
    held.moved = true;
    view.classList.add("course-held");
    view.scrollLeft = held.left - x;
    view.scrollTop = held.top - y;
  });
  const release = () => {
    view.classList.remove("course-held");
    const dragged = held?.moved;
    held = null;
    // The click that ends a drag chooses nothing.
    if (dragged) view.addEventListener("click", (event) => event.stopPropagation(), { capture: true, once: true });
  };
  view.addEventListener("pointerup", release);
  view.addEventListener("pointercancel", release);
  return { by: (factor) => scale(zoom * factor), to: scale, fit, open, reveal, again: () => size(zoom), zoom: () => zoom };
}

// How many states are out of sight: above, below, to the left and to the right.
function graphBeyondSaid(many, sides) {
  const there = BEYOND_WORDS.map((word, side) => [sides[side], word]).filter(([count]) => count);
  const where = there.length > 1 ? `: ${there.map((each) => each.join(" ")).join(", ")}` : ` ${there[0][1]}`;
  return many === 1 ? `1 more state${where}. Fit shows all.` : `${many} more states${where}. Fit shows all.`;
}

// Says how many states are out of sight, and on which sides; those sides get a soft edge.
function graphBeyond(view, zoom) {
  const element = make("p", { className: "course-muted course-graph-beyond" });
  let places = [];
  let origin = { x: 0, y: 0 };
  const show = () => {
    const sides = [0, 0, 0, 0];
    for (const [x, y] of places) {
      const [across, down] = [(x - origin.x) * zoom() - view.scrollLeft, (y - origin.y) * zoom() - view.scrollTop];
      const side = [down < 0, down > view.clientHeight, across < 0, across > view.clientWidth].indexOf(true);
      if (side >= 0) sides[side] += 1;
    }
    const many = sides.reduce((sum, each) => sum + each);
    element.textContent = many && view.clientWidth ? graphBeyondSaid(many, sides) : "";
    const [right, bottom] = [view.scrollWidth - view.clientWidth - view.scrollLeft, view.scrollHeight - view.clientHeight - view.scrollTop];
    const soft = (name, rest, pixels) => view.style.setProperty(`--beyond-${name}`, rest > GRAPH_BESIDE ? `${pixels}px` : "0px");
    soft("top", view.scrollTop, 14);
    soft("bottom", bottom, -14);
    soft("left", view.scrollLeft, 14);
    soft("right", right, -14);
  };
  let frame = 0;
  const soon = () => {
    cancelAnimationFrame(frame);
    frame = requestAnimationFrame(show);
  };
  view.addEventListener("scroll", soon, { passive: true });
  const sized = new ResizeObserver(soon);
  sized.observe(view);
  const replace = (nodes) => {
    origin = view.querySelector("svg")?.viewBox.baseVal ?? origin;
    places = [...nodes].map((node) => node.transform.baseVal[0].matrix).map(({ e, f }) => [e, f]);
    if (view.querySelector("svg")) sized.observe(view.querySelector("svg"));
    soon();
  };
  return { element, replace, leave: () => (cancelAnimationFrame(frame), sized.disconnect()) };
}

function stateGraph(scene, { onSelect = () => {}, onOpen = () => {} } = {}) {
  const view = make("div", { className: "course-graph-view" });
  const says = make("span", { className: "course-muted course-graph-says" });
  says.setAttribute("role", "status");
  const search = make("input", { type: "search", placeholder: "Find a state", className: "course-graph-search" });
  labelled(search, "Find a state by its name or what it does");
  const around = graphView(view);
  const zoomed = (act) => () => {
    act();
    says.textContent = `${Math.round(around.zoom() * 100)} %`;
  };
  const closer = zoomed(() => around.by(1.25));
  const farther = zoomed(() => around.by(0.8));
  const whole = zoomed(around.fit);
  const bar = make(
    "div",
    { className: "course-graph-bar" },
    search,
    button("+", "Larger (key +)", closer),
    button("−", "Smaller (key −)", farther),
    button("Fit", "The whole graph (key 0)", whole),
    button("1:1", "In its own size (key 1)", zoomed(() => around.to(1))),
    says,
  );
  const beyond = graphBeyond(view, around.zoom);
  const element = make("div", { className: "course-graph-widget" }, bar, view, beyond.element);

  let states = new Map();
  let names = new Map();
  let frames = new Map();
  let marks = {};
  let ways = graphWays(null);
  let chosen = null;
  let came = null;
  let found = [];

  const tell = (id, now) => {
    const status = scene.statuses[now?.status];
    const words = status ? [status.word, now.words].filter(Boolean).join(" ") : "";
    const node = states.get(id);
    const said = [names.get(id), words].filter(Boolean).join(", ");
    labelled(node, said);
    node.querySelector("title").textContent = said;
    return status ? [status.sign, now.words].filter(Boolean).join(" ") : "";
  };
  const put = (id, old, now) => {
    const sign = tell(id, now);
    for (const node of [states.get(id), frames.get(id)].filter(Boolean)) {
      if (old) node.classList.remove(`course-status-${old.status}`);
      if (now?.status in scene.statuses) node.classList.add(`course-status-${now.status}`);
    }
    const badge = states.get(id).querySelector(".course-mark");
    const width = 18 + 7.6 * [...sign].length;
    const aside = Math.max(0, width - GRAPH_BADGE);
    badge.querySelector("text").textContent = sign;
    badge.querySelector("text").setAttribute("x", aside - width / 2);
    badge.querySelector("rect").setAttribute("width", width);
    badge.querySelector("rect").setAttribute("x", aside - width);
  };
  const mark = (next) => {
    for (const id of new Set([...Object.keys(marks), ...Object.keys(next)])) {
      const [old, now] = [marks[id], next[id]];
      if (states.has(id) && (old?.status !== now?.status || old?.words !== now?.words)) put(id, old, now);
    }
    marks = next;
  };

  const path = (ids) => {
    const pair = (from, to) => JSON.stringify([from, to]);
    const taken = new Set(ids.map((each, at) => (Array.isArray(each) ? pair(...each) : pair(ids[at - 1], each))));
    view.querySelectorAll("[data-from]").forEach((wire) => {
      const { from, to } = wire.dataset;
      const begins = from.endsWith("#start") && to === ids[0];
      wire.parentNode.classList.toggle("course-taken", begins || taken.has(pair(from, to)));
    });
  };

  const reveal = (id) => states.has(id) && around.reveal(states.get(id));
  const choose = (id) => {
    const before = states.get(chosen) ?? states.values().next().value;
    before?.setAttribute("tabindex", "-1");
    states.get(chosen)?.classList.remove("course-selected");
    states.get(chosen)?.setAttribute("aria-pressed", "false");
    chosen = states.has(id) ? id : null;
    const node = states.get(chosen) ?? states.values().next().value;
    node?.setAttribute("tabindex", "0");
    if (chosen === null) return;
    node.classList.add("course-selected");
    node.setAttribute("aria-pressed", "true");
  };
  const select = (id) => {
    choose(id);
    reveal(chosen);
  };
  const go = (id) => {
    if (!states.has(id)) return;
    select(id);
    states.get(id).focus({ preventScroll: true });
    onSelect(id);
  };

  const walk = (to, nothing) => {
    if (to) return go(to);
    says.textContent = nothing;
  };
  const down = () => {
    const next = ways.onward(chosen).find((id) => states.has(id));
    if (next) came = chosen;
    walk(chosen === null ? states.keys().next().value : next, "No state comes after this one.");
  };
  const up = () => {
    const before = ways.before(chosen);
    walk(before.includes(came) ? came : before.find((id) => states.has(id)), "No state comes before this one.");
  };
  const aside = (step) => {
    const before = ways.before(chosen);
    const from = before.includes(came) ? came : before[0];
    const others = ways.onward(from).filter((id) => states.has(id));
    came = from ?? came;
    const at = others.indexOf(chosen) + step;
    walk(others.length > 1 ? others[(at + others.length) % others.length] : null, "There is no other way here.");
  };

  const seek = () => {
    const words = search.value.trim().toLowerCase();
    const fits = (state) => `${state.name} ${state.type} ${state.words}`.toLowerCase().includes(words);
    found = words ? scene.states.filter(fits).map((state) => state.id) : [];
    const all = new Set(found);
    states.forEach((node, id) => node.classList.toggle("course-found", all.has(id)));
    says.textContent = words ? `${found.length} of ${scene.states.length} states: Enter shows the next` : "";
    if (found.length) reveal(found[0]);
  };
  const nextFound = (step) => {
    if (!found.length) return;
    const at = found.indexOf(chosen) + (found.includes(chosen) || step > 0 ? step : 0);
    const id = found[(at + found.length) % found.length];
    select(id);
    says.textContent = `${found.indexOf(id) + 1} of ${found.length}: ${names.get(id)}`;
    onSelect(id);
  };
  search.oninput = seek;
  search.onkeydown = (event) => {
    event.stopPropagation();
    if (event.key !== "Enter") return;
    event.preventDefault();
    nextFound(event.shiftKey ? -1 : 1);
  };

  const replace = (next) => {
    const first = states.size === 0;
    const old = marks;
    scene = next;
    view.innerHTML = scene.svg;
    if (!scene.svg) view.append(make("pre", { textContent: scene.text }));
    const all = (name) => [...view.querySelectorAll(`[data-${name}]`)].map((node) => [node.dataset[name], node]);
    states = new Map(all("state"));
    names = new Map([...states].map(([id, node]) => [id, node.getAttribute("aria-label")]));
    frames = new Map(all("frame"));
    ways = graphWays(view.querySelector("svg"));
    marks = {};
    mark(old);
    choose(chosen);
    if (search.value) seek();
    if (first) around.open();
    else around.again();
    beyond.replace(states.values());
  };

  view.addEventListener("click", (event) => {
    const { state, goes } = event.target.closest("[data-state], [data-goes]")?.dataset ?? {};
    if (state ?? goes) go(state ?? goes);
  });
  view.addEventListener("focusin", (event) => {
    const id = event.target.closest?.("[data-state]")?.dataset.state;
    if (id !== undefined && id !== chosen) choose(id);
  });
  keys(view, {
    ArrowDown: down,
    ArrowUp: up,
    ArrowRight: () => aside(1),
    ArrowLeft: () => aside(-1),
    Home: () => go(states.keys().next().value),
    Enter: () => chosen !== null && (onSelect(chosen), onOpen(chosen)),
    " ": () => chosen !== null && (onSelect(chosen), onOpen(chosen)),
    "+": closer,
    "-": farther,
    0: whole,
    1: zoomed(() => around.to(1)),
  });
  // A cell's output may be put together before it has a width.
  const seen = new ResizeObserver(() => {
    if (!view.clientWidth) return;
    seen.disconnect();
    around.open();
  });
  seen.observe(view);
  replace(scene);
  return { element, mark, path, select, reveal, replace, leave: () => (seen.disconnect(), beyond.leave()) };
}
