// One stage as a card: what it does, its texts, what came of it. Everything but the texts is ready made.

const DATA_FLOW_ASIDE = {
  Input: "✎ Change the input or the variables",
  Result: "✎ Change the result, or let it fail",
  Choices: "✎ Change the rules",
};

function dataFlowCard(stage, number, hands) {
  const status = make("span", { className: "course-status" });
  const head = make("h4", {}, make("span", { textContent: `${number}. ${stage.title}` }), status);
  const says = make("p", {});
  const found = make("div", { className: "course-found" });
  const fields = stage.fields.map((field) => dataFlowField(field, hands));
  const texts = make("div", {}, ...fields.map(({ element }) => element));
  const aside = stage.fields.length > 1 && DATA_FLOW_ASIDE[stage.name];
  const part = aside ? make("details", {}, make("summary", { textContent: aside }), texts) : texts;
  const element = make("section", { className: "course-card" }, head, says, part, found);
  labelled(element, `Stage ${number}: ${stage.title}`);

  const grow = () => fields.forEach((field) => field.grow());
  if (aside) part.ontoggle = grow;

  const show = (now, current) => {
    status.textContent = `${now.sign} ${now.word}`;
    says.textContent = now.says;
    if (found.dataset.html !== now.html) found.innerHTML = found.dataset.html = now.html;
    fields.forEach((field, at) => field.show(now.fields[at]));
    if (aside && now.fields.some(({ bad }) => bad)) part.open = true;
    element.className = `course-card course-stage-${now.tone || "plain"}${current ? " course-now" : ""}`;
  };
  return { element, show, grow };
}

// The stages in a row, each with its sign: where one is, and where to go.
function dataFlowStrip(stages, choose) {
  const buttons = stages.map((stage, at) => {
    const sign = make("b", { className: "course-sign" });
    sign.setAttribute("aria-hidden", "true");
    const node = make("button", { type: "button", onclick: () => choose(at) }, sign, ` ${stage.title}`);
    return { node, sign };
  });
  const items = buttons.map(({ node }) => make("li", {}, node));
  const element = labelled(make("ol", { className: "course-strip" }, ...items), "Stages");
  const show = (now, at) => {
    buttons.forEach(({ node, sign }, index) => {
      const { sign: text, title, word, tone } = now[index];
      sign.textContent = text;
      labelled(node, `${index + 1}. ${title}: ${word}`);
      node.className = `course-stage-${tone || "plain"}`;
      if (index === at) node.setAttribute("aria-current", "step");
      else node.removeAttribute("aria-current");
    });
  };
  return { element, show };
}
