"""A key that stands away from its questions: at the end, in a table, in a box, as `1-C 2-A 3-B`.

    ## Answers                   | Q | Answer | Why |          1. C   2. A   3. B, D
    1. C                         |---|--------|-----|          1-C, 2-A, 3-B
    2. A, because ...            | 1 | **C**  | ... |          1-5 CABDA

    | Question | 1 | 2 | 3 |     numbers in one row, letters in the next
    | Answer   | C | A | B |

Entries are given to questions by number, within the part of the document that the key closes. Where numbers start
again, key and questions are matched group by group, or not at all.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from extract.grammar.keys import pair_keys
from extract.grammar.keys.shapes import block_at
from extract.grammar.lines import prose
from extract.grammar.lines.lines import Doc
from extract.grammar.question import blanks, stated
from extract.grammar.question.found import Found, option_texts
from extract.grammar.question.key_entries import BOLD_LABEL, Block, Entry, stretches
from extract.grammar.words.truth import CHOICES, is_pair, is_truth, judged_by
from quizmill.block import Kind
from quizmill.draft import Claim, Fragment
from quizmill.finding import Finding, Severity
from quizmill.item import Evidence


@dataclass(slots=True)
class Keys:
    """The key blocks of a document, taken out before its questions are read."""

    doc: Doc
    blocks: list[Block] = field(default_factory=list)
    findings: tuple[Finding, ...] = ()

    def give(self, found: Sequence[Found]) -> None:
        """Adds each entry's claim to the question it names."""
        floor, held = 0, list[Block]()
        for block in self.blocks:
            above = [one for one in found if one.taken and floor <= one.taken[0].at < block.at]
            block.entries = pair_keys.off(block.entries, above, [one for one in found if pair_keys.waits(one)])
            block.entries = _off_gaps(block, [one for one in found if len(one.gaps) > 1 and not one.number])
            if held and any(one.taken and held[-1].at < one.taken[0].at < block.at for one in found):
                self._say(held[0])
                floor, held = held[-1].at, []
            scope = [one for one in found if one.taken and floor <= one.taken[0].at < block.at and one.number]
            scope = scope or [one for one in found if one.taken and one.taken[0].at > block.at and one.number]
            held.append(block)
            pairs = _matched([entry for one in held for entry in one.entries], scope)
            if pairs is None or not _by_parts(self.doc, held, pairs):
                continue  # with the next key, if no question stands between
            floor, held = block.at, []
            judged = _judged(pairs)
            for at, (one, entry) in enumerate(pairs):
                if at in judged:
                    _judge(one, entry, *judged[at])
                else:
                    _give(one, entry)
        if held:
            self._say(held[0])

    def _say(self, block: Block) -> None:
        message = "The numbers of this key do not fit the questions above it one to one; it was not used."
        span = block.lines[0].span if block.lines else None
        self.findings += (Finding("ambiguous-claims", Severity.WARNING, message, span),)


_WORD = re.compile(r"[^\W\d_]{4,}")


def _by_parts(doc: Doc, blocks: Sequence[Block], pairs: Sequence[tuple[Found, Entry]]) -> bool:
    """False where keys side by side name parts of the document ("Answers to review questions") and another one gets
    their entries."""
    named = {id(entry): set(_WORD.findall(b.lines[0].text.casefold())) for b in blocks for entry in b.entries}
    told = [(named[id(entry)], _part(doc, one)) for one, entry in pairs] if len(blocks) > 1 else []
    parts = [part for _, part in told]
    return all(words & part or not any(words & other for other in parts) for words, part in told)


def _part(doc: Doc, one: Found) -> set[str]:
    """The words of the last heading above a question."""
    heads = (line for line in reversed(doc.lines[: one.taken[0].at]) if line.kind is Kind.HEADING)
    return set(_WORD.findall(next((line.text for line in heads), "").casefold()))


def _off_gaps(block: Block, texts: Sequence[Found]) -> list[Entry]:
    """The entries that are no words for a text's numbered blanks."""
    entries = block.entries
    for one in texts:
        wanted = [gap.id for gap in one.gaps]
        own = [entry for entry in entries if str(entry.number) in wanted]
        if [str(entry.number) for entry in own] != wanted or any(gap.answers for gap in one.gaps):
            continue
        said = zip(one.gaps, own, strict=True)
        one.gaps = tuple(blanks.given([gap], entry.text, prose.spans(entry.lines))[0] for gap, entry in said)
        one.taken += list(dict.fromkeys(line for entry in own for line in entry.lines))
        one.answered = True
        entries = [entry for entry in entries if entry not in own]
    return entries


def _matched(entries: list[Entry], scope: list[Found]) -> list[tuple[Found, Entry]] | None:
    """Questions with their entries; None where the numbers are not unique in a way that can be matched."""
    groups = stretches([int(one.number) for one in scope])
    parts = stretches([entry.number for entry in entries])
    if len(groups) == len(parts) and all(
        len(g) <= len(p) or len(parts) == 1 for g, p in zip(groups, parts, strict=True)
    ):
        pairs = []
        for group, part in zip(groups, parts, strict=True):
            by_number = {entries[i].number: entries[i] for i in part}
            pairs += [(scope[i], by_number[int(scope[i].number)]) for i in group if int(scope[i].number) in by_number]
        return pairs
    return None


_Judged = tuple[Sequence[str], Sequence[str]]


def _judged(pairs: Sequence[tuple[Found, Entry]]) -> dict[int, _Judged]:
    """Which questions are statements that the key judges, by place, and by which pair of words: all that stand open,
    or those that stand together, one of whose verdicts is no letter of a choice."""
    opened = [
        at
        for at, (one, entry) in enumerate(pairs)
        if not one.options and not one.answers and not one.gaps and one.stem and is_truth(_said(entry))
    ]
    letters = {said for one, entry in pairs if not one.options and len(said := _said(entry)) == 1}
    whole = _pair_of(pairs, opened)
    if whole is not None and not (CHOICES.issuperset(whole[0]) and letters - set(whole[0])):
        return dict.fromkeys(opened, whole)
    made: dict[int, _Judged] = {}
    for stretch in _stretches(pairs, opened):
        said = "".join(_said(pairs[at][1]) for at in stretch)
        if not CHOICES.issuperset(said) and (told := _pair_of(pairs, stretch)) is not None:
            made |= dict.fromkeys(stretch, told)
    return made


def _pair_of(pairs: Sequence[tuple[Found, Entry]], places: Sequence[int]) -> _Judged | None:
    statements = " ".join(pairs[at][0].words() for at in places)
    return judged_by(frozenset(_said(pairs[at][1]) for at in places), statements)


def _stretches(pairs: Sequence[tuple[Found, Entry]], places: Sequence[int]) -> list[list[int]]:
    """Places next to each other, as many as one pair of words may judge."""
    made: list[list[int]] = []
    for at in places:
        said = frozenset(_said(pairs[one][1]) for one in (*made[-1], at)) if made else frozenset()
        if made and made[-1][-1] == at - 1 and is_pair(said):
            made[-1].append(at)
        else:
            made.append([at])
    return made


def _said(entry: Entry) -> str:
    return entry.text.strip(" .*_()（）").casefold()


def _judge(one: Found, entry: Entry, pair: Sequence[str], names: Sequence[str]) -> None:
    """A statement whose truth the key tells."""
    where = prose.spans(entry.lines)
    one.columns = [("", Fragment(name, where)) for name in names]
    one.claims.append(Claim(Evidence.KEY_TABLE, choices=(pair.index(_said(entry)),), spans=where))
    one.type = "true_false"
    one.taken += entry.lines
    if entry.more:
        one.feedback.append(("general", Fragment(entry.more, where)))


_CHOICE_LETTERS = frozenset("bcdefgh")  # "a" may be the missing word


def _give(one: Found, entry: Entry) -> None:
    where = prose.spans(entry.lines)
    if pair_keys.waits(one):
        pair_keys.give(one, pair_keys.in_words(entry.text), where)
    elif one.options:
        texts, labels = option_texts(one)
        bold = BOLD_LABEL.match(entry.text)
        said = stated.read(f"{bold['said']}) {bold['rest']}" if bold else entry.text, texts, labels)
        named = said or (stated.read(bold["said"], texts, labels) if bold else None)
        if bold and said is None and named is not None:
            named = replace(named, rest=bold["rest"])
        if named is None and len(entry.text) <= 60:
            named = stated.Stated(texts=(entry.text,))
        if named is None:
            return
        one.claims.append(Claim(Evidence.KEY_TABLE, labels=named.labels, texts=named.texts, spans=where))
        rest = "\n\n".join(part for part in (named.rest, entry.more) if part.strip())
        if rest:
            one.feedback.append(("general", Fragment(rest, where)))
    elif one.columns:
        named = stated.read(entry.text, [text.text for _, text in one.columns], [label for label, _ in one.columns])
        if named is not None and (named.labels or not named.rest):
            one.claims.append(Claim(Evidence.KEY_TABLE, labels=named.labels, texts=named.texts, spans=where))
            rest = "\n\n".join(part for part in (named.rest, entry.more) if part.strip())
            one.feedback += [("general", Fragment(rest, where))] if rest else []
    elif one.gaps and _said(entry) in _CHOICE_LETTERS:
        one.doubts.append(
            "the key tells a letter for its gap"
        )  # a word of a list that was not read, or another question's key
    elif one.gaps:
        one.gaps = blanks.given(one.gaps, entry.text, where)
    elif not one.answers:
        one.answers.append(Fragment(entry.text, where))
        if entry.more:
            one.feedback.append(("general", Fragment(entry.more, where)))
    one.taken += entry.lines


def take_keys(doc: Doc, spoken_for: Callable[[Doc], frozenset[int]]) -> Keys:
    """Finds the key blocks and uses their lines up; `spoken_for` tells the lines that are a question's own."""
    keys = Keys(doc)
    if not doc.on("keyblocks"):
        return keys
    own: frozenset[int] | None = None
    index = 0
    while index < len(doc.lines):
        line = doc.lines[index]
        block = block_at(doc, index)
        if line.at in doc.used or block is None:
            index += 1
            continue
        own = spoken_for(doc) if own is None else own
        if not own.isdisjoint(one.at for one in block.lines):
            index += 1
            continue
        keys.blocks.append(block)
        doc.used.update(one.at for one in block.lines)
        index = block.lines[-1].at + 1
    return keys
