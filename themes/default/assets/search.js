// Searches the index that stands below search/: terms first, then the texts of the best pages. Index and texts are
// scripts, because a page opened from a disk may load nothing else. Written for Chromium 78.
(function () {
  "use strict";
  var finder = document.querySelector(".finder");
  var form = document.querySelector("form.search");
  if (!finder || !form) { return; }
  var input = form.querySelector("input");
  var said = finder.querySelector(".finder-said");
  var list = finder.querySelector(".finder-list");
  var STEP = 10;
  // So many pages are looked at before the best are shown: the terms alone do not tell where words stand together.
  var LOOKED_AT = 16;

  // Files, each asked for once.
  var about = null;
  var files = {};
  function arrive(name) {
    return function (at, content) {
      var it = files[name + at];
      if (it) { it.content = content; }
    };
  }
  window.gongbaoSearch = {
    about: function (it) { about = it; },
    t: arrive("t"),
    d: arrive("d")
  };
  function load(address, then) {
    var script = document.createElement("script");
    script.src = finder.getAttribute("data-index") + address;
    script.onload = function () { then(true); };
    script.onerror = function () { then(false); };
    document.head.appendChild(script);
  }
  function file(name, at, then) {
    var key = name + at;
    var it = files[key];
    if (it && it.done) { then(it.content); return; }
    if (it) { it.waiting.push(then); return; }
    it = files[key] = { content: null, done: false, waiting: [then] };
    load(about.folder + "/" + name + "-" + at + ".js", function () {
      it.done = true;
      it.waiting.forEach(function (work) { work(it.content); });
    });
  }
  function all(wanted, then) {
    var left = wanted.length;
    var found = [];
    if (!left) { then(found); }
    wanted.forEach(function (it, at) {
      file(it[0], it[1], function (content) {
        found[at] = content;
        left -= 1;
        if (!left) { then(found); }
      });
    });
  }

  // Terms, cut as the index was.
  var HAN = /[\u3005\u3007\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\u{20000}-\u{3ffff}]/u;
  var LETTER = /[\p{Alphabetic}\p{N}]/u;
  function fold(text) {
    var narrow = text.replace(/[\uff01-\uff5e]/g, function (it) {
      return String.fromCharCode(it.charCodeAt(0) - 0xfee0);
    });
    return narrow.toLowerCase();
  }
  function terms(text) {
    var signs = Array.from(fold(text));
    var runs = [[]];
    signs.forEach(function (it, at) {
      var run = runs[runs.length - 1];
      var point = it === "." && /\d/.test(signs[at - 1] || "") && /\d/.test(signs[at + 1] || "");
      var letter = LETTER.test(it);
      var joins = !run.length || HAN.test(run[run.length - 1]) === HAN.test(it);
      if ((letter || point) && joins) { run.push(it); } else if (letter) { runs.push([it]); } else { runs.push([]); }
    });
    var out = [];
    runs.forEach(function (run) {
      if (run.length > 1 && HAN.test(run[0])) {
        for (var at = 0; at + 1 < run.length; at += 1) { out.push(run[at] + run[at + 1]); }
      } else if (run.length) {
        out.push(run.join(""));
      }
    });
    return out.filter(function (it, at) { return out.indexOf(it) === at; }).slice(0, about.asked);
  }
  function shard(term) {
    var hash = 0x811c9dc5;
    for (var at = 0; at < term.length; at += 1) { hash = Math.imul(hash ^ term.charCodeAt(at), 0x01000193) >>> 0; }
    return hash % about.shards;
  }
  var SIGNS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz!#$%()*+,-.:";
  function numbers(text) {
    var out = [];
    var number = 0;
    var weight = 1;
    for (var at = 0; at < text.length; at += 1) {
      var digit = SIGNS.indexOf(text.charAt(at));
      number += (digit % 32) * weight;
      weight *= 32;
      if (digit < 32) { out.push(number); number = 0; weight = 1; }
    }
    return out;
  }

  // Documents by how well the terms fit: titles, then headings and captions, then text; rare terms count more.
  function weight(place) { return place === 0 ? 12 : place % 2 ? 4 : 1; }
  function ranked(asked, shards) {
    var found = new Map();
    var open = [];
    asked.forEach(function (term, at) {
      var list = numbers((shards[at] || {})[term] || "");
      var rare = Math.log(1 + about.documents / (1 + list.length / 2));
      var document = 0;
      for (var n = 0; n < list.length; n += 2) {
        document += list[n];
        var it = found.get(document) || { document: document, score: 0, n: 0, places: [] };
        it.score += weight(list[n + 1]) * rare;
        it.n += 1;
        it.places.push(list[n + 1]);
        found.set(document, it);
      }
      // A list that is cut off leaves open which later documents have the term; their text says.
      if (list.length / 2 > about.most) { open.push(document); }
    });
    var entries = Array.from(found.values());
    entries.forEach(function (it) {
      it.n += open.filter(function (last) { return it.document > last; }).length;
    });
    var whole = entries.filter(function (it) { return it.n === asked.length; });
    if (!whole.length) {
      whole = entries.filter(function (it) { return it.n * 2 > asked.length; });
      whole.forEach(function (it) { it.score *= it.n / asked.length; });
    }
    return whole.sort(function (a, b) { return b.score - a.score || a.document - b.document; });
  }

  // What a page says to a query: the passage to show, and how near the words stand.
  function judged(entry, document, words, asked) {
    var title = fold(document[1]);
    var best = null;
    document[4].forEach(function (passage, at) {
      var label = fold(passage[2]);
      var text = fold(passage[3]);
      var score = 0;
      words.forEach(function (it) {
        if (label.indexOf(it) >= 0) { score += 6; } else if (text.indexOf(it) >= 0) { score += 3; }
      });
      asked.forEach(function (it) { if ((label + " " + text).indexOf(it) >= 0) { score += 1; } });
      if (score && (!best || score > best.score)) { best = { score: score, passage: passage }; }
    });
    var bonus = 0;
    var has = words.every(function (it) {
      if (title === it) { bonus += 100; }
      if (title.indexOf(it) >= 0) { bonus += 40; return true; }
      return best && (fold(best.passage[2]).indexOf(it) >= 0 || fold(best.passage[3]).indexOf(it) >= 0);
    });
    if (document[2] === "metric" && bonus) { bonus += 30; }
    // Whoever names a page wants its beginning, whatever its text repeats.
    var is_named = words.every(function (it) { return title.indexOf(it) >= 0; });
    var lead = document[4][0] && !document[4][0][0] ? document[4][0] : null;
    return {
      document: document, passage: is_named ? lead : best && best.passage, is_near: has,
      has_some: Boolean(best), score: entry.score + bonus + (best ? best.score : 0) + (has ? 20 : 0)
    };
  }

  // Marks what was looked for in a text, the neighbourhood of the first find if it is long.
  function marked(parent, text, needles, length) {
    var folded = fold(text);
    var first = -1;
    needles.forEach(function (it) {
      var at = folded.indexOf(it);
      if (at >= 0 && (first < 0 || at < first)) { first = at; }
    });
    var from = length && first > length / 3 ? first - Math.floor(length / 3) : 0;
    var to = length ? Math.min(text.length, from + length) : text.length;
    if (folded.length !== text.length) { folded = text; }
    if (from > 0) { parent.appendChild(document.createTextNode("…")); }
    var at = from;
    while (at < to) {
      var next = to;
      var hit = "";
      for (var n = 0; n < needles.length; n += 1) {
        var place = folded.indexOf(needles[n], at);
        if (place >= 0 && (place < next || (place === next && needles[n].length > hit.length)) && place < to) {
          next = place;
          hit = needles[n];
        }
      }
      parent.appendChild(document.createTextNode(text.slice(at, next)));
      if (hit) {
        var mark = document.createElement("mark");
        mark.textContent = text.slice(next, next + hit.length);
        parent.appendChild(mark);
      }
      at = next + hit.length;
    }
    if (to < text.length) { parent.appendChild(document.createTextNode("…")); }
  }
  function element(name, style, parent) {
    var it = document.createElement(name);
    if (style) { it.className = style; }
    parent.appendChild(it);
    return it;
  }
  function show(result, needles) {
    var it = result.document;
    var passage = result.passage;
    var named = passage && passage[2] && fold(it[1]).indexOf(fold(passage[2])) < 0;
    var item = element("li", "", list);
    var head = element("p", "finder-title", item);
    var link = element("a", "", head);
    link.href = it[0] + (passage && passage[0] ? "#" + passage[0] : "");
    marked(link, it[1], needles, 0);
    var kind = passage && passage[1] === "chart" ? "chart" : it[2];
    element("span", "label", head).textContent = finder.getAttribute("data-" + kind) + (it[3] ? "，" + it[3] : "");
    if (named) { marked(element("p", "finder-label", item), passage[2], needles, 0); }
    if (passage && passage[3]) { marked(element("p", "finder-text", item), passage[3], needles, 110); }
  }

  // One page is one result, whatever of it is found.
  function once(results) {
    var routes = {};
    return results.filter(function (it) {
      var is_new = !routes[it.document[0]];
      routes[it.document[0]] = true;
      return is_new;
    });
  }
  var asking = 0;
  function words_of(query) {
    return fold(query).split(/[\s，。、；：“”（）]+/).filter(function (it) { return it; });
  }
  function tell(text) { said.textContent = text; }
  function ask(query) {
    var turn = asking += 1;
    var asked = terms(query);
    var words = words_of(query);
    list.textContent = "";
    if (!asked.length) { tell(""); return; }
    tell(finder.getAttribute("data-loading"));
    all(asked.map(function (it) { return ["t", shard(it)]; }), function (shards) {
      if (turn !== asking) { return; }
      if (shards.some(function (it) { return !it; })) { tell(finder.getAttribute("data-failed")); return; }
      more(ranked(asked, shards), 0, { turn: turn, asked: asked, words: words, n: 0, routes: {} });
    });
  }
  function more(entries, from, query) {
    var some = entries.slice(from, from + LOOKED_AT);
    all(some.map(function (it) { return ["d", Math.floor(it.document / about.each)]; }), function (texts) {
      if (query.turn !== asking) { return; }
      if (texts.some(function (it) { return !it; })) { tell(finder.getAttribute("data-failed")); return; }
      var results = some.map(function (it, at) {
        return judged(it, texts[at][it.document % about.each], query.words, query.asked);
      });
      // What only looked as if it had the words is left out, unless nothing else has them.
      var near = results.filter(function (it) { return it.is_near || it.has_some; });
      near.sort(function (a, b) { return b.is_near - a.is_near || b.score - a.score; });
      near = once(near).filter(function (it) { return !query.routes[it.document[0]]; });
      var needles = query.words.concat(query.asked);
      var shown = near.slice(0, from ? near.length : STEP);
      shown.forEach(function (it) { query.routes[it.document[0]] = true; show(it, needles); });
      query.n += shown.length;
      finish(entries, from + LOOKED_AT, query, near.slice(shown.length), needles);
    });
  }
  function finish(entries, next, query, rest, needles) {
    var is_more = rest.length > 0 || next < entries.length;
    var key = !query.n && !is_more ? "data-nothing" : is_more ? "data-found-many" : "data-found";
    tell(finder.getAttribute(key).replace("{n}", String(query.n)));
    if (!is_more) { return; }
    var item = element("li", "finder-more", list);
    var button = element("button", "", item);
    button.type = "button";
    button.textContent = finder.getAttribute("data-more");
    button.addEventListener("click", function () {
      var before = list.children.length - 1;
      list.removeChild(item);
      rest.forEach(function (it) { query.routes[it.document[0]] = true; show(it, needles); });
      query.n += rest.length;
      var focus = function () {
        var link = list.children[before] && list.children[before].querySelector("a, button");
        if (link) { link.focus(); }
      };
      if (rest.length) { finish(entries, next, query, [], needles); } else { more(entries, next, query); }
      window.setTimeout(focus, 60);
    });
  }

  // The query stands in the address, so that a search can be kept and sent.
  function remember(query) {
    try {
      window.history.replaceState(null, "", query ? "?q=" + encodeURIComponent(query) : window.location.pathname);
    } catch (error) { /* Pages from a disk keep their address. */ }
  }
  var pause = 0;
  input.addEventListener("input", function () {
    window.clearTimeout(pause);
    pause = window.setTimeout(function () { remember(input.value.trim()); ask(input.value); }, 180);
  });
  form.addEventListener("submit", function (event) {
    event.preventDefault();
    window.clearTimeout(pause);
    remember(input.value.trim());
    ask(input.value);
  });
  // Arrow keys go from the field to the results and through them.
  document.addEventListener("keydown", function (event) {
    var step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    var stops = [input].concat(Array.prototype.slice.call(list.querySelectorAll("a, button")));
    var at = stops.indexOf(document.activeElement);
    if (!step || at < 0 || !stops[at + step]) { return; }
    event.preventDefault();
    stops[at + step].focus();
  });
  load("index.js", function () {
    if (!about) { finder.hidden = false; tell(finder.getAttribute("data-failed")); return; }
    finder.hidden = false;
    var query = /[?&]q=([^&]*)/.exec(window.location.search);
    if (query) {
      try { input.value = decodeURIComponent(query[1].replace(/\+/g, " ")); } catch (error) { input.value = ""; }
      ask(input.value);
    }
    input.focus();
  });
})();
