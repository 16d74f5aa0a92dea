// Virtual time across a width: stretches of it, some drawn short, and a window into them. A part runs from 0 to 1.

const TIME_STEPS = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 30, 60, 300, 600, 1800, 3600];
const TIME_UNITS = [[86400, "d"], [3600, "h"], [60, "min"]];
const DAY = 86400;

function timeWords(seconds) {
  let rest = Math.round(seconds * 1000) / 1000;
  const said = [];
  TIME_UNITS.forEach(([size, unit]) => {
    const whole = Math.floor(rest / size);
    if (whole) said.push(`${whole} ${unit}`);
    rest -= whole * size;
  });
  rest = Math.round(rest * 1000) / 1000;
  if (rest || !said.length) said.push(`${rest} s`);
  return said.join(" ");
}

// One stretch for all of it: time in proportion.
function straightTime(stretches) {
  const first = stretches[0];
  const last = stretches[stretches.length - 1];
  return [{ start: first.start, end: last.end, left: 0, right: 1, cut: false }];
}

function partOf(stretches, moment) {
  const each = stretches.find((one) => moment <= one.end);
  if (!each) return 1;
  return each.left + (Math.max(moment - each.start, 0) / (each.end - each.start)) * (each.right - each.left);
}

function momentOf(stretches, part) {
  const each = stretches.find((one) => part <= one.right) ?? stretches[stretches.length - 1];
  return each.start + ((part - each.left) / (each.right - each.left)) * (each.end - each.start);
}

// Moments to mark between two parts, at most so many in a whole width.
function timeMarks(stretches, from, to, most) {
  return stretches.flatMap((each) => {
    const [left, right] = [Math.max(each.left, from), Math.min(each.right, to)];
    const many = ((right - left) / (to - from)) * most;
    if (each.cut || right <= left || many < 0.5) return [];
    const span = [momentOf([each], left), momentOf([each], right)];
    const length = span[1] - span[0];
    const step = TIME_STEPS.find((one) => length / one <= many) ?? Math.ceil(length / many / DAY) * DAY;
    const first = Math.ceil(span[0] / step - 1e-9);
    const count = Math.floor(span[1] / step + 1e-9) - first + 1;
    return Array.from({ length: Math.max(count, 0) }, (_, at) => Math.round((first + at) * step * 1000) / 1000);
  });
}

// A window into the parts: it zooms and moves, and never leaves 0 to 1.
function timeWindow(changed) {
  const least = 1e-6;
  const view = { from: 0, to: 1 };
  const set = (from, to) => {
    const width = Math.min(Math.max(to - from, least), 1);
    view.from = Math.min(Math.max(from, 0), 1 - width);
    view.to = view.from + width;
    changed();
  };
  // `around` stays, or comes, at `where` of the window: its middle, unless told otherwise.
  const zoom = (factor, around, where = 0.5) => {
    const width = (view.to - view.from) * factor;
    const fixed = around > view.from && around < view.to ? around : (view.from + view.to) / 2;
    set(fixed - width * where, fixed + width * (1 - where));
  };
  const move = (share) => set(view.from + share * (view.to - view.from), view.to + share * (view.to - view.from));
  const place = (part) => (part - view.from) / (view.to - view.from);
  return { view, set, zoom, move, place };
}
