// Finds the sections of chapters in which all words of a question stand, the best ones first.

const REST = /^[\p{L}\p{N}]*/u; // of a word
const AROUND = 70; // signs of a section that are shown on each side of what was found

const NAMES = "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi"
  .concat(" rho sigma tau upsilon phi chi psi omega").split(" ");
const ENDING = [/^(\p{L}{4,}?)(?:ings?|ed|es|s)$/u, /^(\p{L}{5,})e$/u]; // of English words
const GREEK = "αβγδεζηθικλμνξοπρστυφχψω";

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
  const wanted = asked(question);
  if (!wanted.length) return [];
  return sections
    .map((section, place) => ({ section, place, worth: worth(section, wanted) }))
    .filter(({ worth }) => worth > 0)
    .sort((a, b) => b.worth - a.worth || a.place - b.place)
    .map(({ section }) => ({ ...section, parts: parts(section, wanted.flat()) }));
}

/** The words of a question, each with the forms in which it may stand in a text. */
function asked(question) {
  const words = plain(question).split(/[^\p{L}\p{N}_]+/u).filter(Boolean);
  const signs = plain(question).split(/\s+/).filter(Boolean); // of a question without a letter
  return (words.length ? words : signs).map((word) => {
    const stem = ENDING.map((ending) => word.match(ending)?.[1]).find(Boolean)
      ?.replace(/([^aeiouls])\1$/, "$1"); // forgetting: forget
    const letter = GREEK[NAMES.indexOf(word)];
    return [word, stem, letter].filter(Boolean);
  });
}

/** 0 where a word is missing; headings count more than words, whole words more than their parts. */
function worth({ inTitle, inHeading, inWords }, wanted) {
  let sum = 0;
  for (const forms of wanted) {
    const value = Math.max(...forms.map((form) =>
      12 * match(inHeading, form) + 4 * match(inTitle, form) + match(inWords, form)
      + Math.min(3, 0.2 * (inWords.split(form).length - 1))));
    if (value === 0) return 0;
    sum += value;
  }
  return sum;
}

function match(text, word) {
  if (!text.includes(word)) return 0;
  return ` ${text.replace(/[^\p{L}\p{N}_]+/gu, " ")} `.includes(` ${word} `) ? 2 : 1;
}

/** [text, whether it is what was looked for] around the rarest of the words, in whole words. */
function parts({ words, inWords }, wanted) {
  const [, first] = wanted
    .map((word) => [inWords.split(word).length - 1, inWords.indexOf(word)])
    .filter(([count]) => count)
    .sort(([a], [b]) => a - b)[0] ?? [0, 0];
  const start = Math.max(0, first - AROUND);
  const [begin, most] = [start && words.indexOf(" ", start) + 1, start + 3 * AROUND];
  const end = Math.min(words.indexOf(" ", most) + 1 || words.length, most + AROUND);
  const shown = [];
  let at = Math.min(begin, first);
  if (at) shown.push(["… ", false]);
  while (at < Math.min(end, words.length)) {
    const next = wanted
      .map((word) => [inWords.indexOf(word, at), word])
      .map(([place, word]) => [place, word.length, words.slice(place + word.length)])
      .map(([place, length, after]) => [place, length + REST.exec(after)[0].length])
      .filter(([place]) => place >= 0 && place < end)
      .sort(([a, m], [b, n]) => a - b || n - m)[0];
    if (next?.[0] === at) shown.push([words.slice(at, (at += next[1])), true]);
    else shown.push([words.slice(at, (at = next?.[0] ?? end)), false]);
  }
  if (at < words.length) shown.push([" …", false]);
  return shown;
}
