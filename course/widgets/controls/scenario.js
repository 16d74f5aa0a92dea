// Knobs, and what came of the settings they were turned to; beside it what was kept of before.

function render({ model, el, host }) {
  el.classList.add("course", "course-scenario");
  const says = make("span", { className: "course-muted" });
  says.setAttribute("role", "status");
  const stop = button("■ Stop", "Stop this run", () => {
    model.set("stop", talk.number());
    model.save_changes();
    says.textContent = "Stopping … If nothing happens, interrupt the kernel (■ in the toolbar).";
  });
  const now = make("div");
  const title = make("h4", { textContent: "Now" });
  const settings = make("p", { className: "course-muted" });
  const frame = labelled(make("section", {}, title, settings, now), "Result");
  const old = labelled(make("section"), "Before");
  const compared = make("div", {}, old, frame);
  const result = outcomeView(model, host, now);

  const show = (more) => {
    const told = model.get("told");
    says.textContent = told.says;
    stop.hidden = true;
    if (!more) panel.set(told.values);
    frame.setAttribute("aria-busy", "false");
    result.show();
    head();
  };
  const slow = () => {
    stop.hidden = false;
    frame.setAttribute("aria-busy", "true");
    says.textContent = "Running … (the last result stays until the new one is there)";
  };
  const talk = asking(model, { request: () => ({ values: panel.get() }), slow, told: show });
  const panel = knobPanel(model.get("knobs"), talk.ask);

  // Beside what was kept, the settings of now, those that differ in bold.
  const head = () => {
    const before = model.get("before").settings;
    title.hidden = settings.hidden = !before;
    const said = before ? model.get("told").settings : [];
    settings.replaceChildren(
      ...said.flatMap((words, at) => [
        at ? ", " : "",
        make(words === before[at] ? "span" : "b", { textContent: words }),
      ]),
    );
  };
  const kept = () => {
    const before = model.get("before");
    const has = "html" in before;
    compared.className = has ? "course-compared" : "";
    old.hidden = !has;
    keep.textContent = has ? "✕ Stop comparing" : "+ Keep to compare";
    labelled(keep, has ? "Stop comparing" : "Keep this result to compare the next ones with it");
    head();
    if (!has) return;
    const words = make("p", { className: "course-muted", textContent: before.settings.join(", ") });
    old.replaceChildren(make("h4", { textContent: "Before" }), words, make("div", { innerHTML: before.html }));
  };

  const again = button("↻ Run again", "Run again with these settings", talk.ask);
  const keep = button("", "Keep or compare", () => {
    model.set("keep", !model.get("keep"));
    model.save_changes();
  });
  keys(el, {});
  el.append(panel.element, make("div", { className: "course-knob-bar" }, again, keep, stop, says), compared);
  kept();
  show(false);
  const end = follow(model, ["before"], kept);
  return () => {
    talk.leave();
    result.leave();
    end();
  };
}

export default { render };
