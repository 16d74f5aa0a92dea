// The graph beside the text: each knows where the other stands.

const EDIT_PATIENCE = 3; // seconds; a graph that takes longer is drawn anew only when somebody asks for it

// `show` shows a place of the text and returns the lines of what begins there, `select` goes there as well; `stands`
// takes what the caret is in, in words.
function editGraph(model, { show, select, say, stands, ask }) {
  const open = (id) => places.has(id) && select(...places.get(id));
  const graph = stateGraph(model.get("scene"), { onSelect: (id) => lead(id), onOpen: open });
  const note = make("p", { className: "course-edit-behind-text", hidden: true });
  const draw = button("Draw it again", "Draw the graph of the present text", () => ask("draw"));
  draw.hidden = true;
  const element = make("section", { className: "course-edit-right" }, graph.element, note, draw);
  let names = new Map();
  let places = new Map();
  let here = "";
  let typed = 0;
  const timers = {};

  // A large graph takes the browser a while, and nobody who types shall wait for it.
  const quietly = (name, milliseconds, act) => {
    clearTimeout(timers[name]);
    const left = typed + milliseconds - performance.now();
    if (left > 0) timers[name] = setTimeout(() => quietly(name, milliseconds, act), left);
    else act();
  };

  // The state that a place belongs to, as far as the last report knows.
  const owner = (line, column) => {
    const owners = model.get("report").owners;
    let [low, high] = [0, owners.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      const [itsLine, itsColumn] = owners[middle];
      if (itsLine < line || (itsLine === line && itsColumn <= column)) low = middle + 1;
      else high = middle;
    }
    return low ? owners[low - 1][2] : "";
  };
  // Not `select`: that would scroll the page to the graph while somebody writes.
  const mark = () => {
    const old = graph.element.querySelector(".course-edit-here");
    const now = here ? graph.element.querySelector(`.course-state[data-state="${CSS.escape(here)}"]`) : null;
    if (old === now) return;
    old?.classList.remove("course-edit-here");
    now?.classList.add("course-edit-here");
  };
  const stand = (line, column) => {
    here = owner(line, column);
    const name = names.get(here);
    stands(name ? `line ${line}, column ${column}, in state ${name}` : `line ${line}, column ${column}`);
    mark();
  };
  const lead = (id) => {
    const place = places.get(id);
    if (!place) return say("This state is not in the text as it stands now.");
    const [first, last] = show(...place);
    say(`${names.get(id)}: ${last > first ? `lines ${first} to ${last}` : `line ${first}`}.`);
  };
  const told = (report, slow) => {
    if (!report.readable && !model.get("scene").svg) return "! The text cannot be read so far.";
    if (!report.readable) return "! The text cannot be read at present. The graph shows it as it last could.";
    if (!report.stale || !slow) return "";
    return `! The graph shows an earlier text; to draw it takes about ${Math.round(report.seconds)} s.`;
  };
  const reported = () => {
    const report = model.get("report");
    const slow = report.seconds > EDIT_PATIENCE;
    if (report.readable) {
      places = new Map();
      report.owners.forEach(([line, column, id]) => id && !places.has(id) && places.set(id, [line, column]));
    }
    note.textContent = told(report, slow);
    note.hidden = !note.textContent;
    draw.hidden = !(report.stale && slow);
    clearTimeout(timers.draw);
    if (report.stale && !slow) quietly("draw", 2000 * report.seconds, () => ask("draw"));
  };
  const drawn = () => {
    names = new Map(model.get("scene").states.map((state) => [state.id, state.name]));
    mark();
  };
  const redraw = () => {
    graph.replace(model.get("scene"));
    note.hidden = draw.hidden = true;
    drawn();
  };
  const end = follow(model, ["scene"], () => quietly("redraw", 2000 * model.get("report").seconds, redraw));
  const type = () => {
    typed = performance.now();
  };
  const leave = () => {
    Object.values(timers).forEach(clearTimeout);
    end();
    graph.leave();
  };
  drawn();
  return { element, stand, type, reported, mark: graph.mark, leave };
}
