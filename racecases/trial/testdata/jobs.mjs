// node jobs.mjs WASM_EXEC MODULE: does jobs in WebAssembly, which come as lines on stdin.
import fs from "node:fs";
import {createRequire} from "node:module";

globalThis.require = createRequire(import.meta.url);
const [runtime, module] = process.argv.slice(2);
await import(runtime);
const go = new Go();
const {instance} = await WebAssembly.instantiate(fs.readFileSync(module), go.importObject);
go.run(instance);
for (const job of fs.readFileSync(0, "utf8").split("\n")) {
	if (job) fs.writeFileSync(1, threadlab(job) + "\n");
}
process.exit(0);
