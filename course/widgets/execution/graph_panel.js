// The graph with the marks of one moment, the transitions taken so far, and what the signs mean.

function stepperGraph(scene, ledger, { onSelect }) {
  const { events, states, statuses } = scene;
  const graph = stateGraph(scene.graph, { onSelect });
  const legend = make("p", { className: "course-muted" });
  const element = make("div", { className: "course-stepper-graph" }, graph.element, legend);
  let ways = "";

  const explain = (marks) => {
    const there = new Set(Object.values(marks).map((mark) => mark.status));
    const signs = statuses.filter((name) => there.has(name)).map((name) => scene.graph.statuses[name]);
    legend.textContent = signs.map(({ sign, word }) => `${sign} ${word}`).join(" · ");
  };
  const trace = () => {
    const path = ledger.path();
    if (ways !== path.join()) graph.path(path);
    ways = path.join();
  };
  const show = (step) => {
    const marks = ledger.marks();
    graph.mark(marks);
    explain(marks);
    trace();
    const here = step > 0 ? states[events.state[step - 1]] : undefined;
    graph.select(here ?? null);
  };
  return { element, show, leave: graph.leave };
}
