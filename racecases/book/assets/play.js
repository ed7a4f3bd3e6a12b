// Lets a learner play a case in its element of the class play.
"use strict";

(() => {
	const {h, ...board} = threadlab.board, {shared, address, win} = threadlab.campaign;
	const goals = {
		"break it": "Left alone, it ends well. Find an order of steps in which it fails.",
		"save it": "Left alone, it fails. Find an order in which it survives.",
		"watch it": "It fails whatever you choose, as far as was tried. Press on, or End to go to the end, and see why.",
		"prove it": "It is right. Try to break it; then give up and let the explorer try every order.",
	};
	const praise = {"break it": "You broke it", "save it": "You saved it", "watch it": "That is why", "prove it": "Nothing breaks it"};
	const finds = {"break it": "find a failure", "save it": "find a way out", "watch it": "find a failure", "prove it": "try every order"};
	let current = null; // the player that is open

	class Player {
		constructor(root) {
			this.root = root;
			this.name = root.dataset.case;
			this.section = root.closest(".case") ?? document;
			this.debriefing = JSON.parse(root.querySelector(".debrief")?.textContent ?? "{}");
			this.start = h("button", {type: "button", class: "start", click: () => this.open(root.dataset.half)}, "Play it");
			this.invitation = h("p", {class: "invitation"}, this.start, " ", h("span", {}, goals[root.dataset.kind] ?? ""));
			root.prepend(this.invitation);
		}

		get kind() { return this.game.half === this.root.dataset.half ? this.root.dataset.kind : "prove it"; }
		get hidden() { return this.kind === "break it"; }
		get racy() { return this.kind !== "prove it" && this.root.dataset.ends === "meeting"; }

		// open begins a game on a half, at its start or at a state that was shared.
		async open(half, shared = {}) {
			if (current && current !== this) current.close();
			this.game?.engine.stop();
			current = this;
			const figure = this.section.querySelector(`.half.${half}`);
			this.lines = [...figure?.querySelectorAll(".line[data-n]") ?? []];
			this.file = figure?.querySelector(".file")?.textContent.trim() ?? "";
			this.base = this.root.dataset.accesses ? ["all"] : [];
			this.game = new threadlab.Game(this.name, half, shared.open ?? this.base);
			this.helped = shared.at > 0;
			this.proven = null;
			this.queued = [];
			this.standing = 1; // the most goroutines at a line so far
			this.build();
			this.invitation.hidden = true;
			this.view.focus({preventScroll: true});
			await this.run("loading the programs", async () => {
				await this.game.engine.ready();
				const {schedule = "default", at = 0} = shared;
				await this.game.go(schedule, at);
				if (this.game.state.schedule !== schedule) { // there are moves behind it
					await this.game.follow(schedule, at);
				}
			});
		}

		close() {
			this.game?.engine.stop();
			this.view?.remove();
			this.view = null;
			this.invitation.hidden = false;
			if (current === this) current = null;
			if (shared(location.hash)?.name === this.name) history.replaceState(null, "", location.pathname + location.search);
		}

		build() {
			const button = (text, key, click) => h("button", {type: "button", class: "quiet small", title: key && `key ${key}`, click}, text);
			const part = (tag, name) => this[name] = h(tag, {class: name});
			const panel = (title, part) => h("section", {class: "panel"}, h("h3", {}, title), part);
			this.view?.remove();
			this.buttons = {undo: button("undo", "u", () => this.undo()), back: button("◀", "←", () => this.back()), forward: button("▶", "→", () => this.forward())};
			this.buttons.back.setAttribute("aria-label", "one move back");
			this.buttons.forward.setAttribute("aria-label", "one move on");
			this.busy = h("p", {class: "busy", role: "status", hidden: true}, h("span", {}), " ", button("stop", "Esc", () => this.stop()));
			this.live = h("p", {class: "unseen live", role: "status", "aria-live": "polite"});
			this.link = h("input", {class: "link", readonly: true, hidden: true, "aria-label": "the address of this state"});
			this.line = h("input", {type: "number", min: 1, keydown: e => { if (e.key === "Enter") this.openLine(this.line.value); }});
			this.lineAsked = h("p", {class: "asked", hidden: true}, h("label", {}, "line ", this.line), " ", button("open", "", () => this.openLine(this.line.value)));
			this.help = h("dl", {class: "help", hidden: true}, threadlab.keys.table.map(([key, does]) => [h("dt", {}, h("kbd", {}, key)), h("dd", {}, does)]),
				h("dd", {class: "note"}, "A move is everything up to the next operation: an Unlock, a Done or an assignment happens with the step before. What is shown are sequentially consistent executions; Go may do worse with a race."));
			this.view = h("div", {class: "board", tabindex: -1, role: "group", "aria-label": `${this.name}, the ${this.game.half} half`},
				h("p", {class: "goal"}, h("strong", {}, `${this.kind} · ${this.game.half}`), " ", goals[this.kind]),
				h("p", {class: "bar"}, part("span", "step"), this.buttons.undo, this.buttons.back, this.buttons.forward, button("restart", "r", () => this.restart()),
					button(finds[this.kind], "f", () => this.find()), button("open a line", "e", () => this.askLine()), button("copy link", "", () => this.copy()), button("help", "?", () => this.toggleHelp()), button("close", "", () => this.leave())),
				this.lineAsked, this.link, this.help, this.busy, part("p", "said"),
				h("div", {class: "panes"},
					h("pre", {class: "code stand", tabindex: 0, "aria-label": "the program, with the goroutines at their lines"}, this.source = h("code")),
					h("div", {class: "state"}, part("div", "verdict"), part("ol", "choices"),
						panel("goroutines", h("table", {class: "goroutines"}, this.goroutines = h("tbody"))), panel("objects", part("ul", "objects")),
						panel("variables", part("ul", "variables")), panel("last steps", part("ol", "recent")))),
				this.live);
			this.root.append(this.view);
		}

		// queue keeps keys that are pressed during a move for after it, but not during what takes long.
		queue(f) { if (this.busy.hidden && this.queued.length < 9) this.queued.push(f); }

		// run does what takes its time. One thing is done at once; what takes long can be stopped.
		async run(what, f) {
			if (this.working) return;
			this.working = true;
			const view = this.view, late = setTimeout(() => { this.busy.hidden = false; }, 150);
			this.busy.firstElementChild.textContent = what + " …";
			view.setAttribute("aria-busy", "true");
			this.say("");
			try {
				await f();
			} catch (e) {
				this.queued = [];
				this.say(e instanceof threadlab.Stopped ? "Stopped." : e.message);
			}
			clearTimeout(late);
			this.working = false;
			view.removeAttribute("aria-busy");
			this.busy.hidden = true;
			if (this.view !== view) return;
			this.draw();
			return this.queued.shift()?.();
		}

		say(text) { this.said.textContent = text; }
		stop() { this.game.engine.stop(); }
		leave() { this.close(); this.start.focus(); }
		// choose makes a move; one that is no choice, with those behind it that are only inside of a line.
		choose(choice, on = this.game.state.choices.length === 1) {
			return this.run("stepping", async () => {
				for (let n = 0, next = choice; n < 1000; n++, next = this.game.state.choices?.[0]) {
					const before = this.game.state;
					await this.game.choose(next);
					if (!on || !this.inside(before, this.game.state)) return;
				}
			});
		}
		// onward has the goroutine that has moved last go on to its next line.
		onward() {
			return this.run("stepping", async () => {
				const id = this.game.state.trace?.at(-1)?.goroutine;
				const line = state => board.line(state, id, this.file);
				const from = line(this.game.state);
				for (let n = 0; n < 1000 && line(this.game.state) === from; n++) {
					const next = this.game.state.choices?.find(c => c.kind === "goroutine" && c.goroutine === id);
					if (!next) return;
					await this.game.choose(next);
				}
			});
		}
		inside(before, state) { return board.inside(before, state, this.file, this.kind === "watch it"); }
		undo() {
			return this.run("stepping", async () => {
				await this.game.undo();
				while (this.game.at > 0 && this.game.at < 2000 && this.inside(await this.game.play(this.game.schedule, this.game.at - 1), this.game.state)) await this.game.undo();
			});
		}
		back() { return this.run("stepping", () => this.game.back()); }
		forward() { return this.run("stepping", () => this.game.forward()); }
		first() { return this.run("stepping", () => this.game.first()); }
		final() { return this.run("stepping", () => this.game.final(this.hidden)); }
		restart() {
			this.helped = false;
			this.game.open = this.base;
			return this.run("stepping", () => this.game.restart());
		}
		escape() {
			if (this.working) return this.stop();
			this.help.hidden = this.lineAsked.hidden = this.link.hidden = true;
		}
		toggleHelp() { this.help.hidden = !this.help.hidden; }

		default() {
			const all = this.game.state?.choices ?? [];
			if (all.length > 1 && this.hidden) return this.say("Choose a number: here the default is not offered.");
			if (all.length > 0) this.choose(all[0], true);
		}

		// askLine asks which line to open: first of all the one of the goroutine that is listed first.
		askLine() {
			const {state} = this.game, next = state?.goroutines.find(g => g.id === board.options(state, this.hidden)[0]?.choice.goroutine);
			this.lineAsked.hidden = !this.lineAsked.hidden;
			if (this.lineAsked.hidden) return this.view.focus({preventScroll: true});
			this.line.value = next ? board.place(next, this.file)?.line ?? "" : "";
			requestAnimationFrame(() => this.line.select()); // behind the key that asked
		}

		openLine(line) {
			const statement = `${this.file}:${Number(line)}`;
			this.lineAsked.hidden = true;
			this.view.focus({preventScroll: true});
			if (this.game.open.some(o => o === "all" || o === statement)) return this.say(`Line ${line} is open already.`);
			return this.run("opening the line", async () => {
				await this.game.openAt(statement);
				this.say(`Line ${line} is open: each of its reads and writes of shared variables is a move. Restart closes it.`);
			});
		}

		find() {
			return this.run("the explorer searches", async () => {
				if (this.racy) { // no order fails: the pair of accesses is all that goes wrong
					this.helped = true;
					await this.game.followToRace(this.root.dataset.witness);
					return this.say("The two accesses meet at the end of this schedule. Step along it with →.");
				}
				const kind = this.kind, a = await this.game.find(kind);
				const tried = `${a.Schedules.toLocaleString("en")} ${a.Schedules === 1 ? "schedule" : "schedules"}`;
				const found = a.Verdict === "fails" || a.Verdict === "survives";
				if (found) {
					this.helped = kind !== "watch it"; // there every order fails
					const what = a.Verdict === "fails" ? `a failure: ${a.Failure.message}` : "a way to survive";
					this.say(`Found ${what}. Step along it with →.`);
				} else if (kind === "prove it") {
					this.proven = a.Complete || a.Verdict === "proven" ? `Every schedule was tried (${tried}), and none fails.` : `${tried} were tried, and none fails. There are more.`;
				} else {
					this.say(`${tried} from here ${a.Schedules === 1 ? "was" : "were"} tried, and none ${kind === "save it" ? "survives" : "fails"}.`);
				}
			});
		}

		async copy() {
			const link = new URL(address(this.game), location).href;
			try {
				await navigator.clipboard.writeText(link);
				this.say("The address of this state is copied.");
			} catch { // a browser may refuse it to a page from disk
				this.link.hidden = false;
				this.link.value = link;
				this.link.select();
				this.say("This is the address of this state.");
			}
		}

		draw() {
			const {game, file} = this;
			if (!game.state) return;
			const state = board.failed(game.state, file);
			const inside = this.view.contains(document.activeElement);
			this.step.replaceChildren(h("strong", {}, `move ${state.at}`), game.last > state.at ? ` of ${game.last}` : "", " ", h("code", {}, state.schedule),
				game.open.length ? h("small", {}, ` open: ${game.open.join(", ")}`) : "");
			this.source.replaceChildren(...board.source(state, this.lines, file, n => this.openLine(n)));
			const most = Math.max(0, ...[...this.source.querySelectorAll(".here")].map(e => e.childElementCount));
			this.standing = Math.min(3, Math.max(this.standing, most)); // a line with more is wider
			this.source.style.setProperty("--standing", this.standing);
			this.goroutines.replaceChildren(...board.goroutines(state, file));
			this.choices.replaceChildren(...board.choices(state, this.hidden, c => this.choose(c)));
			for (const name of ["objects", "variables", "recent"]) {
				this[name].replaceChildren(...board[name](state));
				this[name].parentElement.hidden = !this[name].hasChildNodes();
			}
			this.buttons.undo.disabled = this.buttons.back.disabled = state.at === 0;
			this.buttons.forward.disabled = state.at >= game.last;
			const end = threadlab.ending(this.kind, state, this.racy, this.proven);
			this.verdict.replaceChildren(...this.judge(end));
			this.live.textContent = (end.text ? end.text + " " : "") + board.spoken(state, file, this.hidden);
			if (inside && !this.view.contains(document.activeElement) || document.activeElement === document.body) this.view.focus({preventScroll: true});
			try {
				history.replaceState(null, "", address(game));
			} catch { /* a browser that allows only so many in a minute */ }
		}

		// judge shows how it ended, and behind a win the debrief.
		judge(end) {
			const shown = end.text ? [h("p", {class: end.sign === "✓" ? "good" : "bad"}, h("strong", {}, `${end.sign} ${end.word}`), ` ${end.text}`)] : [];
			if (!end.won) return shown;
			const {state, half} = this.game, d = this.debriefing, first = half === this.root.dataset.half;
			if (first && !this.helped) win(this.name, state.schedule);
			const term = (name, text) => text ? [h("dt", {}, name), h("dd", {}, text)] : [];
			const broken = half === "broken";
			const next = this.root.ownerDocument.querySelectorAll(".play[data-kind]");
			const after = [...next][[...next].indexOf(this.root) + 1];
			shown.push(h("div", {class: "won-it"}, h("h3", {}, this.helped ? "What the explorer found" : `✓ ${praise[this.kind]}`),
				h("dl", {}, broken ? term("What went wrong", state.failure?.message ?? d.symptom) : term("Why it holds", d.chain || d.missing_edge),
					broken ? term("The missing edge", d.missing_edge) : [], broken ? term("The repair", d.repair) : []),
				h("p", {class: "actions"}, broken && !d.negative ? h("button", {type: "button", class: "repaired", click: () => this.open("correct")}, "Now try the repaired one") : "",
					after ? h("a", {class: "button quiet", href: "#" + after.closest(".case").id}, "Next case") : "")));
			return shown;
		}
	}

	const players = [...document.querySelectorAll(".play[data-kind]:not([data-cannot])")].map(root => new Player(root));
	const load = () => {
		const state = shared(location.hash);
		const p = state && players.find(p => p.name === state.name);
		if (!p) return;
		p.root.scrollIntoView();
		p.open(state.half || p.root.dataset.half, state);
	};
	threadlab.keys.listen(() => current);
	addEventListener("hashchange", load);
	load();
})();
