"""The questions of a Moodle backup, in the words of Moodle XML.

    <question id="7"><name>Root</name><questiontext>&lt;p&gt;Which?&lt;/p&gt;</questiontext><qtype>multichoice</qtype>
      <plugin_qtype_multichoice_question><answers><answer id="3"><answertext>the first</answertext>
        <fraction>1.0000000</fraction>...

A backup writes the tables of the database: shares count to one, texts have their format beside them, the gaps of a
cloze are questions of their own, and pictures lie under the hash of their bytes (`files.xml`). Since Moodle 4 a
question stands below its versions; the last one counts. Rules: Moodle's backup/moodle2 and question/type/*/backup.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from extract.media.xml import Node
from extract.sites._part import number

_FORMATS = {"0": "moodle_auto_format", "1": "html", "2": "plain_text", "4": "markdown"}
_TYPES = {"match": "matching", "multianswer": "cloze"}
_FILE = re.compile(r"@@PLUGINFILE@@/+([^\"'\s?)<>]+)")
# By question type: its own fields that Moodle XML has under the same name.
_FIELDS = ("single", "shuffleanswers", "usecase", "answernumbering", "layouttype", "gradingtype")
_TEXTS = ("correctfeedback", "partiallycorrectfeedback", "incorrectfeedback", "graderinfo")

FileOf = Callable[[str, str, str], str]
"""(area, item id, file name) -> the content's hash; empty where the backup has no such file."""


def files_of(root: Node) -> FileOf:
    """The files that belong to questions, by where their texts stand."""
    found: dict[tuple[str, str, str], str] = {}
    for node in root.iter("file"):
        key = (_word(node, "filearea"), _word(node, "itemid"), _word(node, "filename"))
        found.setdefault(key, _word(node, "contenthash"))
    return lambda area, item, name: found.get((area, item, name), "")


def _word(node: Node, tag: str) -> str:
    return (node.findtext(tag) or "").strip()


@dataclass(frozen=True, slots=True)
class Backup:
    """A `questions.xml`; `hash_of` names the bytes of a picture."""

    root: Node
    hash_of: FileOf

    def quiz(self) -> Node:
        """All questions, each category's below its name, as a Moodle XML document."""
        quiz = self._new("quiz")
        everything = {q.get("id", ""): q for q in self.root.iter("question") if q.get("id")}
        for category in self.root.iter("question_category"):
            place = self._below(quiz, "question", type="category")
            self._below(self._below(place, "category"), "text").text = self._path(category)
            for question in _current(category):
                if _word(question, "parent") in ("", "0") and _word(question, "qtype") != "random":
                    self._question(quiz, question, everything)
        return quiz

    def _new(self, tag: str) -> Node:
        return self.root.makeelement(tag)

    def _below(self, parent: Node, tag: str, text: str = "", **attributes: str) -> Node:
        node = self._new(tag)
        node.text = text or None
        for name, value in attributes.items():
            node.set(name, value)
        parent.append(node)
        return node

    def _path(self, category: Node) -> str:
        """`$course$/Week 1/Heaps`, a slash in a name doubled."""
        known = {node.get("id", ""): node for node in self.root.iter("question_category")}
        names: list[str] = []
        node: Node | None = category
        while node is not None and len(names) < 50:
            names.append(_word(node, "name").replace("/", "//"))
            node = known.get(_word(node, "parent"))
        return "/".join(["$course$", *(name for name in reversed(names) if name and name != "top")])

    def _text(self, parent: Node, tag: str, source: Node, field: str, area: str, item: str) -> Node:
        """A text element with its format, its pictures named by their hash."""
        form = _FORMATS.get(_word(source, f"{field}format"), "html")
        holder = self._below(parent, tag, format=form)

        def by_hash(match: re.Match[str]) -> str:
            content = self.hash_of(area, item, match[1].rpartition("/")[2])
            return f"@@PLUGINFILE@@/{content}/{match[1]}" if content else match[0]

        self._below(holder, "text").text = _FILE.sub(by_hash, source.findtext(field) or "") or None
        return holder

    def _question(self, quiz: Node, source: Node, everything: dict[str, Node]) -> None:
        kind = _word(source, "qtype")
        ident = source.get("id", "")
        question = self._below(quiz, "question", type=_TYPES.get(kind, kind))
        question.sourceline = source.sourceline
        self._below(self._below(question, "name"), "text", _word(source, "name"))
        stem = self._text(question, "questiontext", source, "questiontext", "questiontext", ident)
        self._text(question, "generalfeedback", source, "generalfeedback", "generalfeedback", ident)
        self._below(question, "defaultgrade", _word(source, "defaultmark"))
        own = next((node for node in source if str(node.tag).startswith("plugin_qtype_")), None)
        if own is not None:
            self._own(question, own, kind, ident)
        if kind == "multianswer" and own is not None:
            self._fill(stem, own, everything)
        for hint in source.iterfind("question_hints/question_hint"):
            self._text(question, "hint", hint, "hint", "hint", hint.get("id", ""))
        tags = self._below(question, "tags")
        for tag in source.iterfind("tags/tag"):
            self._below(self._below(tags, "tag"), "text", _word(tag, "rawname") or _word(tag, "name"))

    def _own(self, question: Node, own: Node, kind: str, ident: str) -> None:
        """What its type has: settings, feedback by result, answers, rows, units."""
        for node in own.iter(*_FIELDS):
            self._below(question, str(node.tag), (node.text or "").strip())
        for holder in own:
            for tag in _TEXTS:
                if holder.find(tag) is not None:
                    self._text(question, tag, holder, tag, tag, ident)
        for row in own.iterfind("matches/match"):
            sub = self._text(question, "subquestion", row, "questiontext", "subquestion", row.get("id", ""))
            self._below(self._below(sub, "answer"), "text", _word(row, "answertext"))
        for unit in own.iterfind("numerical_units/numerical_unit"):
            self._below(self._below(self._below(question, "units"), "unit"), "unit_name", _word(unit, "unit"))
        tolerances = {_word(n, "answer"): _word(n, "tolerance") for n in own.iter("numerical_record")}
        for answer in own.iterfind("answers/answer"):
            if kind in ("ddwtos", "gapselect"):
                self._box(question, answer)
            else:
                self._answer(question, answer, kind, tolerances.get(answer.get("id", ""), ""))

    def _answer(self, question: Node, source: Node, kind: str, tolerance: str) -> None:
        share = number(_word(source, "fraction")) or 0.0
        worth = share if kind == "ordering" else 100 * share
        ident = source.get("id", "")
        answer = self._text(question, "answer", source, "answertext", "answer", ident)
        if kind in ("shortanswer", "numerical"):
            answer.set("format", "plain_text")
        answer.set("fraction", f"{worth:.5f}".rstrip("0").rstrip("."))
        self._text(answer, "feedback", source, "feedback", "answerfeedback", ident)
        if tolerance:
            self._below(answer, "tolerance", tolerance)

    def _box(self, question: Node, source: Node) -> None:
        """A word to be dragged; its group stands in the field of the feedback, bare or in PHP's writing."""
        group = re.search(r'draggroup"?;(?:s:\d+:"|i:)(\d+)', _word(source, "feedback"))
        box = self._below(question, "dragbox")
        self._below(box, "text", _word(source, "answertext"))
        self._below(box, "group", group[1] if group else re.sub(r"\D", "", _word(source, "feedback"))[:2] or "1")

    def _fill(self, stem: Node, own: Node, everything: dict[str, Node]) -> None:
        """The gaps `{#1}` of a cloze: each is a question whose text is the gap as it was written."""
        order = [name.strip() for name in (own.findtext("multianswer/sequence") or "").split(",")]
        gaps = [everything[name].findtext("questiontext") or "" if name in everything else "" for name in order]
        text = stem.find("text")
        if text is not None and text.text:
            text.text = re.sub(
                r"\{#(\d{1,3})\}",
                lambda m: gaps[int(m[1]) - 1] if 0 < int(m[1]) <= len(gaps) else m[0],
                text.text,
            )


def _current(category: Node) -> Iterator[Node]:
    """The questions of a category: as they are (Moodle 3), or the last version of each (Moodle 4)."""
    yield from (q for q in category.iterfind("questions/question") if _word(q, "hidden") in ("", "0"))
    for entry in category.iterfind("question_bank_entries/question_bank_entry"):
        versions = sorted(entry.iter("question_versions"), key=lambda node: number(_word(node, "version")) or 0.0)
        ready = [version for version in versions if _word(version, "status") != "hidden"]
        if ready:
            yield from ready[-1].iterfind("questions/question")
