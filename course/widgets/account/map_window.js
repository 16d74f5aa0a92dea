// A window onto a drawing: the whole of it, or, where names would come out too small, a part that is moved about.

const MAP_TALLEST = 520; // pixels of the window
const MAP_READABLE = 0.8; // the scale at which a name comes out 10 pixels high
const MAP_BEGINS = 0.85; // that of a part, to begin with
const [MAP_FARTHEST, MAP_NEAREST] = [0.1, 4]; // scales
const MAP_STRIDE = 0.5; // of the window, by which a button moves it

// Where the middle of the window may be along one side, so that it shows nothing but the drawing.
function mapMiddle(wanted, low, length, room) {
  if (room >= length) return low + length / 2;
  return Math.max(low + room / 2, Math.min(low + length - room / 2, wanted));
}

function mapHolds(outer, inner, margin = 0) {
  return (
    inner.x >= outer.x - margin &&
    inner.y >= outer.y - margin &&
    inner.x + inner.width <= outer.x + outer.width + margin &&
    inner.y + inner.height <= outer.y + outer.height + margin
  );
}

function mapUnion(one, other) {
  const [x, y] = [Math.min(one.x, other.x), Math.min(one.y, other.y)];
  return {
    x,
    y,
    width: Math.max(one.x + one.width, other.x + other.width) - x,
    height: Math.max(one.y + one.height, other.y + other.height) - y,
  };
}

// `begin` returns the boxes that are to be seen first, the most important one first.
function mapWindow({ holder, svg, tallest = MAP_TALLEST, begin }) {
  const [left, top, width, height] = svg.getAttribute("viewBox").split(" ").map(Number);
  let part = null; // its middle and its scale; null: the whole
  let chosen = false; // whether somebody said what to show
  let shown = { x: left, y: top, width, height };

  const whole = () => Math.min(1, holder.clientWidth / width, tallest / height) || 1;
  const scale = () => part?.scale ?? whole();
  const put = () => {
    if (!holder.clientWidth) return;
    const usual = whole() < MAP_READABLE ? MAP_BEGINS : whole();
    const border = holder.offsetHeight - holder.clientHeight;
    holder.style.height = `${Math.ceil(Math.min(tallest, height * usual)) + border}px`;
    const room = { width: holder.clientWidth / scale(), height: holder.clientHeight / scale() };
    const x = mapMiddle(part?.x ?? left + width / 2, left, width, room.width);
    const y = mapMiddle(part?.y ?? top + height / 2, top, height, room.height);
    if (part) part = { ...part, x, y };
    shown = { x: x - room.width / 2, y: y - room.height / 2, ...room };
    svg.setAttribute("viewBox", `${shown.x} ${shown.y} ${shown.width} ${shown.height}`);
    tools.show();
  };
  const show = (next) => {
    chosen = true;
    part = next;
    put();
  };
  const middle = () => ({ x: shown.x + shown.width / 2, y: shown.y + shown.height / 2 });
  const zoom = (factor, at = middle()) => {
    const next = Math.max(MAP_FARTHEST, Math.min(MAP_NEAREST, scale() * factor));
    const ratio = scale() / next;
    const { x, y } = middle();
    show({ x: at.x + (x - at.x) * ratio, y: at.y + (y - at.y) * ratio, scale: next });
  };
  const pan = (x, y) => show({ x: middle().x - x / scale(), y: middle().y - y / scale(), scale: scale() });
  const reveal = (boxes) => {
    if (!part || !boxes.length) return;
    const room = { width: shown.width - 24, height: shown.height - 24 };
    const wanted = boxes.reduce((found, box) => {
      const both = mapUnion(found, box);
      return both.width <= room.width && both.height <= room.height ? both : found;
    });
    if (mapHolds(shown, wanted, -4)) return;
    part = { x: wanted.x + wanted.width / 2, y: wanted.y + wanted.height / 2, scale: scale() };
    put();
  };
  const readable = (boxes) => {
    part = { ...middle(), scale: MAP_BEGINS };
    put();
    reveal(boxes);
  };

  const tools = mapTools({
    zoom,
    fit: () => show(null),
    stride: (x, y) => pan(-x * MAP_STRIDE * holder.clientWidth, -y * MAP_STRIDE * holder.clientHeight),
    isPart: () => Boolean(part),
    beyond: ([x, y]) =>
      (x < 0 && shown.x > left + 1) ||
      (x > 0 && shown.x + shown.width < left + width - 1) ||
      (y < 0 && shown.y > top + 1) ||
      (y > 0 && shown.y + shown.height < top + height - 1),
  });
  const letGo = mapHands({ holder, pan, zoom, at: (x, y) => ({ x: shown.x + x / scale(), y: shown.y + y / scale() }) });
  const watch = new ResizeObserver(() => {
    if (chosen || !holder.clientWidth) return put();
    if (whole() >= MAP_READABLE) part = null;
    else if (!part) return readable(begin());
    put();
  });
  watch.observe(holder);
  const leave = () => {
    letGo();
    watch.disconnect();
  };
  return { tools: tools.bar, keys: tools.keys, reveal, readable, scale, isPart: () => Boolean(part), leave };
}

function mapTools({ zoom, fit, stride, isPart, beyond }) {
  const closer = () => zoom(1.25);
  const farther = () => zoom(0.8);
  const whole = button("Whole map", "Show the whole map", fit);
  const ways = [
    ["←", "Move over the map: left", [-1, 0]],
    ["↑", "Move over the map: up", [0, -1]],
    ["↓", "Move over the map: down", [0, 1]],
    ["→", "Move over the map: right", [1, 0]],
  ].map(([sign, label, way]) => [way, button(sign, label, () => stride(...way))]);
  const says = make("span", { className: "course-muted", textContent: "This is a part of the map: drag it, or move over it." });
  const move = make("span", { className: "course-map-ways" }, ...ways.map(([, node]) => node), says);
  const bar = labelled(make("div", { className: "course-map-tools" }), "Zoom");
  bar.setAttribute("role", "group");
  bar.append(button("−", "Zoom out", farther), button("+", "Zoom in", closer), whole, move);
  const show = () => {
    enable(whole, isPart());
    ways.forEach(([way, node]) => enable(node, beyond(way)));
    move.hidden = !ways.some(([way]) => beyond(way));
  };
  return { bar, keys: { "+": closer, "=": closer, "-": farther, 0: fit }, show };
}

// Dragging, and the wheel with Ctrl.
function mapHands({ holder, pan, zoom, at }) {
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
    zoom(event.deltaY < 0 ? 1.15 : 0.87, at(event.clientX - box.left, event.clientY - box.top));
  };
  holder.addEventListener("wheel", wheel, { passive: false });
  return () => holder.removeEventListener("wheel", wheel);
}
