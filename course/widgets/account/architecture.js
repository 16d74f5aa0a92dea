// The map to walk about in. What is drawn, and every sentence, comes ready made; asking for another part asks Python.

const MAP_FEW = 6; // resources among which nobody has to search

function render({ model, el }) {
  let scene = null;
  let map = null;
  let selected = "";

  const ask = (name, value) => {
    model.set(name, value);
    model.save_changes();
  };
  const index = () => {
    const at = scene.places.findIndex(({ id }) => id === selected);
    return at < 0 ? null : at;
  };
  const go = (at) => {
    selected = scene.places[at].id;
    show();
  };
  const search = resourceSearch({ go });
  const panel = resourceView({ go });
  const all = resourceList({ go });
  const holder = make("div");
  const only = button("Only what it touches", "Show only the selected resource and what it touches", () =>
    ask("focus", model.get("focus") ? "" : selected),
  );
  const clear = button("Select nothing", "Select nothing", () => {
    selected = "";
    show();
  });
  const box = make("input", { type: "checkbox", onchange: () => ask("aside", box.checked) });
  const words = make("span");
  const aside = make("label", {}, box, words);
  const badge = make("p", { className: "course-badge" });
  const tools = make("div", { className: "course-map-bar" }, search.field, only, clear, aside);
  const key = make("div");
  const list = make("ul");
  const twin = make("details", {}, make("summary", { textContent: "The same in words" }), list);

  const show = () => {
    const at = index();
    const narrow = Boolean(model.get("focus"));
    map.select(at);
    map.dim(at === null || narrow ? null : { places: new Set(scene.places[at].beside), roads: new Set(scene.places[at].touches) });
    panel.show(at === null ? null : scene.places[at]);
    only.textContent = narrow ? "Show all again" : "Only what it touches";
    labelled(only, narrow ? "Show all resources again" : "Show only the selected resource and what it touches");
    enable(only, narrow || at !== null);
    enable(clear, at !== null);
    box.checked = model.get("aside");
  };
  const replace = () => {
    const within = map?.element.contains(document.activeElement);
    map?.leave();
    scene = model.get("scene");
    map = accountMap({ svg: scene.svg, label: "Architecture map", names: scene.places.map(({ title }) => title), onSelect: go });
    holder.replaceChildren(map.element);
    badge.replaceChildren(make("b", { textContent: "● " }), `${scene.badge} · ${scene.census}`);
    key.innerHTML = scene.legend;
    words.textContent = `also ${scene.aside}`;
    aside.hidden = !scene.aside;
    list.replaceChildren(...scene.sentences.map((textContent) => make("li", { textContent })));
    search.field.hidden = scene.places.length <= MAP_FEW && !model.get("focus");
    search.replace(scene);
    all.replace(scene);
    show();
    if (within) map.places[index() ?? 0]?.focus({ preventScroll: true });
  };

  keys(el, {
    "+": () => map.keys["+"]?.(),
    "=": () => map.keys["="]?.(),
    "-": () => map.keys["-"]?.(),
    0: () => map.keys[0]?.(),
    Escape: () => clear.click(),
  });
  el.classList.add("course", "course-map");
  el.append(badge, tools, search.found, holder, key, panel.element, all.element, twin);
  const leave = follow(model, ["scene"], replace);
  replace();
  return () => {
    map.leave();
    leave();
  };
}

export default { render };
