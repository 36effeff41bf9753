// Narrows the tables of the page of statuses by what stands in some of their columns. Without it every row is there.
// Plain ES5 for old browsers.
(function () {
  "use strict";
  function each(list, work) { Array.prototype.forEach.call(list, work); }
  function text(node) { return node.textContent.replace(/\s+/g, " ").trim(); }

  each(document.querySelectorAll(".narrowing"), function (box) {
    var separator = box.getAttribute("data-separator");
    var rows = [];
    var groups = [];
    var said = document.createElement("p");
    said.setAttribute("role", "status");

    // Heads are read before the script that sorts adds its buttons, or without their texts.
    function place(table, head) {
      var found = -1;
      each(table.tHead.rows[0].cells, function (it, at) { if (text(it) === head) { found = at; } });
      return found;
    }
    var heads = box.getAttribute("data-heads").split("|");
    each(document.querySelectorAll(".prose .table-block"), function (block) {
      var table = block.querySelector("table.grid");
      var places = heads.map(function (it) { return place(table, it); });
      var group = { block: block, heading: block.previousElementSibling, rows: [] };
      each(table.tBodies[0].rows, function (row) {
        // Only bodies are listed several in a cell; a plan may have a comma in its name.
        var values = places.map(function (at, nth) {
          var said = at < 0 ? "" : text(row.cells[at]);
          return at < 0 ? [] : nth === 0 ? said.split(separator) : [said];
        });
        var it = { row: row, values: values, group: group };
        rows.push(it);
        group.rows.push(it);
      });
      groups.push(group);
    });

    var selects = heads.map(function (head, at) {
      var known = [];
      rows.forEach(function (it) {
        it.values[at].forEach(function (value) { if (known.indexOf(value) < 0) { known.push(value); } });
      });
      var select = document.createElement("select");
      select.appendChild(new Option(box.getAttribute("data-all"), ""));
      known.forEach(function (it) { select.appendChild(new Option(it, it)); });
      select.addEventListener("change", narrow);
      if (known.length > 1) {
        var label = document.createElement("label");
        label.appendChild(document.createTextNode(head + " "));
        label.appendChild(select);
        box.appendChild(label);
      }
      return select;
    });

    function narrow() {
      var n = 0;
      rows.forEach(function (it) {
        var fits = selects.every(function (select, at) {
          return !select.value || it.values[at].indexOf(select.value) >= 0;
        });
        it.row.hidden = !fits;
        n += fits ? 1 : 0;
      });
      groups.forEach(function (it) {
        var empty = it.rows.every(function (row) { return row.row.hidden; });
        it.block.hidden = empty;
        if (it.heading) { it.heading.hidden = empty; }
      });
      said.textContent = box.getAttribute("data-shown").replace("{n}", n).replace("{all}", rows.length);
    }
    if (box.querySelector("select")) {
      box.appendChild(said);
      box.hidden = false;
      narrow();
    }
  });
})();
