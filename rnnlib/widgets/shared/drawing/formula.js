// The stages of a step as cards: each equation in symbols, then filled with the unit's numbers.

import { el, setText, setAttribute, typeset } from "../frame/dom.js";
import { enclosed, number } from "../frame/format.js";
import { say } from "../frame/say.js";

export class Formulas {
  /** `choose(name)` is called when a stage is clicked. */
  constructor(choose) {
    this.choose = choose;
    this.host = el("div", { class: "stages", role: "group", "aria-label": say("drawing.stages") });
    this.cards = [];
  }

  /** The cards of one notation and direction; gradients take the stages in reverse. */
  build({ stages }, back, run) {
    const order = back ? [...stages].reverse() : stages;
    this.cards = order.map((stage, k) => {
      const lines = stage[back ? "backward" : "forward"].map((line) => formulaLine(line, run));
      const head = el(
        "button",
        { type: "button", class: "stage-name", "aria-pressed": "false",
          dataset: { stage: stage.name }, title: say("drawing.show_stage", { stage: say(`stage.${stage.name}`) }),
          onclick: () => this.choose(stage.name) },
        el("span", { class: "count" }, String(k + 1)),
        say(`stage.${stage.name}`),
      );
      const card = el("div", { class: "stage" }, head, ...lines.map((l) => l.node));
      return { stage: stage.name, head, card, lines };
    });
    this.host.replaceChildren(...this.cards.map((c) => c.card));
  }

  show({ run, t, unit, phase, stage }) {
    for (const { stage: name, head, card, lines } of this.cards) {
      setAttribute(card, "data-phase", phase(name));
      setAttribute(head, "aria-pressed", name === stage);
      for (const line of lines) line.show(run, t, unit);
    }
  }
}

/** c = f·c⁻ + i·g = 0.93·1.42 + 0.08·(−0.55) = 1.28. A piece may be `raised`, as exponents are, and
 *  with `style: "∂"` be written as sizes of any magnitude are; `equation` is its number in a paper. */
export function formulaLine({ name, left, right, equation }, run) {
  const hue = /^∂L\/∂(?:z_)?/.test(name) ? name.replace(/^∂L\/∂(?:z_)?/, "") : name;
  const symbols = el("span", { class: "symbols" });
  if (left) symbols.append(typeset(el("span", { class: "left" }), left), " = ");
  for (const { text, terms } of right) {
    symbols.append(typeset(el("span", { class: terms ? null : "upright" }), text));
  }
  const slots = right.map((piece) => ({ ...piece, node: el(piece.raised ? "sup" : "span", { class: piece.terms && "figure" }) }));
  const terms = right.flatMap((piece) => piece.terms ?? []);
  const known = terms.length > 0 && terms.every((n) => run.has(n));
  const numbers = el("span", { class: "numbers" }, " = ", ...slots.map((s) => s.node));
  const result = el("span", { class: "result number", dataset: { name } });
  const node = el(
    "div",
    { class: "formula", style: `--hue: var(--hue-${hue.replace("⁻", "")})`, dataset: { name } },
    symbols, known ? numbers : null, el("span", { class: "tail" }, " = ", result),
    equation ? el("span", { class: "equation" }, say("drawing.equation", { equation })) : null,
  );
  const show = (values, t, unit) => {
    slots.forEach(({ text, terms, style, node: slot }, k) => {
      if (!known) return;
      const said = terms ? number(values.sum(terms, t, unit), style ?? terms[0]) : text;
      const first = k === 0 || slots[k - 1].text.endsWith("(");
      setText(slot, terms && !first ? enclosed(said) : said);
    });
    setText(result, values.has(name) ? number(values.value(name, t, unit), name) : "–");
  };
  return { node, show };
}
