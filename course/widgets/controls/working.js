// A bar that shows how far some work is.

function render({ model, el }) {
  const title = make("b");
  const fill = make("div");
  const bar = make("div", { className: "course-work-bar" }, fill);
  bar.setAttribute("role", "progressbar");
  bar.setAttribute("aria-valuemin", "0");
  bar.setAttribute("aria-valuemax", "100");
  const words = make("p");
  words.setAttribute("aria-hidden", "true");
  // Only beginning and end are told: ten lines a second would drown everything else.
  const heard = make("p", { className: "course-hidden" });
  heard.setAttribute("role", "status");
  el.classList.add("course", "course-working");
  el.append(make("p", {}, title), bar, words, heard);

  const show = () => {
    const at = model.get("at");
    title.textContent = at.label;
    labelled(bar, at.label);
    const percent = Math.round((at.share ?? 0) * 1000) / 10;
    fill.style.width = `${percent}%`;
    bar.classList.toggle("course-work-open", at.share === null && at.state === "running");
    if (at.share === null) bar.removeAttribute("aria-valuenow");
    else bar.setAttribute("aria-valuenow", percent);
    bar.setAttribute("aria-valuetext", at.words);
    words.textContent = at.words;
    words.className = `course-${at.tone}`;
    const told = at.state === "running" ? `${at.label}: under way.` : `${at.label}: ${at.words}`;
    if (heard.textContent !== told) heard.textContent = told;
  };
  show();
  return follow(model, ["at"], show);
}

export default { render };
