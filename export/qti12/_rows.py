"""Matching and ordering in QTI 1.2.

matching    <response_lid ident="response_l1">left, <render_choice> every right-hand text</render_choice> ... a row each
ordering    <response_lid rcardinality="Ordered">, `varequal` with an index; Canvas: places matched with entries
"""

from __future__ import annotations

from export._names import kept_in_order, short_hash, shuffled
from export._sides import with_menu
from export.qti12._pieces import Pieces, Question, plain
from export.qti12._score import Way, condition, equal, percent
from export.richtext import clean_text, is_words
from quizmill.item import MatchItem, OrderItem
from quizmill.package import Loss


def matching(pieces: Pieces, item: MatchItem) -> Question:
    """A row for each pair. Canvas shows the right-hand texts in a menu: plain words."""
    turned: tuple[Loss, ...] = ()
    if not pieces.profile.native:
        item, turned = with_menu(item)
    own = {pair.right for pair in item.pairs}
    mixed = sorted(own | set(item.distractors), key=lambda text: short_hash(item.id + text))
    rights = kept_in_order(mixed, [text for text in item.distractors if text not in own])
    ids = {text: f"r{place}" for place, text in enumerate(rights, 1)}
    question = Question("matching", pieces.html(item.stem))
    question.losses.extend(turned)
    shown = pieces.words if pieces.profile.native else plain
    labels = [pieces.label(name, shown(text)) for text, name in ids.items()]
    for place, pair in enumerate(item.pairs, 1):
        _row(pieces, question, f"l{place}", pieces.words(pair.left), labels)
        _score(pieces, question, f"l{place}", ids[pair.right], len(item.pairs), pair.feedback)
    pieces.all_right(item, question)
    return question


def ordering(pieces: Pieces, item: OrderItem) -> Question:
    """Entries stand shuffled in the file, so that no reader shows them in their right order."""
    order = shuffled(len(item.entries), item.id)
    names = {entry: f"e{place}" for place, entry in enumerate(order, 1)}
    question = Question("ordering", pieces.html(item.stem))
    if pieces.profile.native:
        labels = [pieces.label(names[entry], pieces.words(item.entries[entry])) for entry in order]
        question.responses = pieces.lid("response1", labels, "Ordered", shuffle=True)
        places = [equal("response1", names[n], f' index="{n + 1}"') for n in range(len(order))]
        question.key = [pieces.right(item, f"<and>{''.join(places)}</and>")]
        return question
    question.losses.append(Loss(item.id, "type", "a matching question of places and entries"))
    if any(not is_words(clean_text(text)) for text in item.entries):
        question.losses.append(Loss(item.id, "entries", "the entries are plain words"))
    labels = [pieces.label(names[entry], plain(item.entries[entry])) for entry in order]
    for place in range(len(order)):
        _row(pieces, question, f"p{place + 1}", plain(str(place + 1)), labels)
        _score(pieces, question, f"p{place + 1}", names[place], len(order))
    return question


def _row(pieces: Pieces, question: Question, name: str, head: str, labels: list[str]) -> None:
    question.responses += pieces.lid(f"response_{name}", labels, head=head)


def _score(pieces: Pieces, question: Question, name: str, right: str, rows: int, feedback: str = "") -> None:
    """Canvas shows a row's feedback where the row is wrong."""
    test = equal(f"response_{name}", right)
    pieces.share(question, test, percent(100 / rows))
    if feedback:
        way: Way = "Yes" if pieces.profile.native else ""
        question.key.append(condition(f"<not>{test}</not>", show=[f"{name}_fb"], way=way))
        question.said.append((f"{name}_fb", pieces.html(feedback)))
