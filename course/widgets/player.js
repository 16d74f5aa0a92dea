// Steps 0 to `last` of something: back, forward, play, speed, slider and keys. Who owns it says what a step looks like.

const SPEEDS = [0.5, 1, 2, 4];
const PACE = 1200; // milliseconds a step at speed 1

function player({ last, label, get, set, words }) {
  let playing = null;

  const go = (to) => set(Math.max(0, Math.min(last, to)));
  const stop = () => {
    clearInterval(playing);
    playing = null;
    play.textContent = "▶ Play";
    labelled(play, "Play the steps");
  };
  const start = () => {
    playing = setInterval(() => {
      go(get() + 1);
      if (get() >= last) stop();
    }, PACE / Number(speed.value));
    play.textContent = "❚❚ Pause";
    labelled(play, "Pause");
  };
  const toggle = () => {
    if (playing) return stop();
    if (get() >= last) go(0);
    start();
  };
  const byHand = (to) => {
    stop();
    go(to);
  };

  const first = button("Start", "To the beginning", () => byHand(0));
  const back = button("◀ Back", "One step back", () => byHand(get() - 1));
  const play = button("▶ Play", "Play the steps", toggle);
  const forward = button("Forward ▶", "One step forward", () => byHand(get() + 1));
  const end = button("End", "To the end", () => byHand(last));
  const speed = labelled(make("select", { title: "Speed of playing" }), "Speed of playing");
  SPEEDS.forEach((each) => speed.append(make("option", { value: each, textContent: `${each}×` })));
  speed.value = 1;
  speed.onchange = () => {
    if (!playing) return;
    stop();
    start();
  };
  const slider = labelled(make("input", { type: "range", min: 0, max: last, step: 1 }), label);
  slider.oninput = () => byHand(Number(slider.value));
  const where = make("span", { className: "course-muted" });
  const bar = make("div", { className: "course-player" }, first, back, play, forward, end, speed, slider, where);
  bar.setAttribute("role", "group");
  labelled(bar, label);

  const show = () => {
    const at = get();
    slider.value = at;
    where.textContent = words(at);
    slider.setAttribute("aria-valuetext", where.textContent);
    [first, back].forEach((node) => enable(node, at > 0));
    [forward, end].forEach((node) => enable(node, at < last));
  };
  const table = {
    ArrowRight: () => byHand(get() + 1),
    ArrowLeft: () => byHand(get() - 1),
    Home: () => byHand(0),
    End: () => byHand(last),
  };
  return { bar, show, stop, byHand, keys: table };
}
