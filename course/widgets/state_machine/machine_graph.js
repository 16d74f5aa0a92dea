// The state machine graph by itself: the graph, and beside it what there is to read.

function render({ model, el }) {
  const scene = () => model.get("scene");
  const show = (id) => pane.state(scene(), id);
  const pane = stateDetails(model.get("details"), {
    onGo: (id) => {
      graph.select(id);
      show(id);
      pane.element.focus();
    },
  });
  const graph = stateGraph(scene(), { onSelect: show, onOpen: () => pane.element.focus() });
  const legend = make("p", { className: "course-muted course-machine-legend", textContent: scene().legend.join(" · ") });
  const words = make("pre", { textContent: scene().text });
  const outline = make("details", {}, make("summary", { textContent: "The same in words" }), words);
  pane.machine(scene());

  el.classList.add("course", "course-machine");
  el.append(make("div", { className: "course-beside" }, graph.element, pane.element), legend, outline);
  const leave = follow(model, ["scene", "details"], () => {
    graph.replace(scene());
    pane.replace(model.get("details"));
    pane.machine(scene());
    legend.textContent = scene().legend.join(" · ");
    words.textContent = scene().text;
  });
  return () => {
    leave();
    graph.leave();
  };
}

export default { render };
