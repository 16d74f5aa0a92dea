// A policy and a message to edit, and the verdict. Python judges; what is typed goes there after a moment's rest.

const TESTER_TEXTS = [
  ["policy", "Filter policy"],
  ["attributes", "Message attributes"],
  ["body", "Message body"],
];

function render({ model, el }) {
  el.classList.add("course", "course-tester");
  const send = (name, value) => {
    model.set(name, value);
    model.save_changes();
  };
  const editors = TESTER_TEXTS.map(([name, title]) => [name, title, markedEditor(title, (text) => send(name, text))]);
  const scope = labelled(make("select", { onchange: () => send("scope", scope.value) }), "The policy reads");
  scope.append(...model.get("scopes").map((each) => make("option", { value: each, textContent: each })));
  const reads = make("label", { className: "course-tester-scope" }, make("span", { textContent: "The policy reads" }), scope);
  const says = make("p", { className: "course-hidden" });
  says.setAttribute("aria-live", "polite");
  const verdict = make("div");

  const show = () => {
    const scene = model.get("scene");
    editors.forEach(([name, title, editor]) => editor.show(title, model.get(name), scene.lines[name] ?? {}, ""));
    scope.value = model.get("scope");
    if (says.textContent !== scene.says) says.textContent = scene.says;
    verdict.innerHTML = scene.html;
  };
  keys(el, {});
  const columns = make("div", { className: "course-columns" }, ...editors.map(([, , editor]) => editor.element));
  el.append(columns, reads, says, verdict);
  const end = follow(model, ["scene"], show);
  show();
  return () => {
    editors.forEach(([, , editor]) => editor.leave());
    end();
  };
}

export default { render };
