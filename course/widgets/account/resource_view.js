// One resource in words: what it is, what comes in, what goes out; and a search over all of them.

function resourceView({ go }) {
  const element = labelled(make("section", { className: "course-resource" }), "The selected resource");
  element.setAttribute("aria-live", "polite");

  const connections = (name, roads) => {
    const items = roads.map(({ text, to }) =>
      to === null
        ? make("li", { textContent: text })
        : make("li", {}, make("button", { type: "button", className: "course-link", textContent: text, onclick: () => go(to) })),
    );
    return items.length ? [make("h5", { textContent: `${name} (${items.length})` }), make("ul", {}, ...items)] : [];
  };
  const show = (place) => {
    if (!place) {
      const how = "Select a resource on the map (click it, or Tab to it and use the arrow keys) to see its connections in words.";
      element.replaceChildren(make("p", { className: "course-muted", textContent: how }));
      return;
    }
    const terms = place.details.flatMap(([term, words]) => [make("dt", { textContent: term }), make("dd", { textContent: words })]);
    const none = place.roads.length ? [] : [make("p", { className: "course-muted", textContent: "No wiring known; code may use it all the same." })];
    element.replaceChildren(
      make("h4", { textContent: place.title }),
      ...connections("Comes in", place.roads.filter((road) => !road.out)),
      ...connections("Goes out", place.roads.filter((road) => road.out)),
      ...none,
      make("dl", {}, ...terms),
    );
  };
  return { element, show };
}

function resourceSearch({ go }) {
  const field = labelled(make("input", { type: "search", placeholder: "Find a resource" }), "Find a resource by name or kind");
  const found = make("div", { className: "course-map-found" });
  found.setAttribute("role", "status");
  let scene = null;

  const hits = () => {
    const words = field.value.trim().toLowerCase();
    const fits = (at) => scene.places[at].title.toLowerCase().includes(words);
    return words ? scene.purposes.map(([purpose, places]) => [purpose, places.filter(fits)]).filter(([, places]) => places.length) : [];
  };
  const show = () => {
    const groups = hits();
    const rows = groups.map(([purpose, places]) =>
      make(
        "div",
        {},
        make("span", { className: "course-muted", textContent: `${purpose}: ` }),
        ...places.slice(0, 12).map((at) => button(scene.places[at].title, `Go to ${scene.places[at].title}`, () => go(at))),
        places.length > 12 ? ` and ${places.length - 12} more` : "",
      ),
    );
    const none = field.value.trim() && !rows.length ? [make("span", { className: "course-muted", textContent: `Nothing here is called ${field.value.trim()}.` })] : [];
    found.replaceChildren(...rows, ...none);
  };
  field.oninput = show;
  field.onkeydown = (event) => {
    if (event.key === "Enter") {
      const first = hits()[0];
      if (first) go(first[1][0]);
    } else if (event.key === "Escape" && field.value) {
      field.value = "";
      show();
    }
  };
  return {
    field,
    found,
    replace: (next) => {
      scene = next;
      show();
    },
  };
}

// All resources under what they are there for, as a way to them without the map.
function resourceList({ go }) {
  const summary = make("summary");
  const groups = make("div");
  const replace = (scene) => {
    summary.textContent = `All ${scene.places.length} resources, by purpose`;
    groups.replaceChildren(
      ...scene.purposes.map(([purpose, places]) => {
        const items = places.map((at) => {
          const { title } = scene.places[at];
          return make("li", {}, make("button", { type: "button", className: "course-link", textContent: title, onclick: () => go(at) }));
        });
        return make("div", {}, make("h5", { textContent: `${purpose} (${places.length})` }), make("ul", {}, ...items));
      }),
    );
  };
  return { element: make("details", { className: "course-purposes" }, summary, groups), replace };
}
