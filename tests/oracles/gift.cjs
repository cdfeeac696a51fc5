// Parses GIFT with gift-pegjs: a JSON string a line in, {"questions": [...]} or {"error": "..."} a line out.
const { parse } = require("gift-pegjs");
const lines = require("readline").createInterface({ input: process.stdin });
lines.on("line", (line) => {
  let answer;
  try {
    answer = { questions: parse(JSON.parse(line)) };
  } catch (error) {
    const at = error.location ? ` at line ${error.location.start.line}` : "";
    answer = { error: `${error.message}${at}` };
  }
  process.stdout.write(JSON.stringify(answer) + "\n");
});
