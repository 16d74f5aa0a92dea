// Brings the text to Python when typing pauses. One text is under way at a time: what was typed meanwhile follows its report.

const EDIT_PAUSE = 150; // milliseconds without a key

function editCourier(model, { text, replace }) {
  let sent = model.get("value");
  let waiting = false;
  let timer = null;

  // Puts the present text into the model; tells whether it is a new one.
  const put = () => {
    clearTimeout(timer);
    timer = null;
    if (text() === sent) return false;
    sent = text();
    waiting = true;
    model.set("turn", model.get("turn") + 1);
    model.set("value", sent);
    return true;
  };
  const send = () => {
    timer = null;
    if (!waiting && put()) model.save_changes();
  };
  const later = () => {
    clearTimeout(timer);
    timer = setTimeout(send, EDIT_PAUSE);
  };
  const reported = (turn) => {
    if (turn !== model.get("turn")) return;
    waiting = false;
    if (text() !== sent && !timer) send();
  };
  // A text that Python has set; one that is under way to Python comes after it, and stays.
  const given = () => {
    if (waiting || model.get("value") === sent) return;
    sent = model.get("value");
    replace(sent);
  };
  const end = follow(model, ["value"], given);
  const leave = () => {
    clearTimeout(timer);
    end();
  };
  replace(sent);
  return { put, later, reported, leave };
}
