// Runs ONNX files: on stdin a JSON list of {model: PATH, type: "float32" | "int64", dims: [...], values: [...]}, on
// stdout a JSON list of {dims, values}, or {error} where the runtime refuses.
import { readFile } from "node:fs/promises";
import { text } from "node:stream/consumers";
import * as ort from "onnxruntime-web";

ort.env.wasm.numThreads = 1;
ort.env.logLevel = "error";

async function run({ model, type, dims, values }) {
  const session = await ort.InferenceSession.create(await readFile(model), { executionProviders: ["wasm"] });
  const data = type === "int64" ? BigInt64Array.from(values, BigInt) : Float32Array.from(values);
  const { output } = await session.run({ input: new ort.Tensor(type, data, dims) });
  await session.release();
  return { dims: output.dims, values: Array.from(output.data) };
}

const answers = [];
for (const job of JSON.parse(await text(process.stdin))) {
  answers.push(await run(job).catch((error) => ({ error: String(error) })));
}
process.stdout.write(JSON.stringify(answers));
