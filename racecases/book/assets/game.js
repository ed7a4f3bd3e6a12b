// The moves of one half of a case. A game is a schedule, a number of moves, and which
// statements are open: the state is what the engine says of these, and nothing else is kept.
"use strict";

threadlab.Game = class {
	static waiting = 60e9; // virtual time, as in the command: no case that ends lets so much pass
	static end = 200_000; // moves: beyond the end of what ends

	constructor(entry, half, open) {
		this.entry = entry;
		this.half = half;
		this.engine = threadlab.engine(half);
		this.open = open;
		this.schedule = "default";
		this.at = this.last = 0; // last: moves that are known, at of which are made
		this.state = null;
	}

	// with returns the schedule that takes one more choice of a state.
	static with(state, choice) {
		if (choice.number === 0) return state.schedule;
		const delay = `${state.point}.${choice.number}`;
		return state.schedule === "default" ? delay : `${state.schedule}-${delay}`;
	}

	job(options) {
		return {Entry: this.entry, Waiting: threadlab.Game.waiting, ...options};
	}

	async play(schedule, at, open = this.open) {
		const {State} = await this.engine.do(this.job({Play: {schedule, at, open}}));
		return State;
	}

	// go goes to a state.
	async go(schedule, at, last = at) {
		const state = await this.play(schedule, at);
		Object.assign(this, {state, schedule, at: state.at, last: state.over ? state.at : Math.max(last, state.at)});
	}

	choose(choice) { return this.go(threadlab.Game.with(this.state, choice), this.at + 1); }
	back() { return this.go(this.schedule, Math.max(0, this.at - 1), this.last); }
	forward() { return this.at < this.last ? this.go(this.schedule, this.at + 1, this.last) : undefined; }
	first() { return this.go(this.schedule, 0, this.last); }
	// final goes to the last move that is known; if it is made, and no choice is hidden, to the end.
	final(hidden) { return this.go(this.schedule, this.at < this.last || hidden ? this.last : threadlab.Game.end); }
	restart() { return this.go("default", 0); }
	async undo() {
		const state = await this.play(this.schedule, Math.max(0, this.at - 1));
		Object.assign(this, {state, schedule: state.schedule, at: state.at, last: state.at});
	}

	// find has the explorer look for what a kind of case is about: behind this state, except for
	// a proof. It returns the answer; a schedule that was found is what the game has before it.
	async find(kind) {
		const searches = {
			"save it": [{Survivor: true, Delays: 3, Schedules: 500, Steps: 5000}, {Survivor: true, Strategy: "random", Schedules: 300, Steps: 5000}],
			"prove it": [{Survey: true, Schedules: 30_000}],
		};
		const behind = kind === "prove it" ? {} : {After: {schedule: this.schedule, at: this.at, open: this.open}};
		let answer;
		for (const search of searches[kind] ?? [{Delays: 3, Schedules: 20_000}]) {
			({Answer: answer} = await this.engine.do(this.job({Open: this.open, Time: 30e9, ...behind, ...search})));
			if (answer.Verdict === "fails" || answer.Verdict === "survives") {
				await this.follow((answer.Schedule ?? []).map(d => `${d.Point}.${d.Alternative}`).join("-") || "default", kind === "prove it" ? 0 : this.at);
				break;
			}
		}
		return answer;
	}

	// follow goes to a state of a schedule, and knows how long that is.
	async follow(schedule, at = 0) {
		const end = await this.play(schedule, threadlab.Game.end);
		await this.go(schedule, at, end.at);
	}

	// followToRace follows a schedule as far as the first state in which two accesses meet.
	async followToRace(schedule) {
		await this.follow(schedule);
		for (let at = 1; at <= this.last; at++) {
			const state = await this.play(schedule, at);
			if (state.race) return this.go(schedule, 0, at);
		}
	}

	// openAt opens a statement into its reads and writes, and comes to the same state as before:
	// there are more moves then, and the schedule of the same course is another one.
	async openAt(statement) {
		const open = [...this.open, statement];
		const moves = [];
		for (let at = 0; at <= this.at; at++) moves.push(await this.play(this.schedule, at));
		const of = (state, id) => state.goroutines.find(g => g.id === id);
		const same = (a, b) => a?.op === b?.op && a?.status === b?.status && a?.where?.[0].line === b?.where?.[0].line;
		let state = await this.play("default", 0, open);
		const take = async choice => { state = await this.play(threadlab.Game.with(state, choice), state.at + 1, open); };
		for (let i = 1; i < moves.length; i++) {
			const took = threadlab.Game.taken(moves[i - 1], moves[i]);
			const choice = state.choices?.find(c => c.kind === took.kind && c.goroutine === took.goroutine && c.text === took.text);
			if (!choice) break; // not the same course any more: stay where they part
			await take(choice);
			for (;;) { // on to where the old move has ended
				const on = state.choices?.find(c => c.kind === "goroutine" && c.goroutine === took.goroutine);
				if (!on || same(of(state, took.goroutine), of(moves[i], took.goroutine))) break;
				await take(on);
			}
		}
		this.open = open;
		await this.go(state.schedule, state.at);
	}

	// taken returns the choice that has led from a state to the next.
	static taken(state, next) {
		const delay = next.schedule.split("-").find(d => d.startsWith(state.point + "."));
		const number = next.schedule === state.schedule || !delay ? 0 : Number(delay.split(".")[1]);
		return state.choices.find(c => c.number === number);
	}
};
