export const questions = [
  {
    question: 'Which bread has no yeast?',
    answers: [
      { text: 'Flatbread', correct: true },
      { text: 'Brioche', correct: false },
    ],
  },
  {
    question: "What is a baker's peel?",
    answers: [
      { text: 'A knife', correct: false },
      { text: 'A flat shovel', correct: true },
      { text: 'A crust', correct: false },
    ],
  },
];
