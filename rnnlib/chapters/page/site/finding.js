// Finds the sections of chapters in which all words of a question stand, the best ones first.

// A word, or one sign.
const PIECE = /[\p{L}\p{N}_]+|[^\p{L}\p{N}_\s]/gu;
const LETTER = /[\p{L}\p{N}]/u;
// Of a word.
const INSIDE = /[\p{L}\p{N}_]/u;
// And not of a formula.
const OF_SENTENCE = /^["'“”„]+|["'“”.,;:!?]+$/g;
// Signs of a section that are shown on each side of what was found.
const AROUND = 70;
// Signs of a question that are read: patterns of very long ones are slow, or refused.
const LONGEST = 200;

const NAMES = "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi"
  .concat(" rho sigma tau upsilon phi chi psi omega").split(" ");
const GREEK = "αβγδεζηθικλμνξοπρστυφχψω";
// Of English words.
const ENDING = [/^(\p{L}{4,}?)(?:ings?|ed|es|s)$/u, /^(\p{L}{5,})e$/u];

const PART = "\\{((?:[^{}]|\\{[^{}]*\\})*)\\}";
const FRACTION = RegExp(`\\\\[dt]?frac${PART}${PART}`, "g");
const SIGNS = { __proto__: null, partial: "∂", sqrt: "√", sum: "∑", prod: "∏", top: "⊤", "|": "‖",
  odot: " ⊙ ", cdot: " · " };
// Commands that say how something looks, and signs that need not be found.
const LAYOUT = RegExp("\\\\((begin|end)\\{\\w+\\*?\\}|[,;:!]|((math|text|over|under|wide)[a-z]*|[dt]?frac"
  + "|left|right|bigg?[lr]?|[lr]?vert|hat|bar|tilde|d?dot|[cl]?dots|vec|q?quad|(no)?limits|pm|in|to"
  + "|operatorname|displaystyle|boldsymbol|times|[lg]eq?|mid|approx)(?![a-z])) ?", "gi");

/** Letters as one looks for them: small, without accents, one for one. */
export function plain(text) {
  return [...text].map((sign) => {
    const bare = sign.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
    return bare.length === sign.length ? bare : sign;
  }).join("");
}

/** `chapters`, each [name, title, [[id, heading, words], …]], as `found` reads them. */
export function prepared(chapters) {
  return chapters.flatMap(([name, title, sections]) =>
    sections.map(([id, heading, words]) => {
      const [inTitle, inHeading, inWords] = [title, heading, words].map(plain);
      return { name, title, id, heading, words, inTitle, inHeading, inWords };
    }));
}

/** Of prepared sections, those that hold every word of the question. */
export function found(sections, question) {
  const { words, formulas } = asked(question);
  if (!words.length) return [];
  return sections
    .map((section, place) => ({ section, place, worth: worth(section, words, formulas) }))
    .filter(({ worth }) => worth > 0)
    .sort((a, b) => b.worth - a.worth || a.place - b.place)
    .map(({ section }) => ({ ...section, parts: parts(section, [...formulas, ...words].flat()) }));
}

/** TeX in letters and signs, as Python's `said` writes it: \frac{\partial L}{\partial h} is ∂L/∂h.
 *  What is left of backslashes and braces parts words, but for an index or a power. */
function said(tex) {
  for (let was; was !== tex;) [was, tex] = [tex, tex.replace(FRACTION, "$1/$2")];
  return tex.replace(/\\var(?=[ekprst])/g, "\\").replace(LAYOUT, "\\")
    .replace(/\\(\||[a-z]+) ?/gi, (all, name) => SIGNS[name] ?? all)
    .replace(/([\p{L}\p{N}])[\\{}]+(?=[\p{L}\p{N}])/gu, "$1 ").replace(/[{}$\\]/g, "")
    .replace(/\^-(?![\p{L}\p{N}])/gu, "⁻");
}

function greek(text) {
  return text.replace(/\p{L}+/gu, (name) => GREEK[NAMES.indexOf(name)] ?? name);
}

/** Patterns: of each word in all its forms, and of all that has other signs than letters. */
function asked(question) {
  const text = said(question.normalize("NFC").slice(0, LONGEST));
  const words = plain(text).match(/[\p{L}\p{N}_]+/gu);
  // k = 4
  const parts = text.replace(/\s+([^\p{L}\p{N}_\s]+)\s+/gu, "$1").match(/\S+/g) ?? [];
  const bare = parts.map((part) => part.replace(OF_SENTENCE, ""));
  const formulas = [...new Set([...bare, ...bare.map(greek)])]
    .filter((part) => words && part.match(PIECE)?.length > 1)
    .map((written) => Object.assign(pattern(plain(written)), { written }));
  const all = words ?? parts;
  const times = (word) => all.filter((other) => other === word).length;
  const each = [...new Set(all)].map((word) => Object.assign(forms(word), { times: times(word) }));
  return { words: each, formulas };
}

/** The word, its stem (of forgetting: forget), and with letters for the names of Greek ones. */
function forms(word) {
  const stem = ENDING.map((ending) => word.match(ending)?.[1]).find(Boolean)
    ?.replace(/([^aeiouls])\1$/, "$1");
  return [word, stem, greek(word)].filter(Boolean).map(pattern);
}

/** Finds (before)text(rest of its word): a letter or two and a formula as a whole, or with an
 *  index; longer words anywhere. Spaces around signs are free. */
function pattern(text) {
  const pieces = text.match(PIECE);
  const whole = pieces.length > 1 || text.replace(/_/g, "").length < 3;
  const begin = whole && INSIDE.test(text[0]) ? "^|[^\\p{L}\\p{N}_]" : "";
  const end = !whole ? "([\\p{L}\\p{N}]*)" : LETTER.test(text.at(-1)) ? "()(?![\\p{L}\\p{N}])" : "()";
  const signs = pieces.map((piece) => piece.replace(/[\^$.*+?()[\]{}|\\/]/, "\\$&")).join(" ?");
  return new RegExp(`(${begin})${signs}${end}`, "gu");
}

/** [from, to, whether it is a word of its own] for all places in a text. */
function places(text, pattern) {
  return [...text.matchAll(pattern)].map(({ index, 0: all, 1: before, 2: rest }) => {
    const [from, to] = [index + before.length, index + all.length];
    return [from, to, !rest && ![text[from - 1], text[to]].some((sign) => sign && INSIDE.test(sign))];
  });
}

/** 0 where a word is missing. Formulas come first, those with the very letters before others. */
function worth(section, words, formulas) {
  const values = words.map((forms) => forms.times * Math.max(...forms.map((form) => value(section, form))));
  if (values.includes(0)) return 0;
  for (const formula of formulas) {
    const n = value(section, formula);
    const same = places(section.inWords, formula).some(([from, to]) =>
      section.words.slice(from, to).replace(/ /g, "") === formula.written);
    values.push(n && n + 1000 + 1000 * same);
  }
  return values.reduce((sum, n) => sum + n);
}

/** Headings count more than words, whole words more than their parts. */
function value({ inTitle, inHeading, inWords }, form) {
  const [heading, title, words] = [inHeading, inTitle, inWords].map((text) => places(text, form));
  const rank = (all) => all.length && 1 + all.some(([, , own]) => own);
  return 12 * rank(heading) + 4 * rank(title) + rank(words) + Math.min(3, 0.2 * words.length);
}

/** [text, whether it is what was looked for] around the rarest of the words, in whole words. */
function parts({ words, inWords }, wanted) {
  const all = wanted.map((form) => places(inWords, form)).filter((some) => some.length);
  const first = all.reduce((a, b) => (b.length < a.length ? b : a), all[0] ?? [[0]])[0][0];
  const start = Math.max(0, first - AROUND);
  const [begin, most] = [start && words.indexOf(" ", start) + 1, start + 3 * AROUND];
  const end = Math.min(words.indexOf(" ", most) + 1 || words.length, most + AROUND);
  const shown = [];
  let at = Math.min(begin, first);
  if (at) shown.push(["… ", false]);
  for (const [from, to] of all.flat().sort(([a, m], [b, n]) => a - b || n - m)) {
    if (from < at || from >= end) continue;
    if (from > at) shown.push([words.slice(at, from), false]);
    shown.push([words.slice(from, (at = to)), true]);
  }
  if (at < end) shown.push([words.slice(at, (at = end)), false]);
  if (at < words.length) shown.push([" …", false]);
  return shown;
}
