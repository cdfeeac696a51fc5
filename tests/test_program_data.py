"""Question data in programs of many languages: the same two questions in each, read and never run."""

from __future__ import annotations

import pytest

from quizmill.item import ChoiceItem
from quizmill.pipeline import convert
from quizmill.source import Source

PROGRAMS = {
    "bank.py": """
        QUESTIONS = [
            {"question": "Which wood " "is lightest?", "options": ("Balsa", "Oak"), "answer": "Balsa"},  # a tree
            {'question': "Which joint has pins?", 'options': ('Butt', 'Dovetail'), 'answer': 'Dovetail'},
        ]
        """,
    "Quiz.kt": """
        val questions = listOf(
            Question("Which wood is lightest?", listOf("Balsa", "Oak"), "Balsa"),
            Question("Which joint has pins?", listOf("Butt", "Dovetail"), "Dovetail"),
        )
        """,
    "Quiz.swift": """
        let questions: [Question] = [
            Question(text: "Which wood is lightest?", options: ["Balsa", "Oak"], correctIndex: 0),
            Question(text: "Which joint has pins?", options: ["Butt", "Dovetail"], correctIndex: 1)
        ]
        """,
    "quiz.dart": """
        const questions = [
          QuizQuestion(question: 'Which wood is lightest?', answers: ['Balsa', 'Oak'], correctAnswer: 'Balsa'),
          QuizQuestion(question: 'Which joint has pins?', answers: ['Butt', 'Dovetail'], correctAnswer: 'Dovetail'),
        ];
        """,
    "quiz.php": """<?php
        $questions = [
            ['question' => 'Which wood is lightest?', 'options' => array('Balsa', 'Oak'), 'answer' => 0],
            ['question' => 'Which joint ' . 'has pins?', 'options' => array('Butt', 'Dovetail'), 'answer' => 1],
        ];
        """,
    "quiz.go": """package quiz
        var Questions = []Question{
            {Text: "Which wood is lightest?", Options: []string{"Balsa", "Oak"}, AnswerIndex: 0},
            {Text: "Which joint has pins?", Options: []string{"Butt", "Dovetail"}, AnswerIndex: 1},
        }
        """,
    "Quiz.cs": """
        var questions = new List<Question> {
            new Question { Text = "Which wood is lightest?", Options = new[] { "Balsa", "Oak" }, CorrectIndex = 0 },
            new Question { Text = "Which joint has pins?", Options = new[] { "Butt", "Dovetail" }, CorrectIndex = 1 },
        };
        """,
    "Quiz.java": """
        static Question[] questions = {
            new Question("Which wood is lightest?", new String[]{"Balsa", "Oak"}, "Balsa"),
            new Question("Which joint has pins?", List.of("Butt", "Dovetail"), "Dovetail"),
        };
        """,
    "quiz.rs": """
        let questions = vec![
            Question { text: "Which wood is lightest?".to_string(), options: vec!["Balsa", "Oak"], answer: 0 },
            Question { text: "Which joint has pins?".to_string(), options: vec!["Butt", "Dovetail"], answer: 1 },
        ];
        """,
    "quiz.rb": """
        QUESTIONS = [
          { question: "Which wood is lightest?", options: ["Balsa", "Oak"], answer: 0 }, # light
          { :question => "Which joint has pins?", :options => ["Butt", "Dovetail"], :answer => 1 },
        ]
        """,
    "seed.sql": """
        CREATE TABLE questions (id INT PRIMARY KEY, question TEXT NOT NULL);
        INSERT INTO questions VALUES (1, 'Which wood is lightest?'), (2, 'Which joint has pins?');
        INSERT INTO answers (question_id, answer, is_correct) VALUES
          (1, 'Balsa', TRUE), (1, 'Oak', FALSE), (2, 'Butt', FALSE), (2, 'Dovetail', TRUE); -- done
        """,
    "quiz.xml": """<?xml version="1.0"?><woodwork>
        <question><text>Which wood is lightest?</text>
          <option correct="yes">Balsa</option><option>Oak</option></question>
        <question><text>Which joint has pins?</text>
          <option>Butt</option><option correct="yes">Dovetail</option></question>
        </woodwork>""",
}


@pytest.mark.parametrize("name", PROGRAMS)
def test_questions_of_a_program(name: str) -> None:
    items = convert(Source(name, PROGRAMS[name].encode())).items
    assert [item.stem for item in items] == ["Which wood is lightest?", "Which joint has pins?"]
    right = []
    for item in items:
        assert isinstance(item, ChoiceItem) and item.key, item
        right += [choice.text for choice in item.choices if choice.id in item.key.choices]
    assert right == ["Balsa", "Dovetail"]
