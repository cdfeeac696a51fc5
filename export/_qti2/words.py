"""The vocabulary of QTI 2 and QTI 3 as templates: written once in the words of 2.x, renamed for 3.0.

    2.x   <simpleChoice identifier="a1" fixed="false">...</simpleChoice>
    3.0   <qti-simple-choice identifier="a1" fixed="false">...</qti-simple-choice>

A template is filled with `%`; only the template is renamed, never what is put into it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, fields
from typing import Literal, Self

from quizmill.extras import NO_POINTS, UNIT_CLASS

Version = Literal["2.1", "2.2", "3.0"]
_HTML = frozenset({"div", "p", "span"})


@dataclass(frozen=True, slots=True)
class Words:
    """One template for each construct; the comment beside it names what fills it."""

    # item: identifier, title, language, declarations, body, rules, feedback
    item: str = (
        '<?xml version="1.0" encoding="UTF-8"?>\n<assessmentItem %s identifier="%s" title="%s" adaptive="false" '
        'timeDependent="false"%s>\n%s<itemBody>\n%s</itemBody>\n<responseProcessing>\n%s</responseProcessing>\n'
        "%s</assessmentItem>\n"
    )
    # declarations: identifier, cardinality, type, values, mapping
    response: str = '<responseDeclaration identifier="%s" cardinality="%s" baseType="%s">%s%s</responseDeclaration>\n'
    correct: str = "<correctResponse>%s</correctResponse>"
    value: str = "<value>%s</value>"
    mapping: str = '<mapping lowerBound="0" upperBound="%s" defaultValue="%s">%s</mapping>'
    entry: str = '<mapEntry mapKey="%s" mappedValue="%s"/>'
    score: str = (
        '<outcomeDeclaration identifier="SCORE" cardinality="single" baseType="float"%s%s>'
        "<defaultValue><value>0</value></defaultValue></outcomeDeclaration>\n"
        '<outcomeDeclaration identifier="MAXSCORE" cardinality="single" baseType="float"%s>'
        "<defaultValue><value>%s</value></defaultValue></outcomeDeclaration>\n"
    )
    # feedback: in 2.x all texts hang on one variable, in the form in which Canvas finds the feedback of an answer;
    # in 3.0 each has its own, because current players do not merge containers. Filled with the text's name.
    feedback_outcome: str = '<outcomeDeclaration identifier="FEEDBACK" cardinality="multiple" baseType="identifier"/>\n'
    show: str = (
        '<setOutcomeValue identifier="FEEDBACK"><multiple><variable identifier="FEEDBACK"/>'
        '<baseValue baseType="identifier">%(name)s</baseValue></multiple></setOutcomeValue>'
    )
    modal: str = (
        '<modalFeedback outcomeIdentifier="FEEDBACK" identifier="%(name)s" showHide="show">%(text)s</modalFeedback>\n'
    )
    paragraph: str = "div"  # of a choice's feedback of several blocks
    most: str = ' normalMaximum="%s"'
    unstated: str = f' interpretation="{NO_POINTS}"'
    human: str = ' externalScored="human"'
    # body
    choice_interaction: str = (
        '<choiceInteraction responseIdentifier="RESPONSE" shuffle="%s" maxChoices="%s">\n%s</choiceInteraction>\n'
    )
    choice: str = '<simpleChoice identifier="%s"%s>%s</simpleChoice>\n'
    fixed: str = ' fixed="true"'
    order_interaction: str = '<orderInteraction responseIdentifier="RESPONSE" shuffle="true">\n%s</orderInteraction>\n'
    match_interaction: str = (
        '<matchInteraction responseIdentifier="RESPONSE" shuffle="true" maxAssociations="%s">\n'
        "<simpleMatchSet>\n%s</simpleMatchSet>\n<simpleMatchSet>\n%s</simpleMatchSet>\n</matchInteraction>\n"
    )
    associable: str = '<simpleAssociableChoice identifier="%s" matchMax="%s">%s</simpleAssociableChoice>\n'
    text_entry: str = '<textEntryInteraction responseIdentifier="%s" expectedLength="%s"/>'
    inline_choice_interaction: str = (
        '<inlineChoiceInteraction responseIdentifier="%s" shuffle="false">%s</inlineChoiceInteraction>'
    )
    inline_choice: str = '<inlineChoice identifier="%s"%s>%s</inlineChoice>'
    unit: str = f' <span class="{UNIT_CLASS}">%s</span>'
    extended_text: str = '<extendedTextInteraction responseIdentifier="RESPONSE" expectedLines="6"/>\n'
    rubric: str = '<rubricBlock view="scorer">%s</rubricBlock>\n'
    # rules
    rule: str = "<responseCondition>%s</responseCondition>\n"
    when: str = "<responseIf>%s%s</responseIf>"
    else_when: str = "<responseElseIf>%s%s</responseElseIf>"
    otherwise: str = "<responseElse>%s</responseElse>"
    is_correct: str = '<match><variable identifier="%s"/><correct identifier="%s"/></match>'
    # An empty field is asked for first: a player was seen to fail when it compares nothing with a value. It changes
    # nothing, but says so: other engines refuse a condition without a rule.
    unanswered: str = (
        '<responseIf><isNull><variable identifier="%s"/></isNull><setOutcomeValue identifier="SCORE"><sum>'
        '<variable identifier="SCORE"/><baseValue baseType="float">0</baseValue></sum></setOutcomeValue></responseIf>'
    )
    is_choice: str = '<match><variable identifier="%s"/><baseValue baseType="identifier">%s</baseValue></match>'
    has_choice: str = '<member><baseValue baseType="identifier">%s</baseValue><variable identifier="%s"/></member>'
    is_text: str = (
        '<stringMatch caseSensitive="%s"><variable identifier="%s"/><baseValue baseType="string">%s</baseValue>'
        "</stringMatch>"
    )
    is_number: str = (
        '<equal toleranceMode="exact"><variable identifier="%s"/><baseValue baseType="float">%s</baseValue></equal>'
    )
    in_range: str = (
        '<and><gte><variable identifier="%s"/><baseValue baseType="float">%s</baseValue></gte>'
        '<lte><variable identifier="%s"/><baseValue baseType="float">%s</baseValue></lte></and>'
    )
    score_from: str = '<gte><variable identifier="SCORE"/><baseValue baseType="float">%s</baseValue></gte>'
    score_above: str = '<gt><variable identifier="SCORE"/><baseValue baseType="float">%s</baseValue></gt>'
    set_score: str = '<setOutcomeValue identifier="SCORE"><baseValue baseType="float">%s</baseValue></setOutcomeValue>'
    add_score: str = (
        '<setOutcomeValue identifier="SCORE"><sum><variable identifier="SCORE"/>'
        '<baseValue baseType="float">%s</baseValue></sum></setOutcomeValue>'
    )
    map_score: str = '<setOutcomeValue identifier="SCORE"><mapResponse identifier="RESPONSE"/></setOutcomeValue>'
    # test: namespaces, identifier, title, sections
    test: str = (
        '<?xml version="1.0" encoding="UTF-8"?>\n<assessmentTest %s identifier="%s" title="%s" '
        'toolName="quizmill">\n'
        '<outcomeDeclaration identifier="SCORE" cardinality="single" baseType="float"/>\n'
        '<outcomeDeclaration identifier="MAXSCORE" cardinality="single" baseType="float"/>\n'
        '<testPart identifier="part1" navigationMode="nonlinear" submissionMode="individual">\n'
        '<itemSessionControl showFeedback="true"/>\n%s</testPart>\n'
        '<outcomeProcessing><setOutcomeValue identifier="SCORE"><sum><testVariables variableIdentifier="SCORE"/></sum>'
        '</setOutcomeValue><setOutcomeValue identifier="MAXSCORE"><sum><testVariables variableIdentifier="MAXSCORE"/>'
        "</sum></setOutcomeValue></outcomeProcessing>\n</assessmentTest>\n"
    )
    section: str = '<assessmentSection identifier="%s" title="%s" visible="false">\n%s</assessmentSection>\n'
    # Canvas takes the points of an item from this weight; the sum above is unweighted, so no one counts them twice.
    item_ref: str = (
        '<assessmentItemRef identifier="%s" href="%s"><weight identifier="POINTS" value="%s"/></assessmentItemRef>\n'
    )

    @classmethod
    def of(cls, version: Version) -> Self:
        if version != "3.0":
            return cls(human="") if version == "2.1" else cls()
        renamed = {f.name: _renamed(str(f.default)) for f in fields(cls)}
        return cls(**{**renamed, **_OWN_WAYS_OF_3})

    def declared(self, names: Iterable[str]) -> str:
        """The variables on which these feedback texts hang."""
        if "%" in self.feedback_outcome:
            return "".join([self.feedback_outcome % name for name in names])
        return self.feedback_outcome

    def shown(self, name: str) -> str:
        """The rule that shows a feedback text."""
        return self.show % {"name": name}

    def said(self, name: str, text: str) -> str:
        """A feedback text."""
        return self.modal % {"name": name, "text": text}


_OWN_WAYS_OF_3 = {
    "paragraph": "p",
    "feedback_outcome": (
        '<qti-outcome-declaration identifier="SHOW_%s" cardinality="single" base-type="identifier"/>\n'
    ),
    "show": (
        '<qti-set-outcome-value identifier="SHOW_%(name)s">'
        '<qti-base-value base-type="identifier">%(name)s</qti-base-value></qti-set-outcome-value>'
    ),
    "modal": (
        '<qti-modal-feedback outcome-identifier="SHOW_%(name)s" identifier="%(name)s" show-hide="show">'
        "<qti-content-body>%(text)s</qti-content-body></qti-modal-feedback>\n"
    ),
    "rubric": (
        '<qti-rubric-block use="scoring" view="scorer"><qti-content-body>%s</qti-content-body></qti-rubric-block>\n'
    ),
}


def _kebab(name: str) -> str:
    return re.sub("[A-Z]", lambda m: "-" + m[0].lower(), name)


def _renamed(template: str) -> str:
    """A template of 2.x in the words of 3.0: `simpleChoice` -> `qti-simple-choice`, `maxChoices` -> `max-choices`."""
    named = re.sub(r"(</?)([a-z]\w*)", lambda m: m[0] if m[2] in _HTML else f"{m[1]}qti-{_kebab(m[2])}", template)
    return re.sub(r" ([a-z]\w*)=", lambda m: f" {_kebab(m[1])}=", named)
