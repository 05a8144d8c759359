// Finds the sections of chapters in which all words of a question stand, the best ones first.

const AROUND = 70; // signs of a section that are shown on each side of what was found

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
  const wanted = plain(question).split(/\s+/).filter(Boolean);
  if (!wanted.length) return [];
  return sections
    .map((section, place) => ({ section, place, worth: worth(section, wanted) }))
    .filter(({ worth }) => worth > 0)
    .sort((a, b) => b.worth - a.worth || a.place - b.place)
    .map(({ section }) => ({ ...section, parts: parts(section, wanted) }));
}

/** 0 where a word is missing; headings count more than words, whole words more than their parts. */
function worth({ inTitle, inHeading, inWords }, wanted) {
  let sum = 0;
  for (const word of wanted) {
    const value = 12 * match(inHeading, word) + 4 * match(inTitle, word) + match(inWords, word)
      + Math.min(3, 0.2 * (inWords.split(word).length - 1));
    if (value === 0) return 0;
    sum += value;
  }
  return sum;
}

function match(text, word) {
  const at = text.indexOf(word);
  if (at < 0) return 0;
  return ` ${text.replace(/[^\p{L}\p{N}_]+/gu, " ")} `.includes(` ${word} `) ? 2 : 1;
}

/** [text, whether it is what was looked for] around the first of the words. */
function parts({ words, inWords }, wanted) {
  const first = Math.min(...wanted.map((word) => inWords.indexOf(word)).filter((at) => at >= 0));
  const start = Number.isFinite(first) ? Math.max(0, first - AROUND) : 0;
  const [begin, end] = [start && words.indexOf(" ", start) + 1, start + 3 * AROUND];
  const shown = [];
  let at = Math.min(begin, Number.isFinite(first) ? first : 0);
  if (at) shown.push(["… ", false]);
  while (at < Math.min(end, words.length)) {
    const next = wanted
      .map((word) => [inWords.indexOf(word, at), word.length])
      .filter(([place]) => place >= 0 && place < end)
      .sort(([a, m], [b, n]) => a - b || n - m)[0];
    if (next?.[0] === at) shown.push([words.slice(at, (at += next[1])), true]);
    else shown.push([words.slice(at, (at = next?.[0] ?? end)), false]);
  }
  if (at < words.length) shown.push([" …", false]);
  return shown;
}
