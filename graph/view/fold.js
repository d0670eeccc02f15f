// Names in any spelling: folded to one Latin skeleton and compared, forgiving one typing error a word. The same rules,
// in the same order, as graph/search.py.
(function (B) {
  "use strict";

  const LETTERS = {
    а: "a", б: "b", в: "v", г: "g", д: "d", е: "e", ё: "e", ж: "j", з: "z", и: "i", й: "y", к: "k", л: "l", м: "m",
    н: "n", о: "o", п: "p", р: "r", с: "s", т: "t", у: "u", ф: "f", х: "h", ц: "ts", ч: "ch", ш: "sh", щ: "sh", ъ: "",
    ы: "y", ь: "", э: "e", ю: "yu", я: "ya", ң: "n", ө: "o", ү: "u", қ: "k", ғ: "g", ҳ: "h", ў: "u", ә: "a", і: "i",
    ұ: "u", һ: "h", x: "ks", q: "k", ı: "i", "'": "", "’": "", "ʼ": "", "‘": "", "`": "",
  };
  const FOLDS = [["shch", "sh"], ["dzh", "j"], ["zh", "j"], ["dj", "j"], ["kh", "h"], ["gh", "g"], ["ng", "n"], ["ye", "e"], ["y", "i"]];
  const SHORT = 4; // letters; a shorter word forgives no typing error
  const [EXACT, BEGINS, ERROR, BEGINS_WITH_ERROR] = [0, 1, 3, 4];

  /** The skeleton of a spelling: Жээнбеков, Jeenbekov and Zheenbekov are all "jenbekov". */
  function fold(text) {
    let folded = [...String(text).toLowerCase().normalize("NFC")].map((letter) => LETTERS[letter] ?? letter).join("")
      .normalize("NFKD").replace(/\p{Mn}/gu, "").replace(/[^\p{L}\p{N}]+/gu, " ").trim();
    for (const [long, short] of FOLDS) folded = folded.replaceAll(long, short);
    return folded.replace(/(\p{L})\1+/gu, "$1");
  }

  /** Are two words at most one typing error apart: a letter changed, added, left out, or two swapped? */
  function nearly(a, b) {
    let i = 0;
    while (i < a.length && i < b.length && a[i] === b[i]) i++;
    const [x, y] = [a.slice(i), b.slice(i)];
    return x.slice(1) === y.slice(1) || x === y.slice(1) || x.slice(1) === y ||
      (x.length > 1 && y.length > 1 && x[0] === y[1] && x[1] === y[0] && x.slice(2) === y.slice(2));
  }

  function distance(word, other) {
    if (word === other) return EXACT;
    if (other.startsWith(word)) return BEGINS;
    if (word.length < SHORT) return Infinity;
    if (nearly(word, other)) return ERROR;
    const sizes = [word.length - 1, word.length, word.length + 1];
    return sizes.some((size) => nearly(word, other.slice(0, size))) ? BEGINS_WITH_ERROR : Infinity;
  }

  /** How far a folded query is from a folded spelling, 0 for the very same; null if some word of it fits no word there. */
  function fit(query, key) {
    if (query === key) return 0;
    const left = key.split(" ");
    let total = 1;
    for (const word of query.split(" ")) {
      const far = left.map((other) => distance(word, other));
      const least = Math.min(...far);
      if (least === Infinity) return null;
      total += least;
      left.splice(far.indexOf(least), 1);
    }
    return total;
  }

  Object.assign(B, { fold, fit });
})((globalThis.Bailanysh = globalThis.Bailanysh || {}));
