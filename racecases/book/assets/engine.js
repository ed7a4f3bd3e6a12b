// Does jobs in WebAssembly: one half of every case, with the explorer in it. It runs in a
// worker, so that no loop of a program stops the page, and so that a search can be stopped.
"use strict";

// threadlab.engine(half) is what does jobs on a half. A job is a harness.Job, its result a
// harness.Result, both as Go encodes them.
const threadlab = (() => {
	const assets = new URL(".", document.currentScript.src);
	const packed = new Map(); // the function that takes the module of a half
	globalThis.threadlabModule = (half, text) => packed.get(half)(text);

	const once = f => {
		const made = new Map();
		return key => {
			if (!made.has(key)) made.set(key, f(key).catch(e => { made.delete(key); throw e; }));
			return made.get(key);
		};
	};

	const script = once(name => new Promise((resolve, reject) => {
		const e = document.createElement("script");
		e.onload = resolve;
		e.onerror = () => reject(new Error(`assets/${name} is not there: the book was made without it`));
		e.src = new URL(name, assets);
		document.head.append(e);
	}));

	// The module of a half, compiled. A page from disk can load it as a script only.
	const compiled = once(async half => {
		const text = new Promise(resolve => packed.set(half, resolve));
		await Promise.all([script(half + ".wasm.js"), script("wasm_exec.js")]);
		const raw = atob(await text);
		const bytes = new Uint8Array(raw.length);
		for (let i = 0; i < raw.length; i++) bytes[i] = raw.charCodeAt(i);
		const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
		return WebAssembly.compile(await new Response(stream).arrayBuffer());
	});

	// What the worker does. It is made of the text of this function.
	const work = () => {
		const answer = async ({data: {module, id, job}}) => {
			if (module) {
				const go = new Go();
				go.run(await WebAssembly.instantiate(module, go.importObject)).catch(() => {});
				postMessage({ready: true});
			} else {
				postMessage({id, result: globalThis.threadlab(job)});
			}
		};
		onmessage = e => answer(e).catch(err => postMessage({id: e.data.id, crashed: String(err)}));
	};

	const newWorker = module => new Promise((resolve, reject) => {
		const text = `(${globalThis.threadlabGo})();(${work})();`;
		const url = URL.createObjectURL(new Blob([text], {type: "text/javascript"}));
		const w = new Worker(url);
		w.onerror = e => reject(new Error(e.message));
		w.onmessage = ({data}) => {
			URL.revokeObjectURL(url);
			if (data.ready) resolve(w);
			else reject(new Error(data.crashed));
		};
		w.postMessage({module});
	});

	const engine = half => {
		let worker = null; // a promise
		const waiting = new Map();
		let last = 0;

		// end ends the worker, and what it was asked for is rejected.
		const end = why => {
			worker?.then(w => w.terminate(), () => {});
			worker = null;
			for (const {reject} of waiting.values()) reject(why);
			waiting.clear();
		};
		const start = async () => {
			const w = await newWorker(await compiled(half));
			w.onerror = e => end(new Error(e.message));
			w.onmessage = ({data: {id, result, crashed}}) => {
				if (crashed || result === undefined) return end(new Error(crashed ?? "the program has ended the worker"));
				waiting.get(id)?.resolve(JSON.parse(result));
				waiting.delete(id);
			};
			return w;
		};
		const ready = () => worker ??= start().catch(e => { worker = null; throw e; });
		return {
			ready,
			// do returns the result of a job. What the job cannot be done for is an error.
			async do(job) {
				const id = ++last;
				const result = await new Promise((resolve, reject) => {
					waiting.set(id, {resolve, reject});
					ready().then(w => w.postMessage({id, job: JSON.stringify(job)}), reject);
				});
				if (result.Error) throw new Error(result.Error);
				return result;
			},
			// stop ends what is being done, which is then a Stopped error. The next job begins anew.
			stop: () => end(new Stopped()),
		};
	};

	class Stopped extends Error {}

	return {engine, Stopped};
})();
