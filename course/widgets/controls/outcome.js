// What came of a run: its parts, ready made by Python. A part that is a live widget is shown live where the host can.

function outcomeView(model, host, element) {
  let leave = new AbortController();
  let shown = 0;

  const section = (part) => {
    const title = part.title ? [make("h4", { textContent: part.title })] : [];
    const body = make("div", { innerHTML: part.html });
    return { body, whole: make("section", {}, ...title, body) };
  };

  const enliven = async (body, reference, signal) => {
    const el = make("div");
    try {
      const widget = await host.getWidget(reference);
      await widget.render({ el, signal });
      if (!signal.aborted) body.replaceChildren(el);
    } catch (problem) {
      // The still form stays in its place.
      if (!signal.aborted) console.warn("a widget could not be shown live", problem);
    }
  };

  const show = async () => {
    const [told, turn] = [model.get("told"), ++shown];
    const before = leave;
    leave = new AbortController();
    const { signal } = leave;
    const parts = told.parts.map(section);
    if (host?.getWidget) {
      await Promise.all(told.parts.map((part, at) => part.live && enliven(parts[at].body, part.live, signal)));
    }
    if (turn !== shown) return;
    before.abort();
    element.replaceChildren(make("div", { innerHTML: told.note ?? "" }), ...parts.map((part) => part.whole));
  };
  return { show, leave: () => leave.abort() };
}
