// A tree of spans over time: folded or not, zoomed or not, one of them chosen. The scene is ready made.

const FALL_LETTER = 6.4; // pixels
const FALL_NARROW = 430; // pixels that a track has at least

function fallFacts(row) {
  const list = make("dl");
  row.facts.forEach(([term, words]) => {
    list.append(make("dt", { textContent: term }), make("dd", { textContent: words }));
  });
  return list;
}

function fallKeys(state, zoom, count) {
  return {
    ArrowDown: () => state.step(1),
    ArrowUp: () => state.step(-1),
    PageDown: () => state.step(FALL_ROOM),
    PageUp: () => state.step(-FALL_ROOM),
    Home: () => state.step(-count),
    End: () => state.step(count),
    ArrowRight: state.inward,
    ArrowLeft: state.outward,
    "+": zoom.nearer,
    "-": zoom.further,
    0: zoom.whole,
    z: zoom.toSpan,
  };
}

function render({ model, el }) {
  const scene = model.get("scene");
  const { rows } = scene;
  const state = fallState(scene, () => show());
  const zoom = fallZoom(rows, state);
  const controls = fallControls(scene, state, zoom);
  const timeLine = make("div", { className: "course-fall-head" });
  const tree = fallTree({ rows, fills: scene.fills, choose: state.choose, fold: state.fold });
  const nothing = make("p", { textContent: "Nothing went wrong here: no span to show." });
  const pane = labelled(make("section", { className: "course-fall-pane" }), "The chosen span");
  const says = make("p", { className: "course-hidden" });
  says.setAttribute("aria-live", "polite");

  const show = () => {
    const row = rows[state.chosen];
    const letter = FALL_LETTER / (timeLine.querySelector(".course-fall-track")?.clientWidth || FALL_NARROW);
    timeLine.replaceChildren(fallTimeLine(state.stretches, state.window, letter));
    tree.show(state, letter);
    controls.show();
    nothing.hidden = state.listed.length > 0;
    pane.replaceChildren(make("h4", { textContent: row.label }), fallFacts(row));
    says.textContent = `${row.label}: ${row.about}. Row ${state.listed.indexOf(state.chosen) + 1} of ${state.listed.length}.`;
  };

  const chart = make("div", { className: "course-fall" }, timeLine, tree.element);
  fallWheel(chart, state.window);
  keys(el, fallKeys(state, zoom, rows.length));
  el.classList.add("course", "course-waterfall");
  el.append(
    make("div", { innerHTML: scene.key }),
    make("p", { className: "course-muted", textContent: scene.since }),
    ...(scene.leftOut ? [make("p", { textContent: scene.leftOut })] : []),
    ...controls.elements,
    chart,
    nothing,
    says,
    pane,
    make("div", { className: "course-fall-totals", innerHTML: scene.totals }),
  );
  show();
  const wider = new ResizeObserver(() => show());
  wider.observe(el);
  return () => wider.disconnect();
}

export default { render };
