// Names in any spelling: folded to what Latin and Cyrillic spellings share, and compared with one typing error a word.
(function (B) {
  "use strict";

  const CYRILLIC = Object.fromEntries(("а a б b в v г g д d е e ё e ж zh з z и i й i к k л l м m н n ң n о o ө o п p р r с s " +
    "т t у u ү u ф f х kh ц ts ч ch ш sh щ sh ы i э e ю yu я ya і i ў u қ k ғ g ҳ kh ә a").split(" ")
    .reduce((pairs, part, i, all) => (i % 2 ? pairs : [...pairs, [part, all[i + 1]]]), []));

  /** "Жээнбеков", "Jeenbekov" and "Zheenbekov" become the same word; words are joined by single spaces. */
  function fold(text) {
    return [...String(text).normalize("NFC").toLowerCase()].map((letter) => CYRILLIC[letter] ?? letter).join("")
      .normalize("NFD").replace(/\p{M}/gu, "")
      .replace(/['’ʼ`ъь]/g, "").replace(/[^a-z0-9]+/g, " ").trim()
      .replace(/dzh|zh|dj/g, "j").replace(/kh/g, "h").replace(/tch/g, "ch").replace(/ts/g, "c").replace(/x/g, "ks").replace(/w/g, "v")
      .replace(/y/g, "i").replace(/([a-z])\1+/g, "$1");
  }

  /** Are two words one typing error apart: a letter changed, added, left out, or two swapped? */
  function nearly(a, b) {
    if (Math.abs(a.length - b.length) > 1) return false;
    let i = 0;
    while (i < a.length && i < b.length && a[i] === b[i]) i++;
    const [x, y] = [a.slice(i), b.slice(i)];
    return x.slice(1) === y.slice(1) || x === y.slice(1) || x.slice(1) === y ||
      (x.length > 1 && x[0] === y[1] && x[1] === y[0] && x.slice(2) === y.slice(2));
  }

  /** How well a folded word of a query fits a folded word of a name: 0 best, null not at all. */
  function wordCost(query, word) {
    if (query === word) return 0;
    if (word.startsWith(query)) return 0.5;
    if (query.length < 4) return null;
    if (nearly(query, word)) return 1;
    for (const size of [query.length, query.length - 1, query.length + 1]) {
      if (size < word.length && nearly(query, word.slice(0, size))) return 1.5;
    }
    return word.includes(query) ? 2 : null;
  }

  /** How well a folded query fits a folded name: the sum over its words, or null if one of them fits nowhere. */
  function matchCost(query, name) {
    const words = name.split(" ");
    let sum = 0;
    for (const part of query.split(" ")) {
      const costs = words.map((word) => wordCost(part, word)).filter((cost) => cost !== null);
      if (!costs.length) return null;
      sum += Math.min(...costs);
    }
    return sum + (name.startsWith(query) ? 0 : 0.2);
  }

  Object.assign(B, { fold, matchCost });
})((globalThis.Bailanysh = globalThis.Bailanysh || {}));
