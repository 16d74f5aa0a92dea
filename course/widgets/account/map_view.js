// A map in a window of its own: pan, zoom, and (where somebody listens) places to select by mouse and by arrow keys.

const MAP_TALLEST = 520; // pixels of the window
const MAP_ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

// `least` is the scale below which it begins with a part, to be walked through, instead of the whole.
function accountMap({ svg: text, label, names = [], onSelect = null, least = 0, tallest = MAP_TALLEST }) {
  const holder = make("div", { className: "course-map-window", innerHTML: text });
  const svg = holder.querySelector("svg");
  if (!svg) return { element: holder, svg: null, select() {}, dim() {}, leave() {} };

  const [left, top, width, height] = svg.getAttribute("viewBox").split(" ").map(Number);
  svg.setAttribute("preserveAspectRatio", "xMidYMid meet");
  svg.style.maxWidth = "none";
  svg.style.minWidth = "0";
  let view = null; // null: the whole map
  let shown = { x: left, y: top, width, height };

  const small = () => holder.clientWidth > 0 && holder.clientWidth / Math.max(width, holder.clientWidth) < least;
  const begin = () => {
    const wide = holder.clientWidth / (least + 0.1);
    holder.style.height = `${Math.ceil(Math.min(tallest * 0.8, height * (least + 0.1)))}px`;
    view = { x: left, y: top, width: wide, height: holder.clientHeight / (least + 0.1) };
    if (places.length) reveal(0);
  };
  const scale = () => Math.min(holder.clientWidth / shown.width, holder.clientHeight / shown.height) || 1;
  const put = () => {
    const inner = Math.max(holder.clientWidth, 1);
    if (!view) {
      // Never larger than it was drawn.
      const wide = Math.max(width, inner);
      const high = Math.min(tallest, (height * inner) / wide);
      if (!small()) holder.style.height = `${Math.ceil(high)}px`;
      const tall = Math.max(height, (high * wide) / inner);
      shown = { x: left - (wide - width) / 2, y: top, width: wide, height: tall };
    } else shown = view;
    svg.setAttribute("viewBox", `${shown.x} ${shown.y} ${shown.width} ${shown.height}`);
    enable(whole, Boolean(view));
  };
  const zoom = (factor, at = null) => {
    const now = scale();
    const next = Math.max(0.1, Math.min(4, now * factor));
    const middle = at ?? { x: shown.x + shown.width / 2, y: shown.y + shown.height / 2 };
    const ratio = now / next;
    view = {
      x: middle.x - (middle.x - shown.x) * ratio,
      y: middle.y - (middle.y - shown.y) * ratio,
      width: shown.width * ratio,
      height: shown.height * ratio,
    };
    put();
  };
  const pan = (x, y) => {
    view = { ...shown, x: shown.x - x / scale(), y: shown.y - y / scale() };
    put();
  };
  const fit = () => {
    view = null;
    put();
  };

  const bigger = button("+", "Zoom in", () => zoom(1.25));
  const smaller = button("−", "Zoom out", () => zoom(0.8));
  const whole = button("Whole map", "Show the whole map", fit);
  const tools = labelled(make("div", { className: "course-map-tools" }, smaller, bigger, whole), "Zoom");
  tools.setAttribute("role", "group");

  const places = [...svg.querySelectorAll("[data-node]")];
  const centre = (node) => {
    const { e, f } = node.transform.baseVal.consolidate().matrix;
    return { x: e, y: f };
  };
  const reveal = (at) => {
    const { x, y } = centre(places[at]);
    const margin = 90;
    const inside =
      x > shown.x + margin && x < shown.x + shown.width - margin && y > shown.y + 30 && y < shown.y + shown.height - 30;
    if (inside && (view || scale() > 0.55)) return;
    const ratio = view ? 1 : Math.min(1, scale() / 0.85);
    const wide = shown.width * ratio;
    const high = shown.height * ratio;
    view = { x: x - wide / 2, y: y - high / 2, width: wide, height: high };
    put();
  };
  const select = (at) => {
    places.forEach((node, index) => {
      node.classList.toggle("course-chosen-place", index === at);
      if (!onSelect) return;
      node.setAttribute("aria-pressed", String(index === at));
      node.setAttribute("tabindex", index === (at ?? 0) ? "0" : "-1");
    });
    if (at !== null) reveal(at);
  };
  const beside = (from, [x, y]) => {
    const here = centre(places[from]);
    let best = null;
    let least = Infinity;
    places.forEach((node, index) => {
      const there = centre(node);
      const along = (there.x - here.x) * x + (there.y - here.y) * y;
      const across = Math.abs((there.x - here.x) * y) + Math.abs((there.y - here.y) * x);
      const far = along + across * 2.2;
      if (along > 8 && far < least) [best, least] = [index, far];
    });
    return best;
  };
  // Dims every place and road but these; null: none.
  const dim = (kept) => {
    const fade = (node, off) => node.classList.toggle("course-dim", off);
    places.forEach((node, at) => fade(node, kept !== null && !kept.places.has(at)));
    svg.querySelectorAll("[data-road]").forEach((node) => fade(node, kept !== null && !kept.roads.has(Number(node.dataset.road))));
    svg.querySelectorAll("[data-mark]").forEach((node) => fade(node, kept !== null && !kept.roads.has(Number(node.dataset.mark))));
  };

  if (onSelect) {
    svg.removeAttribute("aria-hidden");
    svg.setAttribute("role", "group");
    labelled(svg, label);
    places.forEach((node, at) => {
      node.setAttribute("role", "button");
      labelled(node, names[at]);
      node.addEventListener("click", () => onSelect(at));
      node.addEventListener("keydown", (event) => {
        if (event.ctrlKey || event.metaKey || event.altKey) return;
        let to = null;
        if (event.key in MAP_ARROWS) to = beside(at, MAP_ARROWS[event.key]) ?? at;
        else if (event.key === "Enter" || event.key === " ") to = at;
        if (to === null) return;
        event.preventDefault();
        event.stopPropagation();
        onSelect(to);
        places[to].focus({ preventScroll: true });
      });
    });
    select(null);
  }

  let held = null;
  holder.addEventListener("pointerdown", (event) => {
    if (event.button === 0) held = { x: event.clientX, y: event.clientY, moved: false };
  });
  holder.addEventListener("pointermove", (event) => {
    if (!held) return;
    const [x, y] = [event.clientX - held.x, event.clientY - held.y];
    if (!held.moved && Math.hypot(x, y) < 4) return;
    if (!held.moved) holder.setPointerCapture(event.pointerId);
    pan(x, y);
    held = { x: event.clientX, y: event.clientY, moved: true };
  });
  ["pointerup", "pointercancel"].forEach((name) => holder.addEventListener(name, () => (held = null)));
  const wheel = (event) => {
    if (!event.ctrlKey) return;
    event.preventDefault();
    const box = holder.getBoundingClientRect();
    const x = shown.x + shown.width / 2 + (event.clientX - box.left - box.width / 2) / scale();
    const y = shown.y + shown.height / 2 + (event.clientY - box.top - box.height / 2) / scale();
    zoom(event.deltaY < 0 ? 1.15 : 0.87, { x, y });
  };
  holder.addEventListener("wheel", wheel, { passive: false });
  let begun = false;
  const watch = new ResizeObserver(() => {
    if (!begun && holder.clientWidth > 0) {
      begun = true;
      if (small()) begin();
    }
    put();
  });
  watch.observe(holder);
  const table = { "+": () => zoom(1.25), "=": () => zoom(1.25), "-": () => zoom(0.8), 0: fit };
  const element = make("div", { className: "course-map-view" }, holder, tools);
  return { element, svg, keys: table, select, reveal, keepInView: (at) => view && at !== null && reveal(at), dim, places, leave: () => watch.disconnect() };
}
