// Which events are shown: those of one branch or item, those of one state, or all.

function stepperFilters(scene, ledger, { names, onChange, onWhole }) {
  const { events, lines, states, texts } = scene;
  let offered = "";
  let isOn = false;

  const only = button("", "", () => turn(!isOn));
  const whole = button("Show the whole execution", "Show the whole execution", onWhole);
  const many = make("span", { className: "course-muted" });
  const element = make("div", { className: "course-stepper-filters" }, only, whole, many);

  const turn = (on) => {
    isOn = on;
    const name = names.get(offered) ?? "";
    only.textContent = `${on ? "✓ " : ""}Only “${name}”`;
    labelled(only, `Only the events of ${name}`);
    only.setAttribute("aria-pressed", String(on));
    only.hidden = !name;
    onChange();
  };
  return {
    element,
    isShown: (at) => ledger.isWithin(events.line[at]) && (!isOn || states[events.state[at]] === offered),
    offer: (id) => {
      offered = id;
      turn(false);
    },
    count: (shown, line) => {
      const of = line ? ` of ${texts[lines[line][2]]}` : "";
      many.textContent = `${shown.toLocaleString("en")} of ${events.id.length.toLocaleString("en")} events${of}`;
      whole.hidden = line === 0;
    },
  };
}
