"""Names that speak of what somebody chose: a learner's answer is no key.

`userAnswer`, `selected`, `savedAnswers`, `gekozen`, `value`     chosen, or only set
`correctAnswer`, `isSelectedCorrect`                             judged, and so no matter of this
"""

from __future__ import annotations

from functools import lru_cache

from extract.grammar.words.class_names import judge, words_in

_CHOSEN = frozenset(
    "user users your my me learner learners student students candidate candidates player players participant attempt "
    "selected select selection selections chosen picked pick picks given submitted submission saved response responses "
    "responded guess guesses guessed default defaults initial current active last previous prev popular state states "
    "placeholder variant entered typed input checked answered marked voted votes vote preselected elegida elegido "
    "seleccionada seleccionado seleccion gewaehlt gewählt ausgewaehlt ausgewählt auswahl choisi choisie selectionnee "
    "scelta scelto selezionata selezionato escolhida escolhido selecionada selecionado gekozen geselecteerd wybrana "
    "wybrano wybrany выбрано выбранный выбранныйответ выбор".split()
)
_SET = frozenset(("value", "values", "choice", "val"))


@lru_cache(maxsize=4096)
def is_chosen_name(name: str) -> bool:
    """Whether a name speaks of what somebody chose or what is set, and not of what is right: `userAnswer`, `value`."""
    words = words_in(name)
    return judge(name) is None and (not _CHOSEN.isdisjoint(words) or (len(words) == 1 and words[0] in _SET))
