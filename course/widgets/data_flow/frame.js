// What stands around the stages: above them whose they are, below them how the state is left.

function dataFlowHead({ reset, layout, visit }) {
  const title = make("h3");
  const about = make("p", { className: "course-muted" });
  const visits = labelled(make("select", { title: "Which visit to the state" }), "Which visit to the state");
  visits.onchange = () => visit(Number(visits.value));
  const again = button("Reset", "Back to the original texts", reset);
  const other = button("", "", layout);
  const bar = make("div", { className: "course-bar" }, visits, other, again);
  const element = make("div", { className: "course-head" }, make("div", {}, title, about), bar);

  const show = (scene, { chosen, changed }) => {
    title.textContent = scene.title;
    about.textContent = scene.about;
    if (visits.options.length !== scene.visits.length) {
      visits.replaceChildren(...scene.visits.map((text, value) => make("option", { value, textContent: text })));
    }
    visits.hidden = scene.visits.length === 0;
    visits.value = chosen;
    enable(again, changed);
  };
  const arranged = (all) => {
    other.textContent = all ? "One stage at a time" : "All stages";
    labelled(other, all ? "Show one stage at a time" : "Show all stages side by side");
    other.title = other.getAttribute("aria-label");
  };
  return { element, show, arranged };
}

function dataFlowFoot(scene, hands) {
  const legend = make("p", { className: "course-muted", textContent: scene.legend });
  const where = make("b");
  where.setAttribute("role", "status");
  const overall = make("span", { textContent: " From input to output:" });
  const changes = make("div");
  const closing = make("div", { className: "course-closing" }, make("p", {}, where, overall), changes);
  const rest = dataFlowField(scene.rest, hands);
  const more = make("details", {}, make("summary", { textContent: "✎ Everything else of the state" }), rest.element);
  more.ontoggle = rest.grow;

  const show = (now) => {
    where.textContent = now.closing;
    overall.hidden = !now.changes;
    changes.innerHTML = now.changes;
    rest.show(now.rest);
  };
  return { element: make("div", {}, legend, closing, more), show };
}
