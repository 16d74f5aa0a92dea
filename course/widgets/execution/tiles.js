// A tile for each branch, item or child execution: its status by sign. Only the rows that can be seen are there.

const STEPPER_TILE = 30; // pixels, the gap included; the sheet says the same
const STEPPER_TILES_HIGH = 5;

let stepperTileBoxes = 0;

function stepperTiles({ label, signs, onOpen }) {
  const name = `course-tiles-${(stepperTileBoxes += 1)}`;
  const body = make("div", { className: "course-tiles-body" });
  const element = labelled(make("div", { className: "course-tiles", tabIndex: 0 }, body), label);
  element.setAttribute("role", "listbox");
  let statuses = [];
  let names = () => "";
  let chosen = 0;
  let opened = -1;
  let here = -1;

  const across = () => Math.max(1, Math.floor((element.clientWidth || 600) / STEPPER_TILE));
  const words = (at) => `${names(at)}: ${signs[statuses[at]]?.word ?? "not begun"}`;
  const tileOf = (at, columns) => {
    const sign = signs[statuses[at]];
    const tile = make("span", { className: `course-tile course-tone-${sign?.tone ?? "muted"}`, id: `${name}-${at}` });
    tile.textContent = sign?.sign ?? "·";
    tile.title = words(at);
    tile.setAttribute("role", "option");
    labelled(tile, words(at));
    tile.setAttribute("aria-selected", String(at === opened));
    if (at === here) tile.setAttribute("aria-current", "step");
    tile.setAttribute("aria-posinset", at + 1);
    tile.setAttribute("aria-setsize", statuses.length);
    tile.classList.toggle("course-chosen", at === chosen);
    tile.style.left = `${(at % columns) * STEPPER_TILE}px`;
    tile.style.top = `${Math.floor(at / columns) * STEPPER_TILE}px`;
    tile.onclick = () => open(at);
    return tile;
  };
  const draw = () => {
    element.hidden = !statuses.length;
    const columns = across();
    const high = Math.ceil(statuses.length / columns);
    element.style.height = `${Math.min(high, STEPPER_TILES_HIGH) * STEPPER_TILE + 8}px`;
    body.style.height = `${high * STEPPER_TILE}px`;
    const first = Math.floor(element.scrollTop / STEPPER_TILE) * columns;
    const many = (STEPPER_TILES_HIGH + 2) * columns;
    const shown = statuses.slice(first, first + many).map((_, index) => tileOf(first + index, columns));
    body.replaceChildren(...shown);
    if (shown.some((tile) => tile.id === `${name}-${chosen}`)) element.setAttribute("aria-activedescendant", `${name}-${chosen}`);
    else element.removeAttribute("aria-activedescendant");
  };
  const reveal = (at) => {
    const top = Math.floor(at / across()) * STEPPER_TILE;
    const isSeen = top >= element.scrollTop && top + STEPPER_TILE <= element.scrollTop + element.clientHeight;
    if (!isSeen) element.scrollTop = top - STEPPER_TILE;
  };
  const choose = (at) => {
    chosen = Math.max(0, Math.min(statuses.length - 1, at));
    reveal(chosen);
    draw();
  };
  const open = (at) => {
    choose(at);
    onOpen(at);
  };
  const table = {
    ArrowRight: () => choose(chosen + 1),
    ArrowLeft: () => choose(chosen - 1),
    ArrowDown: () => choose(chosen + across()),
    ArrowUp: () => choose(chosen - across()),
    Home: () => choose(0),
    End: () => choose(statuses.length - 1),
    Enter: () => open(chosen),
    " ": () => open(chosen),
  };
  keys(element, table);
  element.onscroll = draw;
  const resized = new ResizeObserver(draw);
  resized.observe(element);

  return {
    element,
    show: (next, called, { alone = -1, now = -1 } = {}) => {
      const isNew = now >= 0 && now !== here;
      [statuses, names, opened, here] = [next, called, alone, now];
      chosen = isNew ? now : Math.min(chosen, Math.max(0, next.length - 1));
      draw();
      if (isNew) choose(now);
    },
    leave: () => resized.disconnect(),
  };
}
