// Steps through the stages of a state and sends what is typed. Python tries the state, compares, and lays out.

const DATA_FLOW_PAUSE = 120; // milliseconds without a key, before what was typed is tried
const DATA_FLOW_WIDTH = 230; // pixels that a stage needs beside others

// The texts that were changed, and when they are sent.
function dataFlowEdits(model) {
  let edits = { ...model.get("edits") };
  let timer = null;
  const send = () => {
    clearTimeout(timer);
    model.set("edits", { ...edits });
    model.save_changes();
  };
  return {
    edits: () => edits,
    typed: (id, text) => {
      if (text === null) delete edits[id];
      else edits[id] = text;
      clearTimeout(timer);
      timer = setTimeout(send, DATA_FLOW_PAUSE);
    },
    reset: () => {
      edits = {};
      send();
    },
    visit: (at) => {
      edits = {};
      clearTimeout(timer);
      model.set("visit", at);
      model.save_changes();
    },
    leave: () => clearTimeout(timer),
  };
}

// The stages themselves: a row of them, a player, a card for each.
function dataFlowStages(model, scene, hands) {
  const last = scene.stages.length - 1;
  const at = () => Math.min(model.get("step"), last);
  const steps = player({
    last,
    label: "Stages, one after another",
    get: at,
    set: (to) => {
      model.set("step", to);
      model.save_changes();
    },
    words: (to) => `stage ${to + 1} of ${last + 1}: ${model.get("scene").stages[to]?.title ?? ""}`,
  });
  const strip = dataFlowStrip(scene.stages, steps.byHand);
  const cards = scene.stages.map((stage, number) => dataFlowCard(stage, number + 1, hands));
  const table = make("div", { className: "course-cards" }, ...cards.map(({ element }) => element));
  const says = make("p", { className: "course-hidden" });
  says.setAttribute("aria-live", "polite");

  const show = (now) => {
    steps.show();
    strip.show(now.stages, at());
    cards.forEach((card, index) => card.show(now.stages[index], index === at()));
    says.textContent = now.stages[at()].told;
  };
  const arrange = (all, fits) => {
    table.classList.toggle("course-all", all);
    table.classList.toggle("course-row", all && fits);
    cards.forEach(({ element, grow }, index) => {
      element.hidden = !all && index !== at();
      if (!element.hidden) grow();
    });
  };
  const reveal = () => cards[at()].element.scrollIntoView({ block: "nearest", behavior: calm() ? "auto" : "smooth" });
  return { last, steps, nodes: [strip.element, steps.bar, says, table], show, arrange, reveal };
}

function render({ model, el }) {
  const hands = dataFlowEdits(model);
  const body = make("div");
  let key = null;
  let stages = null;
  let view = null; // "one" or "all", once somebody has chosen

  const fits = () => el.clientWidth >= DATA_FLOW_WIDTH * (stages.last + 1);
  const everything = () => (view ? view === "all" : fits());
  const arrange = () => {
    stages.arrange(everything(), fits());
    head.arranged(everything());
  };
  const head = dataFlowHead({
    ...hands,
    layout: () => {
      view = everything() ? "one" : "all";
      arrange();
    },
  });
  const foot = dataFlowFoot(model.get("scene"), hands);

  const build = (scene) => {
    const refocus = dataFlowFocus(el);
    stages?.steps.stop();
    stages = dataFlowStages(model, scene, hands);
    body.replaceChildren(...stages.nodes);
    key = scene.key;
    refocus();
  };
  const show = () => {
    const scene = model.get("scene");
    if (scene.key !== key) build(scene);
    head.show(scene, { chosen: model.get("visit"), changed: Object.keys(hands.edits()).length > 0 });
    stages.show(scene);
    foot.show(scene);
    arrange();
  };
  const step = () => {
    show();
    if (everything()) stages.reveal();
  };

  const table = {};
  ["ArrowRight", "ArrowLeft", "Home", "End"].forEach((name) => (table[name] = () => stages.steps.keys[name]()));
  keys(el, table);
  el.classList.add("course", "course-microscope");
  el.append(head.element, body, foot.element);
  const leave = [follow(model, ["scene"], show), follow(model, ["step"], step), hands.leave];
  show();
  const watch = new ResizeObserver(arrange);
  watch.observe(el);
  return () => {
    stages.steps.stop();
    watch.disconnect();
    leave.forEach((end) => end());
  };
}

export default { render };
