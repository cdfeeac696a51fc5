// Lets a learner pick, join or order, and judges on the back. Without it the card is a plain list with its answer.
// Old web views run it: no syntax after ES5. The front's state is carried in the window and in the session's store,
// because desktops keep the page between the sides and phones load a new one.
(function () {
  var root = document.getElementById("qm");
  if (!root || root.getAttribute("data-ready")) return;
  root.setAttribute("data-ready", "1");
  var back = data("side") === "back", kind = data("kind"), STORE = "quizmill";
  var stays = /all/.test(data("fixed"));
  var ROW = "qm-choice tappable"; // AnkiDroid turns a card by a tap, but not on what is tappable
  var box = root.querySelector(".qm-choices"), pool = root.querySelector(".qm-options");
  // Direction by the choices' own words, before the card's words stand among them.
  if (box) box.setAttribute("dir", getComputedStyle(box).direction);
  var entries = box ? takeList(box) : [], options = pool ? takeList(pool) : [];
  var key = kind === "numeric" || kind === "short" ? [] : numbers(data("key")), remarks = [];
  var kinds = { single: choice, multiple: choice, true_false: choice, matching: matching, ordering: ordering };
  var show = entries.length ? kinds[kind] : null, state = back ? load() : null;
  if (!state) state = { id: data("id"), order: order(), pool: shuffled(range(options.length)), picks: [], typed: "" };
  if (show) {
    var feedback = root.querySelector(".qm-remarks"), answer = root.querySelector(".qm-answer");
    if (feedback) { remarks = takeList(feedback); feedback.hidden = true; }
    if (answer) answer.hidden = true;
    box.textContent = "";
    show();
  }
  if (back) tell(show ? verdict() : typedVerdict());
  else {
    save();
    root.addEventListener("input", function (event) {
      if (event.target.id === "typeans") { state.typed = event.target.value; save(); }
    });
  }

  function data(name) { return root.getAttribute("data-" + name) || ""; }
  function numbers(text) { return text.split(" ").filter(Boolean).map(Number); }
  function range(length) { var all = []; for (var i = 1; i <= length; i++) all.push(i); return all; }

  // The entries of the first list in `where`, as fragments; position n of the note is index n - 1.
  function takeList(where) {
    var list = where.querySelector("ol"), found = [];
    for (var entry = list && list.firstElementChild; entry; entry = entry.nextElementSibling) {
      var part = document.createDocumentFragment();
      while (entry.firstChild) part.appendChild(entry.firstChild);
      found.push(part);
    }
    return found;
  }

  function shuffled(list) {
    for (var i = list.length - 1; i > 0; i--) {
      var j = Math.floor(Math.random() * (i + 1)), kept = list[i];
      list[i] = list[j]; list[j] = kept;
    }
    return list;
  }

  // Fixed positions stay; the others are shuffled among the places left. A matching's rows stay as they are.
  function order() {
    var all = range(entries.length), fixed = kind === "matching" || stays ? all : numbers(data("fixed"));
    var free = shuffled(all.filter(function (n) { return fixed.indexOf(n) < 0; }));
    return all.map(function (n) { return fixed.indexOf(n) < 0 ? free.pop() : n; });
  }

  function save() {
    window.quizmillState = state;
    try { sessionStorage.setItem(STORE, JSON.stringify(state)); } catch (refused) { /* the window holds it */ }
  }

  function load() {
    var state = window.quizmillState;
    if (!state) try { state = JSON.parse(sessionStorage.getItem(STORE)); } catch (refused) { return null; }
    return state && state.id === data("id") && state.order.length === entries.length ? state : null;
  }

  function make(tag, name, parent) {
    var made = document.createElement(tag);
    if (name) made.className = name;
    if (parent) parent.appendChild(made);
    return made;
  }

  function task(words) { make("p", "qm-task", box).textContent = words; }

  function row(tag, n) {
    var made = make(tag, ROW);
    made.setAttribute("data-n", n);
    var text = make("div", "qm-text");
    text.setAttribute("dir", "auto");
    text.appendChild(entries[n - 1]);
    made.appendChild(text);
    return made;
  }

  function judge(made, right, picked, words) {
    if (right) made.className += " qm-right"; else if (picked) made.className += " qm-wrong";
    if (picked) made.className += " qm-picked";
    var mark = make("span", "qm-mark");
    mark.textContent = right ? "\u2713" : picked ? "\u2717" : "";
    mark.setAttribute("aria-hidden", "true");
    made.insertBefore(mark, made.firstChild);
    if (words) make("span", "qm-note", made.lastChild).textContent = words;
  }

  function remark(made, n) {
    if (remarks[n - 1] && remarks[n - 1].childNodes.length)
      make("div", "qm-remark", made.querySelector(".qm-text")).appendChild(remarks[n - 1]);
  }

  function choice() {
    var many = kind === "multiple", group = box;
    if (!back) {
      task(many ? "Choose all that apply." : "Choose one.");
      group.setAttribute("role", many ? "group" : "radiogroup");
      group.setAttribute("aria-label", many ? "Choose all that apply" : "Choose one");
    }
    var lettered = kind !== "true_false" && stays; // they speak of each other by letter
    state.order.forEach(function (n) {
      if (lettered) entries[n - 1].insertBefore(document.createTextNode(letter(n - 1) + ". "), entries[n - 1].firstChild);
      var made = group.appendChild(row(back ? "div" : "label", n)), picked = state.picks.indexOf(n) >= 0;
      if (back) {
        var right = key.indexOf(n) >= 0;
        if (!key.length) { if (picked) made.className += " qm-picked"; }
        else judge(made, right, picked, picked ? "your choice" : right ? "right answer" : "");
        return remark(made, n);
      }
      var input = make("input");
      input.type = many ? "checkbox" : "radio"; input.name = "qm"; input.value = n;
      made.insertBefore(input, made.firstChild);
      input.addEventListener("change", function () {
        state.picks = [];
        Array.prototype.forEach.call(group.querySelectorAll("input"), function (each) {
          var on = each.checked;
          if (on) state.picks.push(Number(each.value));
          each.parentNode.className = on ? ROW + " qm-picked" : ROW;
        });
        save();
      });
    });
  }

  function letter(at) { return at < 26 ? String.fromCharCode(65 + at) : String(at + 1); }

  function matching() {
    if (!back) task("Match each entry with a letter.");
    state.order.forEach(function (n) {
      var made = box.appendChild(row("div", n));
      if (back) {
        var right = key[n - 1], mine = state.picks[n - 1];
        if (right) judge(made, mine === right || !mine, mine, "");
        var words = make("div", "qm-note", made.querySelector(".qm-text"));
        words.textContent = right ? "\u2192 " + letter(state.pool.indexOf(right)) : "";
        if (mine && mine !== right) words.textContent += " (your choice: " + letter(state.pool.indexOf(mine)) + ")";
        return remark(made, n);
      }
      var select = make("select", "", made);
      select.setAttribute("aria-label", made.textContent);
      make("option", "", select).value = "";
      state.pool.forEach(function (m, at) {
        var option = make("option", "", select);
        option.value = m;
        option.textContent = letter(at) + "  " + options[m - 1].textContent.replace(/\\[()\[\]]/g, "");
      });
      select.addEventListener("change", function () { state.picks[n - 1] = Number(select.value) || 0; save(); });
    });
    var list = pool.querySelector("ol");
    list.textContent = "";
    state.pool.forEach(function (m) { make("li", "", list).appendChild(options[m - 1]); });
  }

  function ordering() {
    if (!back) task("Tap the entries in their order.");
    (back && key.length ? key : state.order).forEach(function (n, at) {
      var made = box.appendChild(row(back ? "div" : "button", n)), mine = state.picks.indexOf(n) + 1;
      if (back) {
        if (key.length) judge(made, mine === at + 1 || !mine, mine, mine && mine !== at + 1 ? "your place: " + mine : "");
        if (key.length) made.insertBefore(make("span", "qm-place"), made.lastChild).textContent = at + 1 + ".";
        return remark(made, n);
      }
      made.type = "button";
      made.insertBefore(make("span", "qm-mark"), made.firstChild);
      made.addEventListener("click", function () {
        var place = state.picks.indexOf(n);
        if (place < 0) state.picks.push(n); else state.picks.splice(place, 1);
        Array.prototype.forEach.call(box.querySelectorAll("button"), function (each) {
          var number = state.picks.indexOf(Number(each.getAttribute("data-n"))) + 1;
          each.querySelector(".qm-mark").textContent = number || "";
          each.className = number ? ROW + " qm-picked" : ROW;
        });
        save();
      });
    });
  }

  // [right, wanted, nothing too much]; nothing where nothing was picked or the key is not known.
  function verdict() {
    if (!state.picks.some(Boolean) || !key.some(Boolean)) return null;
    var hits = key.filter(function (n, at) {
      return n && (show === choice ? state.picks.indexOf(n) >= 0 : state.picks[at] === n);
    }).length;
    return [hits, key.filter(Boolean).length, show !== choice || state.picks.length === hits];
  }

  // What was typed, against every accepted answer; where the app does not tell what was typed, it is not judged.
  function typedVerdict() {
    var typed = plain(state.typed), answers = root.querySelector(".qm-answer"), good;
    if (!typed || !answers) return null;
    if (kind === "numeric") {
      var values = meanings(typed);
      good = data("key").split(" ").some(function (range) {
        var ends = range.split("..");
        return values.some(function (value) { return value >= Number(ends[0]) && value <= Number(ends[1]); });
      });
    } else {
      var listed = answers.querySelectorAll("li");
      good = Array.prototype.some.call(listed.length ? listed : [answers.querySelector("div")], function (each) {
        return plain(each.textContent) === typed;
      });
    }
    return [good ? 1 : 0, 1, true];
  }

  // What a typed number may mean: a comma is a decimal sign or groups thousands; a unit may follow.
  function meanings(words) {
    var tidy = words.replace(/\u2212/g, "-").replace(/[\s\u00a0']+(?=\d)/g, "");
    return [tidy.replace(/,(?=\d+\D*$)/, "."), tidy.replace(/,(?=\d{3})/g, "")].map(function (form) {
      var found = /^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?(?=[^\d.,]*$)/i.exec(form);
      return found ? Number(found[0]) : NaN;
    });
  }

  function plain(words) {
    words = (words || "").replace(/\s+/g, " ").trim();
    return data("key") === "case" ? words : words.toLowerCase();
  }

  function tell(result) {
    var line = root.querySelector(".qm-verdict");
    if (!result) return;
    var right = result[0] === result[1] && result[2];
    var when = right ? "right" : result[0] && kind !== "single" && kind !== "true_false" ? "partly" : "wrong";
    line.textContent = when === "right" ? "\u2713 Right" : when === "wrong" ? "\u2717 Not right"
      : "Partly right: " + result[0] + " of " + result[1] + (result[2] ? "" : ", and some that are not");
    line.className += " qm-" + when;
    line.hidden = false;
    Array.prototype.forEach.call(root.querySelectorAll(".qm-if"), function (each) {
      each.hidden = each.getAttribute("data-when") !== when;
      each.querySelector("h2").textContent = "Feedback";
    });
  }
})();
