// What of a waterfall is folded, chosen and in sight; `changed` is called after each change.

// The root above each row, a root's own included.
function fallRoots(rows) {
  const roots = [];
  rows.forEach((row, at) => roots.push(row.above < 0 ? at : roots[row.above]));
  return roots;
}

// Which rows stand in the list: none below a folded one, and none that is left out.
function fallListed(rows, folded, leftOut) {
  const hidden = rows.map(() => false);
  return rows.flatMap((row, at) => {
    hidden[at] = row.above >= 0 && (hidden[row.above] || folded.has(row.above));
    return hidden[at] || leftOut(at) ? [] : [at];
  });
}

function fallState(scene, changed) {
  const { rows } = scene;
  const parents = new Set(rows.map((row) => row.above));
  const roots = fallRoots(rows);
  const folded = new Set();
  const state = { chosen: 0, trouble: false, alone: -1, stretches: scene.time, listed: rows.map((_, at) => at), folded };
  state.window = timeWindow(changed);

  const relist = () => {
    const leftOut = (at) => (state.trouble && !rows[at].trouble) || (state.alone >= 0 && roots[at] !== state.alone);
    state.listed = fallListed(rows, folded, leftOut);
    if (!state.listed.includes(state.chosen)) {
      state.chosen = state.listed.filter((at) => at < state.chosen).pop() ?? state.listed[0] ?? 0;
    }
    changed();
  };
  const fold = (at) => {
    if (!folded.delete(at)) folded.add(at);
    state.chosen = at;
    relist();
  };
  const choose = (at) => {
    state.chosen = at;
    changed();
  };
  const step = (by) => {
    const at = state.listed.indexOf(state.chosen) + by;
    if (state.listed.length) choose(state.listed[Math.max(0, Math.min(state.listed.length - 1, at))]);
  };
  const inward = () => {
    if (folded.has(state.chosen)) fold(state.chosen);
    else if (parents.has(state.chosen)) step(1);
  };
  const outward = () => {
    if (parents.has(state.chosen) && !folded.has(state.chosen)) fold(state.chosen);
    else if (rows[state.chosen].above >= 0) choose(rows[state.chosen].above);
  };
  const foldAll = (whether) => {
    folded.clear();
    if (whether) parents.forEach((at) => at >= 0 && folded.add(at));
    relist();
  };
  const onlyTrouble = (whether) => {
    state.trouble = whether;
    relist();
  };
  const onlyThisTree = (whether) => {
    state.alone = whether ? roots[state.chosen] : -1;
    relist();
    if (whether) state.zoomTo(state.alone);
    else state.window.set(0, 1);
  };
  const zoomTo = (at) => {
    const [left, right] = [partOf(state.stretches, rows[at].start), partOf(state.stretches, rows[at].end)];
    const edge = Math.max((right - left) * 0.1, 1e-5);
    state.window.set(left - edge, right + edge);
  };
  const inProportion = (whether) => {
    state.stretches = whether ? straightTime(scene.time) : scene.time;
    state.window.set(0, 1);
  };
  const acts = { fold, choose, step, inward, outward, foldAll, zoomTo, onlyTrouble, onlyThisTree, inProportion };
  return Object.assign(state, { hasRoots: roots.some((root) => root !== roots[0]) }, acts);
}
