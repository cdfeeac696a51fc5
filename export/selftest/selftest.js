// Scores the forms of the page. Each kind has a judge: form -> {share: 0..1} or null where nothing can be scored.
// Marks are words as well as colours; verdicts are announced by live regions; focus stays where the learner works.
(() => {
  "use strict";
  const all = (where, what) => [...where.querySelectorAll(what)];
  const questions = all(document, ".question");
  const shuffle = document.body.dataset.shuffle === "yes", together = document.body.dataset.check === "end";
  const numbers = words => (words || "").split(" ").filter(Boolean).map(Number);
  const plain = (words, cased) => {
    const tidy = words.normalize("NFC").replace(/\s+/g, " ").trim();
    return cased ? tidy : tidy.toLowerCase();
  };
  // What a typed number may mean: a comma is a decimal sign or groups thousands; a unit may follow.
  const meanings = words => {
    const tidy = words.trim().replace(/\u2212/g, "-").replace(/[\s\u00a0']+(?=\d)/g, "");
    return [tidy.replace(/,(?=\d+\D*$)/, "."), tidy.replace(/,(?=\d{3})/g, "")].map(form => {
      const found = /^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?(?=[^\d.,]*$)/i.exec(form);
      return found ? Number(found[0]) : NaN;
    });
  };

  function shuffleChoices(question) {
    const box = question.querySelector(".choices");
    if (!box) return;
    const rows = all(box, ".choice"), fixed = numbers(question.dataset.fixed);
    rows.sort((a, b) => place(a) - place(b));
    const free = rows.filter(row => !fixed.includes(place(row)));
    if (shuffle) for (let i = free.length - 1; i > 0; i--) {
      const j = Math.floor(Math.random() * (i + 1));
      [free[i], free[j]] = [free[j], free[i]];
    }
    box.append(...rows.map(row => fixed.includes(place(row)) ? row : free.shift()));
  }
  const place = row => Number(row.querySelector("input").value);

  function mark(where, state, words) {
    where.classList.add(state);
    const label = document.createElement("span");
    label.className = "mark";
    label.textContent = (state === "right" ? "\u2713 " : "\u2717 ") + words;
    (where.querySelector("label") || where).append(label);
  }

  function choices(question) {
    const key = numbers(question.dataset.key), rows = all(question, ".choice");
    let hits = 0, strays = 0, picked = 0, credit = 0;
    for (const row of rows) {
      const on = row.querySelector("input").checked, right = key.includes(place(row));
      all(row, ".remark").forEach(remark => { remark.hidden = false; });
      if (on) { picked++; credit += Number(row.dataset.credit || 0); }
      if (!key.length) continue;
      if (on && right) hits++;
      if (on && !right) strays++;
      if (right) mark(row, "right", on ? "your choice" : "right answer");
      else if (on) mark(row, "wrong", "your choice");
    }
    if (!key.length) return null;
    if (question.dataset.kind !== "multiple") return { share: hits ? 1 : Math.max(0, credit) / 100, picked };
    return { share: Math.max(0, hits - strays) / key.length, picked };
  }

  // The share of what was typed, and which of the accepted or known answers it is.
  function judged(words, accept, cased, numeric) {
    const values = numeric ? meanings(words) : [];
    let best = { share: 0, at: -1 };
    accept.forEach((answer, at) => {
      const meets = numeric ? values.some(value => value >= Number(answer[0]) && value <= Number(answer[1]))
        : plain(words, cased) !== "" && plain(words, cased) === plain(answer[0], cased);
      const share = answer[answer.length - 1] / 100;
      if (meets && (best.at < 0 || share > best.share)) best = { share, at };
    });
    return best;
  }

  function typed(question) {
    const field = question.querySelector("input"), accept = JSON.parse(question.dataset.accept);
    if (!accept.length) return null;
    const best = judged(field.value, accept, question.dataset.case, question.dataset.kind === "numeric");
    all(question, ".remark").forEach(remark => { remark.hidden = Number(remark.dataset.answer) !== best.at; });
    return { share: best.share, picked: field.value.trim() ? 1 : 0 };
  }

  function gaps(question) {
    const fields = all(question, ".gap");
    let share = 0, known = 0, picked = 0;
    for (const field of fields) {
      const row = field.closest(".row");
      if (row) all(row, ".remark").forEach(remark => { remark.hidden = false; });
      if (field.value.trim()) picked++;
      const given = field.dataset.accept ? JSON.parse(field.dataset.accept) : numbers(field.dataset.key);
      if (!given.length) continue;
      known++;
      const part = field.dataset.accept ? judged(field.value, given, false, field.dataset.number).share
        : given.includes(Number(field.value)) ? 1 : 0;
      share += part;
      const state = part === 1 ? "right" : "wrong";
      field.classList.add(state);
      field.setAttribute("aria-invalid", String(part < 1));
      const label = document.createElement("span");
      label.className = "mark " + state;
      label.textContent = part === 1 ? " \u2713" : part ? " (\u2713)" : " \u2717";
      label.setAttribute("role", "img");
      label.setAttribute("aria-label", part === 1 ? "right" : part ? "partly right" : "not right");
      field.after(label);
    }
    return known ? { share: share / known, picked } : null;
  }

  const judges = { single: choices, multiple: choices, true_false: choices, short: typed, numeric: typed,
    cloze: gaps, matching: gaps, ordering: gaps, essay: () => null, flashcard: () => null };

  function check(question) {
    if (question.dataset.checked) return;
    question.dataset.checked = "yes";
    const result = judges[question.dataset.kind](question), line = question.querySelector(".verdict");
    const judge = question.querySelector(".judge");
    if (judge) judge.hidden = false;
    else all(question, "input, select, textarea").forEach(field => { field.disabled = true; });
    question.querySelector("button").disabled = true;
    question.querySelector(".after").hidden = false;
    if (result) settle(question, result.share);
    const when = !result ? "" : result.share >= 1 ? "right" : result.share > 0 ? "partly" : "wrong";
    all(question, "[data-when]").forEach(part => { part.hidden = Boolean(when) && part.dataset.when !== when; });
    line.textContent = { right: "\u2713 Right", partly: "Partly right", wrong: "\u2717 Not right", "": "Compare with the answer" }[when];
    if (result && !result.picked) line.textContent += " (not answered)";
    line.classList.add(when || "open");
  }

  function settle(question, share) {
    question.dataset.share = share;
    score();
  }

  function score() {
    const done = questions.filter(question => question.dataset.checked);
    const scored = questions.filter(question => question.dataset.share !== undefined);
    const points = question => question.dataset.points === undefined ? 1 : Number(question.dataset.points);
    const sum = list => Number(list.reduce((total, value) => total + value, 0).toFixed(2));
    const got = sum(scored.map(question => points(question) * Number(question.dataset.share)));
    document.getElementById("score").textContent = `Checked ${done.length} of ${questions.length}.` +
      (scored.length ? ` Score: ${got} of ${sum(scored.map(points))} points.` : "");
  }

  function restart() {
    for (const question of questions) {
      question.querySelector("form").reset();
      delete question.dataset.checked;
      delete question.dataset.share;
      all(question, ".mark").forEach(label => label.remove());
      all(question, ".choice, .gap").forEach(part => part.classList.remove("right", "wrong"));
      all(question, "input, select, textarea, button").forEach(field => { field.disabled = false; });
      all(question, "[aria-invalid]").forEach(field => field.removeAttribute("aria-invalid"));
      all(question, ".remark, .after, .judge").forEach(part => { part.hidden = true; });
      const line = question.querySelector(".verdict");
      line.textContent = "";
      line.className = "verdict";
      shuffleChoices(question);
    }
    score();
  }

  document.getElementById("scripts-off").remove();
  for (const question of questions) {
    question.querySelector("form").addEventListener("submit", event => {
      event.preventDefault();
      if (together) return;
      check(question);
      score();
      question.querySelector(".verdict").scrollIntoView({ block: "nearest" });
    });
    if (together) question.querySelector("button").hidden = true;
    all(question, ".judge input").forEach(input => input.addEventListener("change", () => settle(question, Number(input.value))));
  }
  document.getElementById("check-all").addEventListener("click", () => { questions.forEach(check); score(); });
  document.getElementById("restart").addEventListener("click", () => { restart(); questions[0]?.querySelector("input, select, textarea, button")?.focus(); });
  restart();
})();
