// How it stands after so many events: adds up what each event changes, and takes it away again on the way back.
// Things are stays (visits to states) and, numbered after them, lines of states (branches and items).

const STEPPER_CHILDREN = { S: "succeeded", F: "failed", T: "failed", A: "aborted", R: "running" };
const STEPPER_WORST_FIRST = ["running", "waiting", "retrying", "failed", "aborted", "caught", "succeeded"];

function stepperLedger(scene) {
  const stays = scene.stays.length;
  const things = stays + scene.lines.length;
  const status = new Int8Array(things).fill(-1);
  const words = new Int32Array(things);
  const before = [];
  const inside = scene.lines.map(() => true);
  const within = scene.lines.map(() => true);
  const present = scene.states.map(() => new Set());
  const pairs = new Int32Array(scene.ways.pairs.length);
  const linesOf = new Map();
  scene.lines.forEach(([owner], line) => {
    if (!linesOf.has(owner)) linesOf.set(owner, []);
    linesOf.get(owner).push(line);
  });
  let at = 0;

  const put = (thing, now, said) => {
    status[thing] = now;
    words[thing] = said;
    if (thing >= stays) return;
    const [state, line] = scene.stays[thing];
    if (now >= 0 && inside[line]) present[state].add(thing);
    else present[state].delete(thing);
  };
  const take = (event, by) =>
    scene.ways.taken[event].forEach((pair) => {
      if (inside[scene.events.line[event]]) pairs[pair] += by;
    });
  const forward = () => {
    before[at] = scene.changes[at].map(([thing]) => [thing, status[thing], words[thing]]);
    scene.changes[at].forEach(([thing, now, said]) => put(thing, now, said));
    take(at, 1);
    at += 1;
  };
  const back = () => {
    at -= 1;
    [...before[at]].reverse().forEach(([thing, now, said]) => put(thing, now, said));
    take(at, -1);
  };
  const go = (to) => {
    while (at < to) forward();
    while (at > to) back();
  };

  // Counts only what belongs to one line of states: what is inside it, and the lines that it is inside of.
  const focus = (line) => {
    const around = (each) => scene.stays[scene.lines[each][0]][1];
    const to = at;
    go(0); // what was counted is taken away as it was counted
    inside.fill(false);
    within.fill(false);
    for (let each = line; each > 0; each = around(each)) inside[each] = true;
    inside[0] = true;
    scene.lines.forEach(([owner], each) => {
      within[each] = each === line || (owner >= 0 && within[around(each)]);
      inside[each] ||= within[each];
    });
    go(to);
  };

  const tally = (statuses) => {
    const counts = new Map();
    for (const name of statuses) counts.set(name, (counts.get(name) ?? 0) + 1);
    return [...STEPPER_WORST_FIRST, ""].filter((name) => counts.has(name)).map((name) => [name, counts.get(name)]);
  };
  const counted = (found) => tally([...found].map((thing) => scene.statuses[status[thing]]));
  // The badge has the sign of the first status itself.
  const short = (counts) =>
    counts
      .map(([name, many], at) => `${at ? `${scene.graph.statuses[name].sign} ` : ""}${many.toLocaleString("en")}`)
      .join(" ");
  const linesNow = (stay) => (linesOf.get(stay) ?? []).filter((line) => status[stays + line] >= 0);

  const runOf = new Map(scene.runs.map((run, number) => [run.stay, { ...run, number }]));
  const childStatus = (run, child) => {
    const moment = at > 0 ? scene.time.milliseconds[at - 1] : -1;
    if (at <= run.event || run.started[child] < 0 || run.started[child] > moment) return "";
    const isOver = run.stopped[child] >= 0 && run.stopped[child] <= moment;
    return isOver ? (STEPPER_CHILDREN[run.statuses[child]] ?? "") : "running";
  };
  const childrenAt = new Map();
  const childrenNow = (stay) => {
    const known = childrenAt.get(stay);
    if (known?.at === at) return known.statuses;
    const run = runOf.get(stay);
    const statuses = run.started.map((_, child) => childStatus(run, child));
    childrenAt.set(stay, { at, statuses });
    return statuses;
  };

  const insideOf = (stay) => {
    if (runOf.has(stay)) return tally(childrenNow(stay));
    return String(stay) in scene.lengths ? counted(linesNow(stay).map((line) => stays + line)) : [];
  };
  const markOf = (found) => {
    if (found.size > 1) {
      const counts = counted(found);
      return { status: counts[0][0], words: short(counts) };
    }
    const [thing] = found;
    const name = scene.statuses[status[thing]];
    const counts = insideOf(thing).filter(([each]) => each);
    if (!counts.length) return { status: name, words: scene.texts[words[thing]] };
    const own = counts[0][0] === name ? "" : `${scene.graph.statuses[counts[0][0]].sign} `;
    return { status: name, words: own + short(counts) };
  };
  const marks = () => {
    const found = {};
    present.forEach((things, state) => {
      if (things.size) found[scene.states[state]] = markOf(things);
    });
    return found;
  };
  // The transitions taken so far, each as a pair of ids.
  const path = () => scene.ways.pairs.filter((_, pair) => pairs[pair] > 0);

  return {
    go,
    focus,
    marks,
    path,
    linesOf: (stay) => linesOf.get(stay) ?? [],
    linesNow,
    childrenNow,
    tally,
    runOf: (stay) => runOf.get(stay),
    staysNow: (state) => [...present[state]],
    statusOf: (line) => scene.statuses[status[stays + line]] ?? "",
    isWithin: (line) => within[line],
    hasLines: (stay) => linesOf.has(stay),
  };
}
