// Shows one step of a flow at a time. The scene is ready made: nothing is decided and nothing laid out in here.

const TONES = ["good", "bad", "warn"];
const SECOND = 1000;

function make(tag, properties = {}, ...children) {
  const node = Object.assign(document.createElement(tag), properties);
  node.append(...children);
  return node;
}

function calm() {
  return window.matchMedia("(prefers-reduced-motion: reduce)").matches;
}

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
    const part = Math.min(1, (now - began) / (0.6 * SECOND));
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
  let playing = null;

  const button = (text, label, act) => {
    const node = make("button", { type: "button", textContent: text, onclick: act });
    node.setAttribute("aria-label", label);
    node.title = label;
    return node;
  };
  const go = (to) => {
    model.set("step", Math.max(0, Math.min(last, to)));
    model.save_changes();
  };
  const stop = () => {
    clearInterval(playing);
    playing = null;
    play.textContent = "▶ Play";
    play.setAttribute("aria-label", "Play the steps");
  };
  const toggle = () => {
    if (playing) return stop();
    if (model.get("step") >= last) go(0);
    playing = setInterval(() => {
      go(model.get("step") + 1);
      if (model.get("step") >= last) stop();
    }, 1.2 * SECOND);
    play.textContent = "❚❚ Pause";
    play.setAttribute("aria-label", "Pause");
  };
  const byHand = (to) => {
    stop();
    go(to);
  };

  const first = button("Start", "To the beginning", () => byHand(0));
  const back = button("◀ Back", "One step back", () => byHand(model.get("step") - 1));
  const play = button("▶ Play", "Play the steps", toggle);
  const forward = button("Forward ▶", "One step forward", () => byHand(model.get("step") + 1));
  const slider = make("input", { type: "range", min: 0, max: last, step: 1 });
  slider.setAttribute("aria-label", "Virtual time, step by step");
  slider.oninput = () => byHand(Number(slider.value));
  const where = make("span", { className: "course-muted" });

  const badge = make("p", { className: "course-badge" }, make("b", { textContent: "● " }), scene.badge);
  const knows = make("p", {}, make("b", { textContent: "Who knows whom" }), `: ${scene.knows}`);
  const map = make("div", { innerHTML: scene.svg });
  const svg = map.querySelector("svg");
  const says = make("p", { className: "course-flow-says" });
  says.setAttribute("aria-live", "polite");
  const items = scene.steps.map((step, at) =>
    make("li", { textContent: `at ${step.time}: ${step.text}`, onclick: () => byHand(at + 1) }),
  );
  const list = make("ol", { className: "course-flow-steps", tabIndex: 0 }, ...items);
  list.setAttribute("aria-label", "All steps");
  const begin = make("p", { className: "course-muted", textContent: scene.begin });
  const bar = make("div", { className: "course-flow-bar" }, first, back, play, forward, slider, where);
  bar.setAttribute("role", "group");
  bar.setAttribute("aria-label", "Steps of the message flow");

  const show = () => {
    const at = model.get("step");
    const step = at > 0 ? scene.steps[at - 1] : null;
    slider.value = at;
    where.textContent = step ? `step ${at} of ${last}, at ${step.time}` : `step 0 of ${last}`;
    slider.setAttribute("aria-valuetext", where.textContent);
    says.textContent = step ? step.text : "Nothing has been sent yet. Press Forward, or the right arrow key.";
    // Not `disabled`: a disabled button drops the keyboard's focus, and the arrow keys with it.
    [first, back].forEach((node) => node.setAttribute("aria-disabled", String(at === 0)));
    forward.setAttribute("aria-disabled", String(at === last));
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

  // The notebook has keys of its own; those used here must not reach it.
  el.onkeydown = (event) => {
    if (event.target === slider) return event.stopPropagation();
    const keys = { ArrowRight: 1, ArrowLeft: -1 };
    if (event.key in keys) byHand(model.get("step") + keys[event.key]);
    else if (event.key === "Home") byHand(0);
    else if (event.key === "End") byHand(last);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  el.classList.add("course", "course-flow");
  el.append(badge, knows, map, bar, says, list, begin);
  model.on("change:step", show);
  show();
  return () => {
    stop();
    model.off("change:step", show);
  };
}

export default { render };
