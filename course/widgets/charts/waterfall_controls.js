// The controls over a waterfall: which stretch of time, what is folded, what is left out.

const FALL_LEAST = 0.001; // the part of all time that the sliders leave at least

function fallSlider(label, act) {
  const slider = labelled(make("input", { type: "range", min: 0, max: 1000, step: 1 }), label);
  slider.oninput = () => act(Number(slider.value) / 1000);
  return { slider, element: make("label", {}, make("span", { textContent: label }), slider) };
}

function fallTick(text, checked, act) {
  const box = make("input", { type: "checkbox", checked });
  box.onchange = () => act(box.checked);
  return make("label", { className: "course-fall-tickbox" }, box, text);
}

// Zooming goes to the middle of the chosen span, if that is in sight.
function fallZoom(rows, state) {
  const { window } = state;
  const middle = () => partOf(state.stretches, (rows[state.chosen].start + rows[state.chosen].end) / 2);
  return {
    nearer: () => window.zoom(0.5, middle()),
    further: () => window.zoom(2, middle()),
    whole: () => window.set(0, 1),
    toSpan: () => state.zoomTo(state.chosen),
  };
}

// The wheel with Ctrl zooms where the pointer is; sideways, or with Shift, it moves through time.
function fallWheel(element, window) {
  element.addEventListener(
    "wheel",
    (event) => {
      const sideways = event.shiftKey ? event.deltaY || event.deltaX : event.deltaX;
      const track = element.querySelector(".course-fall-track").getBoundingClientRect();
      if (event.ctrlKey) {
        const part = (event.clientX - track.left) / track.width;
        window.zoom(event.deltaY > 0 ? 1.25 : 0.8, window.view.from + part * (window.view.to - window.view.from), part);
      } else if (sideways) window.move(sideways / track.width);
      else return;
      event.preventDefault();
    },
    { passive: false },
  );
}

function fallControls(scene, state, zoom) {
  const { window } = state;
  const { view } = window;
  const further = button("−", "Zoom out (key -)", zoom.further);
  const whole = button("Whole time", "The whole time (key 0)", zoom.whole);
  const earlier = button("◀ Earlier", "Move to earlier times", () => window.move(-0.4));
  const later = button("Later ▶", "Move to later times", () => window.move(0.4));
  const bar = make(
    "div",
    { className: "course-player course-fall-bar" },
    button("+", "Zoom in (key +)", zoom.nearer),
    further,
    whole,
    button("Zoom to span", "Zoom to the chosen span (key z)", zoom.toSpan),
    earlier,
    later,
    button("Fold all", "Fold all spans", () => state.foldAll(true)),
    button("Unfold all", "Unfold all spans", () => state.foldAll(false)),
  );
  labelled(bar, "Stretch of time and folding").setAttribute("role", "group");
  const from = fallSlider("From", (part) => window.set(Math.min(part, view.to - FALL_LEAST), view.to));
  const to = fallSlider("To", (part) => window.set(view.from, Math.max(part, view.from + FALL_LEAST)));
  const errors = fallTick("Only where something went wrong", false, state.onlyTrouble);
  const sliders = make("div", { className: "course-fall-sliders" }, from.element, to.element, errors);
  if (state.hasRoots) sliders.append(fallTick("Only the request of the chosen span", false, state.onlyThisTree));
  if (scene.time.some((each) => each.cut)) {
    sliders.append(fallTick("Draw long waits short", true, (whether) => state.inProportion(!whether)));
  }

  const show = () => {
    [[from, view.from], [to, view.to]].forEach(([each, part]) => {
      each.slider.value = part * 1000;
      each.slider.setAttribute("aria-valuetext", `+${timeWords(momentOf(state.stretches, part))}`);
    });
    [further, whole].forEach((node) => enable(node, view.to - view.from < 1));
    enable(earlier, view.from > 0);
    enable(later, view.to < 1);
  };
  return { elements: [bar, sliders], show };
}
