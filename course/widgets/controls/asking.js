// Requests to Python, one at a time: what is wished while one is under way waits, and counts as one.

const PATIENCE = 300; // milliseconds until somebody is told that it takes a while

// `request` returns what to ask, `slow` is called when the answer takes a while, `told` when it is there (also for an
// answer that another view asked for); it gets whether another request follows at once.
function asking(model, { request, slow, told }) {
  let sent = model.get("told").id ?? 0;
  let wanted = false;
  let timer = null;
  const ask = () => {
    if (timer) {
      wanted = true;
      return;
    }
    sent += 1;
    model.set("asked", { id: sent, ...request() });
    timer = setTimeout(slow, PATIENCE);
    model.save_changes();
  };
  const answered = () => {
    const { id } = model.get("told");
    if (timer && id < sent) return;
    clearTimeout(timer);
    timer = null;
    sent = Math.max(sent, id);
    const more = wanted;
    wanted = false;
    told(more);
    if (more) ask();
  };
  const end = follow(model, ["told"], answered);
  const leave = () => {
    clearTimeout(timer);
    end();
  };
  return { ask, leave, number: () => sent };
}
