// QTI 2.x items on standard input (JSON list of XML) to QTI 3.0 on standard output, by @citolab/qti-convert.
import { convertQti2toQti3 } from "@citolab/qti-convert/qti-convert-node";

const chunks = [];
for await (const chunk of process.stdin) chunks.push(chunk);
const items = JSON.parse(Buffer.concat(chunks).toString("utf8"));
const log = console.log;
console.log = () => {};
const converted = [];
for (const item of items) converted.push(await convertQti2toQti3(item));
console.log = log;
process.stdout.write(JSON.stringify(converted));
