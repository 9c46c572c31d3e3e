/* The catalogue's search: hides the entries that lack a word of the query.
   What is searched is what the page shows, folded once; the query lives in the address as #q=…
   Without this script the page is the whole list and has no search box. */
"use strict";
document.documentElement.classList.add("scripted");

(() => {
  const ALIKE = {
    "ى": "ي", "ی": "ي", "ے": "ي", "ک": "ك", "ڪ": "ك", "ة": "ه", "ە": "ه", "ہ": "ه", "ھ": "ه", "ۃ": "ه",
    "đ": "d", "ð": "d", "ħ": "h", "ı": "i", "ł": "l", "ø": "o", "ß": "ss", "æ": "ae", "œ": "oe", "þ": "th", "ς": "σ",
  };
  const LOOKED_UP = new RegExp(`[${Object.keys(ALIKE).join("")}]`, "gu");

  /* Marks of no script of their own are accents; vowel signs, as in Hindi or Thai, belong to theirs
     and stay. The rest: Hebrew points, Quranic marks, Hindi's nukta, tatweel, joiners, hyphens. */
  const IGNORED = /[\p{Script=Inherited}\p{Cf}\u0591-\u05BD\u05BF-\u05C7\u0610-\u061A\u0656-\u065F\u06D6-\u06ED\u093C\u0640\u2010-]/gu;

  /* Hindi writes a nasal before a consonant as a letter or as a dot: हिन्दी is हिंदी. */
  const NASAL = /[\u0901\u0902]|[ङञणम]\u094D(?=\p{Script=Devanagari})/gu;

  const fold = (text) => text
    .normalize("NFKD").toLowerCase()
    .replace(IGNORED, "")
    .replace(LOOKED_UP, (letter) => ALIKE[letter])
    .replace(NASAL, "न्")
    .replace(/[٠-٩۰-۹]/g, (digit) => digit.charCodeAt(0) & 15)
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, " ").trim();

  const textOf = (element, selector) =>
    Array.from(element.querySelectorAll(selector), (part) => part.textContent).join("\n");

  const readShelf = (section) => {
    const names = section.id + "\n" + textOf(section, "h2 > span");
    const entries = Array.from(section.querySelectorAll("li"), (item) => ({
      item, text: fold(names + "\n" + textOf(item, "h3 > *, .source")),
    }));
    const jump = document.querySelector(`nav a[href="#${section.id}"]`).parentElement;
    return { section, jump, entries };
  };

  /* A layout is asked for only where something changes. */
  const hide = (element, hidden) => {
    if (element.hidden !== hidden) element.hidden = hidden;
  };

  const filter = (shelves, query) => {
    const words = fold(query).split(" ").filter(Boolean);
    let total = 0;
    for (const { section, jump, entries } of shelves) {
      let shown = 0;
      for (const { item, text } of entries) {
        const found = words.every((word) => text.includes(word));
        hide(item, !found);
        if (found) shown += 1;
      }
      hide(section, shown === 0);
      hide(jump, shown === 0);
      total += shown;
    }
    return total;
  };

  const sentence = (count, { none, forms }) => {
    if (count === 0) return none;
    const { patterns, choice, digits } = JSON.parse(forms);
    const number = String(count).replace(/\d/g, (digit) => Array.from(digits)[digit]);
    return patterns[choice[count]].replace("{count}", number);
  };

  const later = (task, wait) => {
    let timer = 0;
    return () => {
      clearTimeout(timer);
      timer = setTimeout(task, wait);
    };
  };

  const isQuery = () => location.hash.startsWith("#q=");
  const queryOfAddress = () => new URLSearchParams(location.hash.slice(1)).get("q") || "";

  const start = () => {
    const box = document.getElementById("search");
    if (!box) return;
    const status = document.getElementById("count");
    const list = document.getElementById("list");
    const shelves = Array.from(list.querySelectorAll("section"), readShelf);
    let total = filter(shelves, box.value);

    const announce = () => {
      const text = sentence(total, status.dataset);
      if (status.textContent !== text) status.textContent = text;
    };
    const remember = () => {
      const query = box.value.trim();
      if (query === queryOfAddress() || (!query && !isQuery())) return;
      const address = new URL(location.href);
      address.hash = query ? new URLSearchParams({ q: query }).toString() : "";
      try {
        history.replaceState(null, "", address.href);
      } catch {
        /* Some browsers refuse this to files, or when it is asked too often; the list is right all the same. */
      }
    };
    /* Speech and address follow when the typing rests: a screen reader would stutter, and Safari
       allows a hundred changes of address in half a minute. */
    const settle = () => {
      announce();
      remember();
    };
    const settleLater = later(settle, 300);
    const search = () => {
      total = filter(shelves, box.value);
    };
    const follow = () => {
      const target = document.getElementById(location.hash.slice(1));
      if (target && !target.hidden && !isQuery()) return;
      box.value = queryOfAddress();
      search();
      announce();
      if (target) target.scrollIntoView();
    };

    box.addEventListener("input", () => {
      search();
      settleLater();
    });
    box.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || event.isComposing || !box.value) return;
      event.preventDefault();
      box.value = "";
      search();
      settleLater();
    });
    box.form.addEventListener("submit", (event) => {
      event.preventDefault();
      settle();
      if (total) list.focus();
    });
    window.addEventListener("hashchange", follow);
    if (isQuery()) follow();
  };

  document.addEventListener("DOMContentLoaded", start);
})();
