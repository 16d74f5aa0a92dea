// Knobs: a control for each, and what they are set to. Every control has its name in words beside it.

const KNOBS = { slider: knobSlider, choice: knobChoice, switch: knobSwitch, number: knobField, text: knobField };

// Returns the element, and { get, set } for the raw values by name; `turned` is called after each change.
function knobPanel(knobs, turned) {
  const parts = knobs.map((knob) => ({ name: knob.name, ...KNOBS[knob.kind](knob, turned) }));
  const element = make("div", { className: "course-knobs" }, ...parts.map((part) => part.element));
  return {
    element,
    get: () => Object.fromEntries(parts.map((part) => [part.name, part.get()])),
    set: (values) => parts.forEach((part) => part.name in values && part.set(values[part.name])),
  };
}

function knobBox(knob, ...controls) {
  const unit = knob.unit ? [make("span", { className: "course-muted", textContent: knob.unit })] : [];
  const name = make("span", { className: "course-knob-name", textContent: knob.label });
  return make("div", { className: "course-knob" }, name, make("div", {}, ...controls, ...unit));
}

function knobSaid(knob) {
  return knob.unit ? `${knob.label}, ${knob.unit}` : knob.label;
}

function knobSlider(knob, turned) {
  const limits = { min: knob.low, max: knob.high, step: knob.step };
  const slider = labelled(make("input", { type: "range", ...limits }), knobSaid(knob));
  const field = labelled(make("input", { type: "number", ...limits }), `${knobSaid(knob)}, as a number`);
  const set = (value) => {
    slider.value = value;
    if (field !== document.activeElement) field.value = value;
    slider.setAttribute("aria-valuetext", `${value} ${knob.unit}`.trim());
  };
  slider.oninput = () => {
    set(slider.value);
    field.value = slider.value;
    turned();
  };
  field.oninput = () => {
    if (field.value === "" || !field.checkValidity()) return;
    set(field.value);
    turned();
  };
  field.onblur = () => (field.value = slider.value);
  return { element: knobBox(knob, slider, field), get: () => Number(slider.value), set };
}

function knobChoice(knob, turned) {
  const select = labelled(make("select"), knobSaid(knob));
  select.append(...knob.options.map((words, value) => make("option", { value, textContent: words })));
  select.onchange = turned;
  return {
    element: knobBox(knob, select),
    get: () => Number(select.value),
    set: (value) => (select.value = value),
  };
}

function knobSwitch(knob, turned) {
  const { element, get, set } = toggle(knobSaid(knob), turned);
  return { element: knobBox(knob, element), get, set };
}

function knobField(knob, turned) {
  const isNumber = knob.kind === "number";
  const field = labelled(make("input", { type: knob.kind, ...(isNumber ? { step: "any" } : {}) }), knobSaid(knob));
  let kept = "";
  field.oninput = () => {
    if (isNumber && (field.value === "" || Number.isNaN(field.valueAsNumber))) return;
    kept = isNumber ? field.valueAsNumber : field.value;
    turned();
  };
  return {
    element: knobBox(knob, field),
    get: () => kept,
    set: (value) => {
      kept = value;
      if (field !== document.activeElement) field.value = value;
    },
  };
}

// A switch that says in words whether it is on; `label` is its name.
function toggle(label, turned) {
  const words = make("span");
  const node = labelled(make("button", { type: "button", className: "course-switch" }), label);
  node.setAttribute("role", "switch");
  node.append(make("i"), words);
  const get = () => node.getAttribute("aria-checked") === "true";
  const set = (on) => {
    node.setAttribute("aria-checked", String(on));
    words.textContent = on ? "on" : "off";
  };
  node.onclick = () => {
    if (node.getAttribute("aria-disabled") === "true") return;
    set(!get());
    turned(get());
  };
  set(false);
  return { element: node, get, set };
}
