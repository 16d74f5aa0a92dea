// Shows one step of a flow at a time. The scene is ready made: nothing is decided and nothing laid out in here.

const TONES = ["good", "bad", "warn"];

function travel(svg, edge) {
  svg.querySelectorAll(".course-dot").forEach((dot) => dot.remove());
  const road = svg.querySelector(`[data-edge="${edge}"]`);
  if (!road || calm()) return;
  const dot = document.createElementNS("http://www.w3.org/2000/svg", "circle");
  dot.setAttribute("class", "course-dot");
  dot.setAttribute("r", "7");
  svg.append(dot);
  const length = road.getTotalLength();
  const began = performance.now();
  const move = (now) => {
    const part = Math.min(1, (now - began) / 600);
    const point = road.getPointAtLength(part * length);
    dot.setAttribute("transform", `translate(${point.x},${point.y})`);
    if (part < 1 && dot.isConnected) requestAnimationFrame(move);
    else dot.remove();
  };
  requestAnimationFrame(move);
}

function mark(svg, frame, step) {
  const tone = (node, prefix, value) => {
    TONES.forEach((each) => node.classList.toggle(prefix + each, each === value));
  };
  svg.querySelectorAll("[data-count]").forEach((node) => {
    const [text, value] = frame.nodes[node.dataset.count] ?? ["", ""];
    node.textContent = text;
    tone(node, "course-", value);
  });
  svg.querySelectorAll("[data-mark]").forEach((node) => {
    const [text, value] = frame.edges[node.dataset.mark] ?? [node.dataset.words, ""];
    node.querySelector("text").textContent = text;
    tone(node, "course-status-", value);
  });
  svg.querySelectorAll("[data-edge]").forEach((node) => {
    node.classList.toggle("course-now", step?.edge === Number(node.dataset.edge));
  });
  svg.querySelectorAll("[data-node]").forEach((node) => {
    node.classList.toggle("course-now", step?.node === Number(node.dataset.node));
  });
}

function render({ model, el }) {
  const scene = model.get("scene");
  const last = scene.steps.length;
  const steps = player({
    last,
    label: "Virtual time, step by step",
    get: () => model.get("step"),
    set: (to) => {
      model.set("step", to);
      model.save_changes();
    },
    words: (at) => (at > 0 ? `step ${at} of ${last}, at ${scene.steps[at - 1].time}` : `step 0 of ${last}`),
  });

  const badge = make("p", { className: "course-badge" }, make("b", { textContent: "● " }), scene.badge);
  const knows = make("p", {}, make("b", { textContent: "Who knows whom" }), `: ${scene.knows}`);
  const map = make("div", { innerHTML: scene.svg });
  const svg = map.querySelector("svg");
  const says = make("p", { className: "course-says" });
  says.setAttribute("aria-live", "polite");
  const items = scene.steps.map((step, at) =>
    make("li", { textContent: `at ${step.time}: ${step.text}`, onclick: () => steps.byHand(at + 1) }),
  );
  const list = labelled(make("ol", { className: "course-steps", tabIndex: 0 }, ...items), "All steps");
  const begin = make("p", { className: "course-muted", textContent: scene.begin });

  const show = () => {
    const at = model.get("step");
    const step = at > 0 ? scene.steps[at - 1] : null;
    steps.show();
    says.textContent = step ? step.text : "Nothing has been sent yet. Press Forward, or the right arrow key.";
    items.forEach((item, index) => {
      if (index === at - 1) item.setAttribute("aria-current", "step");
      else item.removeAttribute("aria-current");
    });
    const current = items[at - 1];
    if (current) list.scrollTop = current.offsetTop - list.offsetTop - list.clientHeight / 2;
    if (!svg) return;
    mark(svg, scene.frames[at], step);
    if (step && step.edge !== null) travel(svg, step.edge);
  };

  keys(el, steps.keys);
  el.classList.add("course", "course-flow");
  el.append(badge, knows, map, steps.bar, says, list, begin);
  const leave = follow(model, ["step"], show);
  show();
  return () => {
    steps.stop();
    leave();
  };
}

export default { render };
