// Two controls over bills that Python draws: how often a month, and whether the free amounts are taken off.

function render({ model, el }) {
  const choices = model.get("choices");
  const send = (name, value) => {
    model.set(name, value);
    model.save_changes();
  };

  const slider = labelled(
    make("input", { type: "range", min: 0, max: choices.length - 1, step: 1 }),
    "How often a month this takes place",
  );
  slider.oninput = () => send("at", Number(slider.value));
  const less = button("◀ Less often", "A step less often", () => send("at", Math.max(0, model.get("at") - 1)));
  const more = button("More often ▶", "A step more often", () => send("at", Math.min(choices.length - 1, model.get("at") + 1)));
  const often = make("b");
  const free = make("input", { type: "checkbox" });
  free.onchange = () => send("free_tier", free.checked);
  const tick = make("label", { className: "course-fall-tickbox" }, free, "Take off what AWS gives away each month");
  const bar = make("div", { className: "course-player" }, less, slider, more, often, tick);
  labelled(bar, "How often, and free amounts").setAttribute("role", "group");
  const says = make("p", { className: "course-hidden" });
  says.setAttribute("aria-live", "polite");
  const body = make("div");
  let drawn = null;

  const show = () => {
    const at = model.get("at");
    slider.value = at;
    often.textContent = choices[at];
    slider.setAttribute("aria-valuetext", choices[at]);
    free.checked = model.get("free_tier");
    enable(less, at > 0);
    enable(more, at < choices.length - 1);
    says.textContent = model.get("says");
    if (drawn === model.get("body")) return;
    const opened = [...body.querySelectorAll("details")].map((each) => each.open);
    drawn = model.get("body");
    body.innerHTML = drawn;
    body.querySelectorAll("details").forEach((each, index) => {
      each.open = opened[index] ?? each.open;
    });
  };

  el.classList.add("course", "course-costs");
  el.append(bar, says, body);
  const leave = follow(model, ["at", "free_tier", "body", "says"], show);
  show();
  return leave;
}

export default { render };
