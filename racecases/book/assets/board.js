// Draws a state of a game: the same as the terminal shows.
"use strict";

threadlab.board = (() => {
	// h makes an element. Properties that are functions listen.
	const h = (tag, properties = {}, ...children) => {
		const e = document.createElement(tag);
		for (const [name, value] of Object.entries(properties)) {
			if (value === undefined || value === false) continue;
			if (typeof value === "function") e.addEventListener(name, value);
			else e.setAttribute(name, value === true ? "" : value);
		}
		e.append(...children.flat(Infinity).filter(c => c !== undefined && c !== null && c !== ""));
		return e;
	};

	const colour = id => id < 0 ? "clock" : "g" + id % 8;
	const nameOf = (state, id) => id < 0 ? "clock" : state.goroutines.find(g => g.id === id)?.name ?? "g" + id;
	const chip = (state, id) => h("b", {class: "chip " + colour(id)}, nameOf(state, id));
	const baseName = file => file.slice(file.lastIndexOf("/") + 1);
	const signs = {"can go on": "▸", waits: "‖", ended: "■", failed: "✗"};

	// place returns where a goroutine is: in the file of the case, if it is called from there.
	const place = (g, file) => g.where?.find(f => baseName(f.file) === file) ?? g.where?.[0];

	// failed returns a state in which a goroutine that has failed outside of the file, as one of a
	// wrong outcome has, is where it took its last step.
	const failed = (state, file) => {
		const outside = g => g.status === "failed" && !g.where?.some(f => baseName(f.file) === file);
		const last = g => (state.trace ?? []).findLast(e => e.goroutine === g.id && e.where)?.where ?? g.where;
		return {...state, goroutines: state.goroutines.map(g => outside(g) ? {...g, where: last(g)} : g)};
	};

	// line is that at which a goroutine stands, as text.
	const line = (state, id, file) => {
		const g = state.goroutines.find(g => g.id === id), at = g && place(g, file);
		return at ? `${at.file}:${at.line}` : "";
	};

	// inside reports whether a state, the next one behind another, is only inside of a line, as one
	// of the calls that a library makes: the same goroutine is to go on there, and there is nothing
	// to decide, or if all is watched nothing that matters.
	const inside = (before, state, file, watched) => {
		const next = state.choices?.[0];
		if (!next || state.choices.length > 1 && !watched || state.race || next.kind !== "goroutine") return false;
		if (state.trace?.at(-1)?.goroutine !== next.goroutine) return false;
		const opened = /^(read|write)\b/.test(state.goroutines.find(g => g.id === next.goroutine)?.op);
		return !opened && line(before, next.goroutine, file) === line(state, next.goroutine, file);
	};

	const waitsFor = (state, g) => {
		const by = (g.held_by ?? []).map(id => nameOf(state, id)).join(" and ");
		if (by) return ", held by " + by;
		return g.for ? ": " + g.for : "";
	};
	const says = (state, g) => {
		if (g.status === "ended") return "has ended";
		return (g.status === "waits" ? "waits" : g.status) + (g.status === "waits" ? waitsFor(state, g) : "") + (g.stores ? `, about to store ${g.stores}` : "");
	};

	// source are the lines of a program with the goroutines at them. A click on a number opens it.
	const source = (state, lines, file, open) => {
		const standing = new Map();
		for (const g of state.goroutines) {
			const at = place(g, file);
			if (at && baseName(at.file) === file && g.status !== "ended") standing.set(at.line, [...standing.get(at.line) ?? [], g]);
		}
		const racing = new Set((state.race ?? []).map(x => x.where?.find(f => baseName(f.file) === file)?.line));
		return lines.map(line => {
			const n = Number(line.dataset.n), here = standing.get(n) ?? [];
			const text = line.cloneNode(true);
			text.querySelector(".mark")?.remove();
			return h("span", {class: "line" + (here.length ? " held" : "") + (racing.has(n) ? " racing" : ""), },
				h("span", {class: "number", title: `open line ${n} into its reads and writes (e)`, click: () => open(n)}, n), h("span", {class: "here"}, here.map(g => chip(state, g.id))), h("span", {class: "text"}, ...text.childNodes));
		});
	};

	// listed are the goroutines that are shown, and what is said of those that are not: they have
	// ended, and are many.
	const listed = state => {
		const ended = state.goroutines.filter(g => g.status === "ended");
		if (ended.length <= 8) return [state.goroutines, ""];
		return [state.goroutines.filter(g => g.status !== "ended"), ended.slice(0, 8).map(g => g.name).join(" ") + " … have ended"];
	};

	const goroutines = (state, file) => {
		const [list, ended] = listed(state);
		const rows = list.map(g => row(state, g, file));
		return ended ? [...rows, h("tr", {class: "ended"}, h("td", {colspan: 3}, ended))] : rows;
	};
	const row = (state, g, file) => {
		const at = place(g, file);
		const inFile = at && baseName(at.file) === file;
		return h("tr", {class: g.status.replaceAll(" ", "-")},
			h("th", {scope: "row"}, chip(state, g.id)),
			h("td", {}, h("code", {}, g.op ?? ""), at && g.status !== "ended" ? h("small", {}, inFile ? ` line ${at.line}` : ` ${baseName(at.file)}:${at.line}`) : ""),
			h("td", {}, h("span", {class: "sign", "aria-hidden": "true"}, signs[g.status] ?? ""), " " + says(state, g)));
	};

	const objects = state => (state.objects ?? []).map(o => h("li", {}, h("code", {}, o.name), " ", h("span", {}, o.text || o.kind)));

	const variables = state => (state.variables ?? []).map(v => h("li", {},
		v.goroutine >= 0 ? chip(state, v.goroutine) : "", " ", h("code", {}, v.name), " = ", h("code", {class: "value"}, v.value)));

	const recent = state => (state.trace ?? []).filter(e => !e.init).slice(-4).map(e => h("li", {}, chip(state, e.goroutine), " ", h("code", {}, e.op)));

	// options are the choices with their labels, in the order in which they are shown, as in the
	// terminal: a goroutine has its number, a timer a t, what is left its place. Where the default
	// is hidden these are ordered by what they say.
	const options = (state, hidden) => {
		const before = (a, b) => {
			if (a.kind === "goroutine" && b.kind === "goroutine") return a.goroutine - b.goroutine;
			if (hidden && a.kind === b.kind) return a.text < b.text ? -1 : Number(a.text > b.text);
			return a.number - b.number;
		};
		const label = (c, i) => c.kind === "goroutine" ? c.goroutine : c.kind === "timer" ? "t" : i;
		return [...state.choices ?? []].sort(before).map((c, i) => ({label: String(label(c, i)), choice: c}));
	};
	const choices = (state, hidden, choose) => options(state, hidden).map(({label, choice: c}) => {
		const name = nameOf(state, c.goroutine);
		const text = c.text.startsWith(name) ? c.text.slice(name.length).replace(/^: /, "").trim() : c.text;
		return h("li", {}, h("button", {type: "button", class: "choice", click: () => choose(c)},
			h("kbd", {}, label), " ", chip(state, c.goroutine), " ", h("span", {}, text),
			!hidden && c.number === 0 ? h("small", {}, " Enter") : ""));
	});

	// spoken is the state as text.
	const spoken = (state, file, hidden) => {
		const last = (state.trace ?? []).filter(e => !e.init).at(-1);
		const parts = [`Move ${state.at}.`];
		if (last) parts.push(`${nameOf(state, last.goroutine)} did ${last.op}.`);
		const [list, ended] = listed(state);
		if (ended) parts.push(ended + ".");
		for (const g of list) {
			const at = place(g, file);
			parts.push(g.status === "ended" ? `${g.name} has ended.` : `${g.name}${at ? ` at line ${at.line}` : ""}:${g.op ? ` next ${g.op};` : ""} ${says(state, g)}.`);
		}
		for (const o of state.objects ?? []) parts.push(`${o.name}: ${o.text || o.kind}.`);
		for (const v of state.variables ?? []) parts.push(`${v.goroutine >= 0 ? nameOf(state, v.goroutine) + "'s " : ""}${v.name} is ${v.value}.`);
		if (!state.over) parts.push(`${state.choices.length === 1 ? "One choice" : state.choices.length + " choices"}: ${options(state, hidden).map(o => `${o.label}, ${o.choice.text}`).join("; ")}.`);
		return parts.join(" ");
	};

	return {h, chip, place, baseName, nameOf, source, goroutines, objects, variables, recent, choices, options, failed, line, inside, spoken};
})();
