// Shows the hints that are open and asks for the next. What the next one says is not in the page.

function render({ model, el }) {
  const opened = make("div", { className: "course-rungs" });
  opened.setAttribute("aria-live", "polite");
  const next = make("button", { type: "button" });
  const rest = make("p", { className: "course-muted" });
  next.onclick = () => {
    model.set("asked", opened.children.length + 1);
    model.save_changes();
  };

  const rung = ({ title, html }) => {
    const head = make("p", { tabIndex: -1 }, make("b", { textContent: title }));
    return make("div", { className: "course-note" }, head, make("div", { innerHTML: html }));
  };
  const show = () => {
    const focused = document.activeElement === next;
    const { rungs, offer, rest: left } = model.get("shown");
    // Only what is new is added, so that it alone is read out.
    rungs.slice(opened.children.length).forEach((each) => opened.append(rung(each)));
    next.textContent = offer;
    next.hidden = !offer;
    rest.textContent = left;
    if (focused && !offer) opened.lastElementChild.querySelector("p").focus();
  };

  el.classList.add("course", "course-hints");
  el.append(make("h4", { textContent: model.get("title") }), opened, next, rest);
  keys(el, {});
  const leave = follow(model, ["shown"], show);
  show();
  return leave;
}

export default { render };
