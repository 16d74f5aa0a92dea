// The stepper by itself, over the traits of its model.

function render({ model, el }) {
  el.classList.add("course");
  let view = null;
  const put = (name, value) => {
    model.set(name, value);
    model.save_changes();
  };
  const build = () => {
    const hadFocus = el.matches(":focus-within");
    view?.leave();
    view = stepperView(model.get("scene"), {
      get: () => Math.min(model.get("step"), model.get("scene").events.id.length),
      set: (to) => put("step", to),
      onDrill: (asked) => put("asked", asked),
      onAgain: () => put("looks", model.get("looks") + 1),
    });
    el.replaceChildren(view.element);
    if (hadFocus) view.focus();
  };
  build();
  keys(el, Object.fromEntries(Object.keys(view.keys).map((key) => [key, () => view.keys[key]()])));
  const leave = [
    follow(model, ["step"], () => view.show()),
    follow(model, ["scene"], build),
    follow(model, ["answer"], () => view.answer(model.get("answer"))),
  ];
  return () => {
    leave.forEach((end) => end());
    view.leave();
  };
}

export default { render };
