// The document that an event comes with: its beginning, and all of it when somebody unfolds it.

function stepperDocument(scene, onWhole) {
  const { events, texts } = scene;
  const label = make("b");
  const begin = make("code");
  const line = make("p", { className: "course-document-line" }, label, " ", begin);
  const summary = make("summary");
  const text = make("pre");
  const whole = make("details", {}, summary, text);
  const none = make("p", { className: "course-muted", textContent: "No document comes with this event." });
  const element = make("div", { className: "course-document" }, none, line, whole);
  let shown = -1;

  const size = (many) => (many < 1024 ? `${many} characters` : `${(many / 1024).toFixed(1)} KB`);
  const printed = (found) => {
    try {
      return JSON.stringify(JSON.parse(found), null, 2);
    } catch {
      return found;
    }
  };
  const fill = () => {
    if (!whole.open || shown < 0) return;
    const found = texts[events.shown[shown]];
    if (found.length === events.size[shown]) return (text.textContent = printed(found));
    text.textContent = onWhole ? "…" : `${found}… (only the beginning is here)`;
    onWhole?.(shown);
  };
  whole.ontoggle = fill;

  return {
    element,
    show: (at) => {
      shown = at;
      const [many, word] = at >= 0 ? [events.size[at], texts[events.label[at]]] : [0, ""];
      none.hidden = Boolean(many);
      line.hidden = whole.hidden = !many;
      if (!many) return;
      const found = texts[events.shown[at]];
      // What is short and flat is there already.
      whole.hidden = found.length === many && (many <= 60 || !/^[{[]/.test(found));
      label.textContent = word;
      begin.textContent = found.length < many ? `${found}…` : found;
      summary.textContent = `Whole ${word}, ${size(many)}`;
      fill();
    },
    take: (at, found) => {
      if (at === shown) text.textContent = printed(found);
    },
  };
}
