// Moving through the events that are shown: buttons, keys and the slider on virtual time.

function stepperWalk(scene, { get, set, next, previous }) {
  const { events, texts, time } = scene;
  const last = events.id.length;
  const number = (value) => value.toLocaleString("en");
  const words = (at) =>
    at > 0
      ? `event ${number(at)} of ${number(last)}, at ${texts[time.words[at - 1]]}`
      : `before the first of ${number(last)} events`;

  // One step on or back goes to the next event that is shown; every other place is where somebody pointed.
  const step = (to) => {
    const at = get();
    const bound = Math.max(0, Math.min(last, to));
    if (bound === at + 1) set((next(at) ?? last - 1) + 1);
    else if (bound === at - 1) set((previous(at) ?? -1) + 1);
    else set(bound);
  };
  const steps = player({ last, label: "Steps of the execution", get, set: step, words });
  const jump = (to) => {
    steps.stop();
    set(Math.max(0, Math.min(last, to)));
  };
  const slider = stepperSlider(scene, { get, set: jump, words });
  // The player's own slider goes by number, not by time.
  steps.bar.querySelector("[type=range]").replaceWith(slider.element);
  return {
    element: steps.bar,
    keys: steps.keys,
    jump,
    stop: steps.stop,
    show: () => {
      steps.show();
      slider.show();
    },
  };
}
