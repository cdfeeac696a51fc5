// Drives @citolab/qti-components: the item is HTML of custom elements; click or set responses, process, read.
const settle = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));

const load = async (html) => {
  document.body.innerHTML = html;
  for (let waited = 0; waited < 60; waited++) {
    await settle(5);
    const item = document.querySelector("qti-assessment-item");
    if (item && item.variables && item.variables.some((v) => v.identifier === "SCORE")) return item;
  }
  throw new Error("the item did not start");
};

const finish = async (item) => {
  item.processResponse();
  await settle(20);
  const shown = [...document.querySelectorAll("qti-modal-feedback")].filter((f) => f.showStatus === "on");
  return {
    score: Number(item.getOutcome("SCORE").value),
    feedback: shown.map((f) => f.getAttribute("identifier")),
    page: shown.map((f) => f.innerText).join("\n"),
  };
};

window.click = async (html, choices) => {
  const item = await load(html);
  await settle(20);
  for (const name of choices) document.querySelector(`qti-simple-choice[identifier="${name}"]`).click();
  const chosen = item.variables.find((v) => v.identifier === "RESPONSE")?.value;
  return { ...(await finish(item)), chosen: [chosen || []].flat() };
};

window.respond = async (html, responses) => {
  const item = await load(html);
  for (const name in responses) item.updateResponseVariable(name, responses[name]);
  return finish(item);
};
