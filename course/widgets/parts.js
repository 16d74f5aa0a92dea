// What every live widget is made of: elements with names, buttons that keep the focus, and respect for who wants calm.

function make(tag, properties = {}, ...children) {
  const node = Object.assign(document.createElement(tag), properties);
  node.append(...children);
  return node;
}

function labelled(node, label) {
  node.setAttribute("aria-label", label);
  return node;
}

function button(text, label, act) {
  const node = labelled(make("button", { type: "button", textContent: text, title: label }), label);
  node.onclick = () => node.getAttribute("aria-disabled") === "true" || act();
  return node;
}

// Not `disabled`: a disabled button drops the keyboard's focus, and the widget's keys with it.
function enable(node, whether) {
  node.setAttribute("aria-disabled", String(!whether));
}

function calm() {
  return window.matchMedia("(prefers-reduced-motion: reduce)").matches;
}

// The notebook has keys of its own; those that a widget uses must not reach it.
function keys(element, table) {
  element.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const typing = event.target.matches("input:not([type=range]), textarea, select");
    if (!typing && !event.target.matches("[type=range]") && event.key in table) {
      table[event.key]();
      event.preventDefault();
    } else if (!typing && !event.target.matches("[type=range]")) return;
    event.stopPropagation();
  });
}

// A form's keys are its own, wherever in it somebody is; Ctrl-S and its like still reach the notebook.
function ownKeys(element) {
  element.addEventListener("keydown", (event) => {
    if (!event.ctrlKey && !event.metaKey && !event.altKey) event.stopPropagation();
  });
}

// Follows traits of the model; returns what ends that.
function follow(model, names, act) {
  names.forEach((name) => model.on(`change:${name}`, act));
  return () => names.forEach((name) => model.off(`change:${name}`, act));
}
