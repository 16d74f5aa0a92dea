// What there is to read of the state that is selected: what the linter says, where it leads, its lines.

const DETAILS_LINES = 200;

function stateDetails(details, { onGo }) {
  const pane = labelled(make("div", { className: "course-details", tabIndex: -1 }), "Details");
  pane.setAttribute("role", "region");

  const diagnostic = (each, names) => {
    const item = make("li", { className: `course-tone-${each.tone}` });
    const where = `${each.sign} ${each.word}, line ${each.line}`;
    if (names.has(each.state)) item.append(button(`${where}: ${names.get(each.state)}`, `Show ${names.get(each.state)}`, () => onGo(each.state)));
    else item.append(make("b", { textContent: where }));
    item.append(make("div", { className: "course-said", textContent: each.message }));
    if (each.hint) item.append(make("div", { className: "course-said course-hint", textContent: `→ ${each.hint}` }));
    return item;
  };
  const list = (found, names) => make("ul", { className: "course-diagnostics" }, ...found.map((each) => diagnostic(each, names)));

  const source = (of, found) => {
    const noted = new Map(found.map((each) => [each.line, each]));
    const lines = of.source ? of.source.split("\n") : details.lines.slice(of.first - 1, of.last);
    const rows = lines.slice(0, DETAILS_LINES).map((line, at) => {
      const number = of.source ? "" : String(of.first + at);
      const note = of.source ? undefined : noted.get(of.first + at);
      const sign = make("span", { className: `course-gutter ${note ? `course-tone-${note.tone}` : ""}`, textContent: note ? note.sign : "" });
      return make("div", { className: "course-line" }, sign, make("span", { className: "course-number", textContent: number }), make("code", { textContent: line || " " }));
    });
    if (lines.length > DETAILS_LINES) rows.push(make("div", { className: "course-muted", textContent: `… ${lines.length - DETAILS_LINES} more lines` }));
    const block = labelled(make("div", { className: "course-source", tabIndex: 0 }, ...rows), "Its lines in the definition");
    block.setAttribute("role", "region");
    return block;
  };

  const state = (scene, id) => {
    const known = scene.states.find((each) => each.id === id);
    const of = details.states[id];
    if (!known || !of) return machine(scene);
    const found = details.diagnostics.filter((each) => each.state === id);
    const lines = of.first === of.last ? `line ${of.first}` : `lines ${of.first} to ${of.last}`;
    pane.replaceChildren(
      make("h4", { textContent: known.name }),
      make("p", { className: "course-muted", textContent: `${known.words}, ${lines}` }),
      list(found, new Map()),
      make("ul", { className: "course-ways" }, ...of.ways.map((way) => make("li", { textContent: way }))),
      source(of, found),
    );
  };
  const machine = (scene) => {
    const names = new Map(scene.states.map((each) => [each.id, each.name]));
    const many = details.diagnostics.length;
    const walk = scene.states.length ? "Click a state, or walk with the arrow keys, to read its lines." : "";
    const states = scene.states.length === 1 ? "1 state" : `${scene.states.length} states`;
    const said = many ? `Found by the linter: ${many}` : "The linter found nothing.";
    pane.replaceChildren(
      make("h4", { textContent: states }),
      make("p", { className: "course-muted", textContent: walk }),
      make("p", { textContent: said }),
      list(details.diagnostics, names),
    );
  };
  return { element: pane, state, machine, replace: (next) => (details = next) };
}
