// A slider on virtual time: where an event stands is decided in Python; here it is drawn, dragged and stepped along.

const STEPPER_TICKS = 400;
const STEPPER_NEAR = 4; // pixels by which somebody may miss an event

function stepperSlider(scene, { get, set, words }) {
  const { places, pauses, flags } = scene.time;
  const last = places.length;
  const percent = (place) => `${(place * 100).toFixed(2)}%`;
  const track = make("div", { className: "course-time-track" });
  const seen = new Set(places.map((place) => Math.round(place * STEPPER_TICKS)));
  seen.forEach((bin) => {
    const tick = make("i", { className: "course-time-tick" });
    tick.style.left = percent(bin / STEPPER_TICKS);
    track.append(tick);
  });
  pauses.forEach((pause) => {
    const node = make("span", { className: "course-time-pause", textContent: pause.words, title: `${pause.words} pass` });
    node.classList.toggle("course-time-cut", pause.isCut);
    node.style.left = percent(pause.begin);
    node.style.width = percent(pause.end - pause.begin);
    track.append(node);
  });
  flags.forEach(([event, status]) => {
    const { sign, tone } = scene.graph.statuses[status];
    const node = make("b", { className: `course-time-flag course-tone-${tone}`, textContent: sign });
    node.style.left = percent(places[event]);
    track.append(node);
  });
  const thumb = make("i", { className: "course-time-thumb" });
  const done = make("i", { className: "course-time-done" });
  track.append(done, thumb);
  const element = labelled(make("div", { className: "course-time", tabIndex: 0 }, track), "Virtual time");
  element.setAttribute("role", "slider");
  element.setAttribute("aria-valuemin", 0);
  element.setAttribute("aria-valuemax", last);

  // The last event at or before a place, so that everything of that moment has happened.
  const stepAt = (place) => {
    let [low, high] = [0, last];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (places[middle] <= place) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  const drag = (event) => {
    const box = track.getBoundingClientRect();
    set(stepAt((event.clientX - box.left + STEPPER_NEAR) / box.width));
  };
  element.onpointerdown = (event) => {
    element.setPointerCapture(event.pointerId);
    element.onpointermove = drag;
    drag(event);
  };
  element.onpointerup = element.onpointercancel = () => (element.onpointermove = null);
  const pages = { PageUp: 10, PageDown: -10, ArrowUp: 1, ArrowDown: -1 };
  element.onkeydown = (event) => {
    if (!(event.key in pages)) return;
    set(get() + pages[event.key]);
    event.preventDefault();
    event.stopPropagation();
  };

  const show = () => {
    const at = get();
    const place = at > 0 ? places[at - 1] : 0;
    thumb.style.left = percent(place);
    done.style.width = percent(place);
    element.setAttribute("aria-valuenow", at);
    element.setAttribute("aria-valuetext", words(at));
  };
  return { element, show };
}
