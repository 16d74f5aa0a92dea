// A map in its window, and (where somebody listens) places to select by mouse and by arrow keys.

const MAP_ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

// `first` returns the positions of the places that are to be seen first; without it, the map begins at its beginning.
function accountMap({ svg: text, label, names = [], onSelect = null, first = null, tallest }) {
  const holder = make("div", { className: "course-map-window", innerHTML: text });
  const svg = holder.querySelector("svg");
  if (!svg) return { element: holder, svg: null, keys: {}, places: [], select() {}, dim() {}, reveal() {}, leave() {} };

  const [left, top, width, height] = svg.getAttribute("viewBox").split(" ").map(Number);
  svg.setAttribute("preserveAspectRatio", "xMidYMid meet");
  svg.style.maxWidth = "none";
  svg.style.minWidth = "0";

  const places = [...svg.querySelectorAll("[data-node]")];
  const centre = (node) => {
    const { e, f } = node.transform.baseVal.consolidate().matrix;
    return { x: e, y: f };
  };
  const box = (at) => {
    const { x, y } = centre(places[at]);
    const size = places[at].querySelector(".course-outline").getBBox();
    return { x: x + size.x, y: y + size.y, width: size.width, height: size.height };
  };
  const boxes = (ats) => ats.filter((at) => at in places).map(box);
  // Whichever way it runs: the place in the middle of its first row or column.
  const beginning = () => {
    const far = places.map((node) => Math.hypot((centre(node).x - left) / width, (centre(node).y - top) / height));
    return [far.indexOf(Math.min(...far))];
  };
  const view = mapWindow({ holder, svg, tallest, begin: () => boxes(first?.() ?? beginning()) });
  const reveal = (ats) => view.reveal(boxes(ats));

  const select = (at) => {
    places.forEach((node, index) => {
      node.classList.toggle("course-chosen-place", index === at);
      if (!onSelect) return;
      node.setAttribute("aria-pressed", String(index === at));
      node.setAttribute("tabindex", index === (at ?? 0) ? "0" : "-1");
    });
    if (at === null) return;
    if (view.isPart() || view.scale() >= MAP_READABLE) reveal([at]);
    else view.readable(boxes([at]));
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

  const element = make("div", { className: "course-map-view" }, holder, view.tools);
  return { element, svg, keys: view.keys, places, select, reveal, dim, leave: view.leave };
}
