// Adds what a page cannot do without a script: sorting, large text, dark and light. Plain ES5 for old
// browsers; the page is complete without it.
(function () {
  "use strict";
  var root = document.documentElement;

  function remember(key, value) {
    try { window.localStorage.setItem(key, value); } catch (error) { /* Files and private windows forget. */ }
  }
  function each(list, work) { Array.prototype.forEach.call(list, work); }
  function switches(name, is_on, turn) {
    each(document.querySelectorAll("[data-switch=" + name + "]"), function (it) {
      it.setAttribute("aria-pressed", String(is_on()));
      it.addEventListener("click", function () {
        turn();
        it.setAttribute("aria-pressed", String(is_on()));
      });
    });
  }

  function is_large() { return root.getAttribute("data-size") === "large"; }
  function is_dark() {
    var chosen = root.getAttribute("data-theme");
    return chosen ? chosen === "dark" : window.matchMedia("(prefers-color-scheme: dark)").matches;
  }
  switches("large", is_large, function () {
    var size = is_large() ? "normal" : "large";
    root.setAttribute("data-size", size);
    remember("gongbao-size", size);
  });
  switches("dark", is_dark, function () {
    var theme = is_dark() ? "light" : "dark";
    root.setAttribute("data-theme", theme);
    remember("gongbao-theme", theme);
  });

  // The search can be reached by the key that other sites have for it, too.
  document.addEventListener("keydown", function (event) {
    var field = document.querySelector("form.search input");
    if (event.key !== "/" || !field || /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName)) { return; }
    event.preventDefault();
    field.focus();
  });

  function key(row, at) {
    var cell = row.cells[at];
    var data = cell.querySelector("data");
    var value = data && data.getAttribute("value");
    return value === null ? cell.textContent.trim() : Number(value);
  }
  // Figures before texts, so that cells without a value stay together.
  function compare(a, b) {
    if (typeof a === "number" && typeof b === "number") { return a - b; }
    if (typeof a === "number") { return -1; }
    if (typeof b === "number") { return 1; }
    return a.localeCompare(b, root.lang);
  }
  function sort(table, at, head) {
    var down = head.getAttribute("aria-sort") === "ascending";
    var body = table.tBodies[0];
    var rows = Array.prototype.map.call(body.rows, function (row, place) {
      return { row: row, key: key(row, at), place: place };
    });
    rows.sort(function (a, b) { return (down ? -1 : 1) * compare(a.key, b.key) || a.place - b.place; });
    rows.forEach(function (it) { body.appendChild(it.row); });
    each(table.tHead.rows[0].cells, function (it) { it.removeAttribute("aria-sort"); });
    head.setAttribute("aria-sort", down ? "descending" : "ascending");
  }
  var label = document.body.getAttribute("data-sort");
  each(document.querySelectorAll("table.sortable"), function (table) {
    if (!table.tBodies[0] || table.tBodies[0].rows.length < 4) { return; }
    each(table.tHead.rows[0].cells, function (head, at) {
      var it = document.createElement("button");
      it.type = "button";
      it.className = head.querySelector("a") ? "sort sort-below" : "sort";
      it.setAttribute("aria-label", head.textContent.trim() + "：" + label);
      it.addEventListener("click", function () { sort(table, at, head); });
      head.appendChild(it);
    });
  });

  // Paper cannot be unfolded.
  window.addEventListener("beforeprint", function () {
    each(document.querySelectorAll("details:not([open])"), function (it) {
      it.open = true;
      it.setAttribute("data-unfolded", "");
    });
  });
  window.addEventListener("afterprint", function () {
    each(document.querySelectorAll("details[data-unfolded]"), function (it) {
      it.open = false;
      it.removeAttribute("data-unfolded");
    });
  });
})();
