// What the linter says, as a list: each leads to its place in the text, and tells its rule when asked.

function editFindings({ onChoose }) {
  const words = make("p", { className: "course-edit-words" });
  words.setAttribute("role", "status");
  const list = make("ol", { className: "course-edit-findings" });
  const more = make("p", { className: "course-muted" });
  const element = make("section", { className: "course-edit-found" }, words, list, more);
  const open = new Set();
  let shown = "";

  const item = (found, pages) => {
    const where = `line ${found.line}, column ${found.column}`;
    const go = make("button", { type: "button", className: `course-edit-go course-${found.tone}` });
    go.append(make("b", { textContent: `${found.sign} ${found.word}` }), ` ${where}`);
    labelled(go, `${found.word}, ${where}: ${found.message} Show it in the text.`);
    go.onclick = () => onChoose(found.line, found.column);
    const said = make("p", { textContent: found.message });
    const remedy = make("p", { className: "course-edit-remedy" }, make("b", { textContent: "Remedy: " }), found.hint);
    const page = make("div", { className: "course-edit-page" });
    const rule = make("details", {}, make("summary", { textContent: `The rule: ${found.rule}` }), page);
    const fill = () => {
      // Made of the linter's own documentation by Python.
      if (rule.open && !page.firstChild) page.innerHTML = pages[found.rule] ?? "";
      if (rule.open) open.add(found.rule);
      else open.delete(found.rule);
    };
    rule.ontoggle = fill;
    rule.open = open.has(found.rule);
    fill();
    return make("li", {}, go, said, ...(found.hint ? [remedy] : []), rule);
  };

  const show = (report, pages) => {
    words.textContent = report.words;
    more.textContent = report.more;
    const next = JSON.stringify(report.diagnostics);
    if (next === shown) return;
    shown = next;
    list.replaceChildren(...report.diagnostics.map((found) => item(found, pages)));
    list.hidden = !report.diagnostics.length;
  };
  const signs = (diagnostics) => {
    const table = new Map();
    for (const { line, sign, tone, word, message } of diagnostics) {
      const old = table.get(line);
      const said = `${word}: ${message}`;
      if (!old) table.set(line, { sign, tone, words: said });
      else table.set(line, { ...(old.tone === "bad" ? old : { sign, tone }), words: `${old.words}\n${said}` });
    }
    return table;
  };
  return { element, show, signs };
}
