// The last run, stepped through below its result.

function editRunSteps(element, { ask }) {
  let stepper = null;

  const end = () => {
    stepper?.leave();
    stepper = null;
    element.replaceChildren();
  };
  const show = (scene) => {
    end();
    let at = 0;
    const view = stepperView(scene, {
      get: () => at,
      set: (to) => {
        at = to;
        view.show();
      },
      onDrill: (wanted) => ask("look", { wanted }),
    });
    stepper = view;
    element.replaceChildren(view.element);
  };
  const names = ["ArrowRight", "ArrowLeft", "Home", "End"];
  keys(element, Object.fromEntries(names.map((name) => [name, () => stepper?.keys[name]()])));
  return { show, end, answer: (found) => stepper?.answer(found) };
}
