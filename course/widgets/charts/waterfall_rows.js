// One row of a waterfall: its bars, its words, and the line of times above all rows. A part runs from 0 to 1.

function fallExtent(node, left, right) {
  node.style.left = `${(Math.max(left, -0.01) * 100).toFixed(3)}%`;
  node.style.width = `${((Math.min(right, 1.01) - Math.max(left, -0.01)) * 100).toFixed(3)}%`;
}

function fallBars(row, fills, place) {
  return row.pieces.flatMap(([start, end, what]) => {
    const [left, right] = [place(start), place(end)];
    if (right < 0 || left > 1) return [];
    const bar = make("span", { className: `course-fill ${fills[what]}` });
    fallExtent(bar, left, right);
    return [bar];
  });
}

// The words of a row go to the right of its bar or to its left; above it where neither side has room.
function fallAbout(row, place, letter) {
  const [left, right] = [Math.max(place(row.start), 0), Math.min(place(row.end), 1)];
  const text = right < 0 ? `◀ ${row.about}` : left > 1 ? `${row.about} ▶` : row.about;
  const words = make("span", { className: "course-fall-about", textContent: text });
  const room = (text.length + 2) * letter;
  const over = right + room > 1 && Math.min(left, 1) < room;
  if (over) words.style.left = `${Math.max(Math.min(left, 1 - room), 0) * 100}%`;
  else if (right + room > 1) words.style.right = `${(1 - Math.min(left, 1)) * 100}%`;
  else words.style.left = `${Math.max(right, 0) * 100}%`;
  return { words, over };
}

function fallGaps(stretches, window) {
  return stretches.filter((each) => each.cut).map((each) => {
    const gap = make("span", { className: "course-fall-gap" });
    fallExtent(gap, window.place(each.left), window.place(each.right));
    return gap;
  });
}

function fallTimeLine(stretches, window, letter) {
  const track = make("span", { className: "course-fall-track" });
  stretches.filter((each) => each.cut).forEach((each) => {
    const [left, right] = [window.place(each.left), window.place(each.right)];
    const lasts = `// ${timeWords(each.end - each.start)}`;
    const text = lasts.length * letter > right - left ? "//" : lasts;
    const cut = make("span", { className: "course-fall-cut", textContent: text, title: lasts });
    fallExtent(cut, left, right);
    if (right > 0 && left < 1) track.append(cut);
  });
  let free = -1;
  timeMarks(stretches, window.view.from, window.view.to, 8).forEach((moment) => {
    const at = window.place(partOf(stretches, moment));
    const text = `+${timeWords(moment)}`;
    if (at < free || at + (text.length + 1) * letter > 1) return;
    const tick = make("span", { className: "course-fall-tick", textContent: text });
    tick.style.left = `${at * 100}%`;
    track.append(tick);
    free = at + (text.length + 2) * letter;
  });
  const name = make("span", { className: "course-fall-name", textContent: "virtual time" });
  const line = make("div", { className: "course-fall-row course-fall-time" }, name, track);
  line.setAttribute("aria-hidden", "true");
  return line;
}
