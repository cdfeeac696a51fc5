"""What questions of QTI 1.2 are made of: material, responses, feedback, and the conditions that give full marks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from export.qti12._profile import Profile
from export.qti12._score import Way, condition, escape
from export.richtext import Target, clean_text, is_words, to_answer, to_html, to_inline, to_plain
from quizmill.item import Item
from quizmill.package import Loss


@dataclass(slots=True)
class Question:
    """An item taken apart. `key` are the conditions that score it, in order; `said` are (ident, html)."""

    kind: str
    stem: str
    responses: str = ""
    before: list[str] = field(default_factory=list)  # conditions that only show an answer's feedback
    key: list[str] = field(default_factory=list)
    tests: list[str] = field(default_factory=list)  # of the rows and gaps that must all be right
    said: list[tuple[str, str]] = field(default_factory=list)
    losses: list[Loss] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Pieces:
    """Writes the parts of a question in one dialect."""

    profile: Profile
    target: Target

    def right(self, item: Item, test: str, score: str = "100", show: Sequence[str] = ()) -> str:
        """The condition that gives full marks and says so."""
        praise = ["correct_fb"] if item.feedback.correct else []
        return condition(test, score=score, show=[*show, *praise], way="No")

    def all_right(self, item: Item, question: Question) -> None:
        """Say `correct_fb` when every row or gap is right. Canvas finds that text by its name, and would take the
        condition for another row."""
        if self.profile.native and item.feedback.correct:
            test = f"<and>{''.join(question.tests)}</and>"
            question.key.append(condition(test, show=["correct_fb"]))

    def share(self, question: Question, test: str, score: str, each: Sequence[str] = ()) -> None:
        """A row or gap that is right adds its share; `each` are its right values, where only one can be chosen."""
        question.tests.append(test)
        way: Way = "Yes" if self.profile.native else ""
        question.key += [condition(one, score=score, way=way, add=True) for one in each or (test,)]

    def html(self, text: str) -> str:
        return to_html(text, self.target)

    def material(self, rendered: str) -> str:
        return f'<material><mattext texttype="text/html">{escape(clean_text(rendered))}</mattext></material>'

    def words(self, text: str) -> str:
        """A choice: plain words as such, everything else as HTML."""
        text = clean_text(text)
        if is_words(text):
            return f'<material><mattext texttype="text/plain">{escape(text)}</mattext></material>'
        return self.material(to_inline(text, self.target))

    def label(self, name: str, material: str, fixed: bool = False) -> str:
        stays = ' rshuffle="No"' if fixed else ""
        return f'<response_label ident="{name}"{stays}>{material}</response_label>\n'

    def lid(
        self, name: str, labels: Iterable[str], cardinality: str = "Single", shuffle: bool = False, head: str = ""
    ) -> str:
        order = ' shuffle="Yes"' if shuffle else ""
        return (
            f'<response_lid ident="{name}" rcardinality="{cardinality}">{head}<render_choice{order}>\n'
            f"{''.join(labels)}</render_choice></response_lid>\n"
        )

    def fib(self, name: str, kind: str = "", head: str = "") -> str:
        form = f' fibtype="{kind}"' if kind else ""
        return (
            f'<response_str ident="{name}" rcardinality="Single">{head}<render_fib{form}>'
            f'<response_label ident="answer_{name}" rshuffle="No"/></render_fib></response_str>\n'
        )

    def feedback(self, name: str, rendered: str) -> str:
        return itemfeedback(name, f"<flow_mat>{self.material(rendered)}</flow_mat>")


def itemfeedback(name: str, content: str, view: str = "") -> str:
    """An `itemfeedback`; `content` is its flow, hint or solution."""
    return f'<itemfeedback ident="{name}"{view}>{content}</itemfeedback>\n'


def metadata(fields: Iterable[tuple[str, str]]) -> str:
    """A `qtimetadata` of label and entry pairs."""
    entries = [
        f"<qtimetadatafield><fieldlabel>{escape(clean_text(label))}</fieldlabel>"
        f"<fieldentry>{escape(clean_text(entry))}</fieldentry></qtimetadatafield>"
        for label, entry in fields
    ]
    return f"<qtimetadata>{''.join(entries)}</qtimetadata>"


def plain(text: str, literal: bool = False) -> str:
    """Material of plain words, where a target shows no markup; a literal text is a typed answer."""
    words = to_answer(text) if literal else to_plain(text)
    return f'<material><mattext texttype="text/plain">{escape(words)}</mattext></material>'
