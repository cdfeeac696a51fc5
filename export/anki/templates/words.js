// The card's own words in the language of its note; what is not listed stays English.
(function () {
  var order = ["Feedback", "Solution", "Final answer", "Quick check", "Common mistakes", "For the grader", "Hint",
    "Objectives", "Answer", "Remarks", "If right", "If partly right", "If not right", "By gap",
    "The source gives no answer.", "Choose all that apply.", "Choose one.", "Match each entry with a letter.",
    "Tap the entries in their order.", "\u2713 Right", "\u2717 Not right", "Partly right", "and some that are not",
    "your choice", "right answer", "your place"];
  var languages = {
    de: ["Rückmeldung", "Lösung", "Ergebnis", "Probe", "Häufige Fehler", "Für die Bewertung", "Hinweis", "Lernziele",
      "Antwort", "Anmerkungen", "Wenn richtig", "Wenn teilweise richtig", "Wenn nicht richtig", "Nach Lücken",
      "Die Quelle nennt keine Antwort.", "Wähle alle zutreffenden aus.", "Wähle eine aus.",
      "Ordne jedem Eintrag einen Buchstaben zu.", "Tippe die Einträge in ihrer Reihenfolge an.", "\u2713 Richtig",
      "\u2717 Nicht richtig", "Teilweise richtig", "und einige falsche",
      "deine Wahl", "richtige Antwort", "dein Platz"],
    fr: ["Commentaire", "Solution", "Résultat", "Vérification", "Erreurs fréquentes", "Pour la correction", "Indice",
      "Objectifs", "Réponse", "Remarques", "Si c'est juste", "Si c'est en partie juste", "Si ce n'est pas juste",
      "Par blanc", "La source ne donne pas de réponse.", "Choisissez toutes les bonnes réponses.",
      "Choisissez une réponse.", "Associez une lettre à chaque entrée.", "Touchez les entrées dans leur ordre.",
      "\u2713 Juste", "\u2717 Pas juste", "En partie juste", "et des fausses",
      "votre choix", "bonne réponse", "votre place"],
    es: ["Comentario", "Solución", "Resultado", "Comprobación", "Errores frecuentes", "Para la corrección", "Pista",
      "Objetivos", "Respuesta", "Observaciones", "Si es correcto", "Si es en parte correcto", "Si no es correcto",
      "Por hueco", "La fuente no da la respuesta.", "Elige todas las correctas.", "Elige una.",
      "Une cada entrada con una letra.", "Toca las entradas en su orden.", "\u2713 Correcto", "\u2717 No es correcto",
      "En parte correcto", "y algunas incorrectas",
      "tu elección", "respuesta correcta", "tu lugar"],
    it: ["Commento", "Soluzione", "Risultato", "Verifica", "Errori comuni", "Per la correzione", "Suggerimento",
      "Obiettivi", "Risposta", "Osservazioni", "Se è giusto", "Se è giusto in parte", "Se non è giusto", "Per lacuna",
      "La fonte non dà la risposta.", "Scegli tutte le risposte giuste.", "Scegline una.",
      "Abbina una lettera a ogni voce.", "Tocca le voci nel loro ordine.", "\u2713 Giusto", "\u2717 Non è giusto",
      "Giusto in parte", "e alcune sbagliate",
      "la tua scelta", "risposta giusta", "il tuo posto"],
    pt: ["Comentário", "Solução", "Resultado", "Verificação", "Erros comuns", "Para a correção", "Dica", "Objetivos",
      "Resposta", "Observações", "Se estiver certo", "Se estiver certo em parte", "Se não estiver certo", "Por lacuna",
      "A fonte não dá a resposta.", "Escolha todas as corretas.", "Escolha uma.", "Associe uma letra a cada item.",
      "Toque nos itens na sua ordem.", "\u2713 Certo", "\u2717 Errado", "Certo em parte", "e algumas erradas",
      "sua escolha", "resposta certa", "seu lugar"],
    nl: ["Feedback", "Oplossing", "Uitkomst", "Controle", "Veelgemaakte fouten", "Voor de beoordeling", "Hint",
      "Leerdoelen", "Antwoord", "Opmerkingen", "Als het goed is", "Als het deels goed is", "Als het niet goed is",
      "Per gat", "De bron geeft geen antwoord.", "Kies alles wat klopt.", "Kies er één.", "Geef elk item een letter.",
      "Tik de items in hun volgorde aan.", "\u2713 Goed", "\u2717 Niet goed", "Deels goed", "en enkele foute",
      "jouw keuze", "juiste antwoord", "jouw plaats"]
  };
  var card = document.querySelector(".qm[lang]");
  var own = card && languages[card.lang.split("-")[0].toLowerCase()];
  if (!own) return;
  function word(text) { var at = order.indexOf(text); return at < 0 ? text : own[at]; }
  card.querySelectorAll(".qm-block > h2, .qm-hints > summary, .qm-unknown, .qm-task, .qm-verdict")
    .forEach(function (each) {
      var partly = /^Partly right: (\d+) of (\d+)(.*)$/.exec(each.textContent);
      each.textContent = partly
        ? word("Partly right") + ": " + partly[1] + "/" + partly[2] + (partly[3] ? ", " + word("and some that are not") : "")
        : word(each.textContent);
    });
  card.querySelectorAll(".qm-note").forEach(function (each) {
    each.textContent = each.textContent.replace(/your choice|right answer|your place/, word);
  });
  card.querySelectorAll(".qm-choices[aria-label]").forEach(function (each) {
    each.setAttribute("aria-label", word(each.getAttribute("aria-label") + ".").replace(/\.$/, ""));
  });
})();
