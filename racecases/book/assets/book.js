// What the pages of the book do by themselves: they mark the cases that have been won,
// step through timelines, and open what is folded before they are printed. Without this
// script every word of them can still be read.
"use strict";

(() => {
	const all = (selector, within = document) => [...within.querySelectorAll(selector)];

	// A browser may keep no storage for files: then nothing has been won.
	const won = name => {
		try {
			return localStorage.getItem("threadlab:won:" + name) !== null;
		} catch {
			return false;
		}
	};

	// What has been won, where it is listed, counted, and what is next.
	const mark = () => {
		const links = all(".cases a[data-case]");
		for (const a of links) a.classList.toggle("done", won(a.dataset.case));
		for (const e of all("[data-won]")) e.hidden = !won(e.dataset.won);
		for (const e of all("[data-lesson]")) {
			const of = links.filter(a => a.dataset.case.startsWith(e.dataset.lesson + "/"));
			count(e, of);
		}
		for (const e of all(".top .tally")) count(e, links);
		const next = document.querySelector("[data-next]");
		const first = links.find(a => !won(a.dataset.case));
		if (next && first && first !== links[0]) {
			next.href = first.href;
			next.textContent = "Go on with " + first.dataset.case;
		}
	};
	const count = (e, links) => {
		const n = links.filter(a => won(a.dataset.case)).length;
		e.textContent = n + " of " + links.length + " won";
		e.hidden = n === 0;
	};

	// The buttons of a timeline, by name, and the place where a step is said aloud.
	const controls = timeline => {
		const bar = document.createElement("p"), button = {};
		bar.className = "controls";
		for (const [name, sign, says] of [["first", "|‹", "first step (Home)"], ["back", "‹", "one step back (←)"], ["next", "›", "next step (→)"], ["last", "›|", "last step (End)"]]) {
			const b = button[name] = document.createElement("button");
			b.type = "button";
			b.title = b.ariaLabel = says;
			b.textContent = sign;
			bar.append(b);
		}
		const output = document.createElement("output");
		output.ariaLive = "polite";
		bar.append(output);
		timeline.prepend(bar);
		return {...button, output};
	};

	// A timeline has a step that is now. Its line in the broken half is marked as well.
	const stepping = timeline => {
		const steps = all(".steps li", timeline), broken = timeline.closest(".case").querySelector(".broken");
		const {output, ...button} = controls(timeline);
		let at = -1;
		const show = to => {
			at = Math.max(0, Math.min(steps.length - 1, to));
			steps.forEach((li, i) => {
				li.classList.toggle("now", i === at);
				li.classList.toggle("later", i > at);
			});
			for (const line of all(".now", broken)) line.classList.remove("now");
			const n = steps[at].dataset.n;
			if (n) broken.querySelector(`[data-n="${n}"]`)?.classList.add("now");
			output.textContent = `step ${at + 1} of ${steps.length}: ${steps[at].textContent}`;
			button.first.disabled = button.back.disabled = at === 0;
			button.next.disabled = button.last.disabled = at === steps.length - 1;
			steps[at].scrollIntoView({block: "nearest"});
		};
		const go = {first: () => show(0), back: () => show(at - 1), next: () => show(at + 1), last: () => show(steps.length - 1)};
		for (const [name, b] of Object.entries(button)) b.addEventListener("click", go[name]);
		const keys = {Home: "first", ArrowLeft: "back", ArrowRight: "next", End: "last"};
		timeline.tabIndex = 0;
		timeline.addEventListener("keydown", e => {
			if (!keys[e.key] || e.ctrlKey || e.altKey || e.metaKey) return;
			e.preventDefault();
			go[keys[e.key]]();
		});
		for (const li of steps) li.addEventListener("click", () => show(steps.indexOf(li)));
	};

	const reveal = button => {
		button.hidden = false;
		button.addEventListener("click", () => {
			const open = button.getAttribute("aria-pressed") !== "true";
			button.setAttribute("aria-pressed", open);
			button.textContent = open ? "Hide all repairs" : "Show all repairs";
			for (const d of all("details.repair")) d.open = open;
		});
	};

	// A page is printed with all that is folded, and is as before behind that.
	const printing = () => {
		let opened = [];
		addEventListener("beforeprint", () => {
			opened = all("details:not([open])");
			for (const d of opened) d.open = true;
		});
		addEventListener("afterprint", () => {
			for (const d of opened) d.open = false;
		});
	};

	mark();
	addEventListener("storage", mark);
	addEventListener("pageshow", mark);
	document.addEventListener("threadlab:won", mark); // from the script that plays
	all(".timeline").forEach(stepping);
	all("[data-reveal]").forEach(reveal);
	printing();
})();
