// Drives qti3-item-player: load an item, click or set responses, end the attempt, read score and shown feedback.
// Every attempt has a player of its own: one that is given the same item again never says that it is ready.
const start = () =>
  new Promise((done) => {
    if (window.root) window.root.$destroy();
    document.body.innerHTML = '<div id="app"></div>';
    const handlers = { ready: (player) => done(!!(window.player = player)), item: () => window.onItem(), end: (d) => window.onEnd(d) };
    window.root = new Vue({
      el: "#app",
      components: { Player: qti3Player.default || qti3Player },
      template: `<Player suppress-alert-messages suppress-invalid-response-messages @notifyQti3PlayerReady="ready"
        @notifyQti3ItemReady="item" @notifyQti3EndAttemptCompleted="end" @notifyQti3ScoreAttemptCompleted="end"
        @notifyQti3SuspendAttemptCompleted="end"/>`,
      methods: handlers,
    });
  });

const completed = (act) => new Promise((done) => { window.onEnd = (data) => done(JSON.parse(JSON.stringify(data.state))); act(); });

const load = async (xml, state) => {
  await start();
  await new Promise((done) => {
    window.onItem = done;
    const sessionControl = { max_attempts: 0, show_feedback: true, validate_responses: false };
    player.loadItemFromXml(xml, { guid: `g${Math.random()}`, status: "interacting", sessionControl, ...(state && { state }) });
  });
};

const outcome = (state) => {
  const values = Object.fromEntries(state.outcomeVariables.map((v) => [v.identifier, v.value]));
  const names = Object.entries(values).filter(([k]) => k.startsWith("SHOW_") || k === "FEEDBACK").flatMap(([, v]) => v || []);
  return { score: Number(values.SCORE), feedback: names };
};

// Responses of choice interactions are clicked; the feedback that appears on the page is returned as text.
window.click = async (xml, choices) => {
  await load(xml);
  for (const name of choices) document.querySelector(`li[data-identifier="${name}"]`).click();
  const state = await completed(() => player.endAttempt("end"));
  await new Promise((done) => setTimeout(done, 30));
  const chosen = state.responseVariables.find((v) => v.identifier === "RESPONSE")?.value;
  return { ...outcome(state), chosen: [chosen || []].flat(), page: document.body.innerText };
};

const typed = (value, type) => (type === "float" && value !== null ? Number(value) : value);

// Other responses are put into the state of a started attempt, which is then scored.
window.respond = async (xml, responses) => {
  await load(xml);
  const state = await completed(() => player.suspendAttempt("suspend"));
  for (const variable of state.responseVariables)
    if (variable.identifier in responses) variable.value = typed(responses[variable.identifier], variable.baseType);
  for (const variable of state.outcomeVariables) if (variable.identifier === "SCORE") variable.value = 0;
  state.contextVariables = [];
  await load(xml, state);
  return outcome(await completed(() => player.scoreAttempt("score")));
};
