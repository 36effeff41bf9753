// Says the value of the mark that is pointed at or reached by the arrow keys, and lifts its series out of the others.
// Without it, pointing at a mark shows its title, and the table has every value. Plain ES5 for old browsers.
(function () {
  "use strict";
  var NEAR = 18;

  function each(list, work) { Array.prototype.forEach.call(list, work); }
  function all(node, selector) { return Array.prototype.slice.call(node.querySelectorAll(selector)); }
  function title(mark) {
    return Array.prototype.filter.call(mark.childNodes, function (it) { return it.nodeName === "title"; })[0];
  }
  function series(mark) {
    for (var it = mark; it && it.nodeName !== "svg"; it = it.parentNode) {
      if (it.classList && it.classList.contains("series")) { return it; }
    }
    return null;
  }

  each(document.querySelectorAll(".chart-wide, .chart-narrow"), function (frame) {
    var svg = frame.querySelector("svg.chart");
    if (!svg) { return; }
    var marks = all(svg, "[data-value], .gap").filter(title);
    if (!marks.length) { return; }
    var groups = all(svg, ".series");
    var now = null;
    var bubble = document.createElement("div");
    bubble.className = "mark-said";
    bubble.setAttribute("role", "status");
    frame.appendChild(bubble);
    frame.tabIndex = 0;
    frame.setAttribute("role", "group");
    frame.setAttribute("aria-label", frame.getAttribute("data-keys"));

    // The browser's own bubble would stand beside ours, so the title moves while a script is there to say it.
    each(marks, function (mark) {
      var said = title(mark);
      mark.setAttribute("data-said", said.textContent);
      mark.removeChild(said);
    });

    function light(group) {
      each(groups, function (it) { it.classList.toggle("on", it === group); });
      svg.classList.toggle("lit", !!group && groups.length > 1);
    }
    function tell(mark) {
      if (now) { now.classList.remove("told"); }
      now = mark;
      if (!mark) {
        bubble.textContent = "";
        light(null);
        return;
      }
      mark.classList.add("told");
      light(series(mark));
      bubble.textContent = mark.getAttribute("data-said");
      var at = mark.getBoundingClientRect();
      var within = frame.getBoundingClientRect();
      var left = (at.left + at.right) / 2 - within.left - bubble.offsetWidth / 2;
      var top = at.top - within.top - bubble.offsetHeight - 6;
      bubble.style.left = Math.max(0, Math.min(left, within.width - bubble.offsetWidth)) + "px";
      bubble.style.top = (top < 0 ? at.bottom - within.top + 6 : top) + "px";
    }

    function distance(mark, x, y) {
      var at = mark.getBoundingClientRect();
      var dx = Math.max(at.left - x, 0, x - at.right);
      var dy = Math.max(at.top - y, 0, y - at.bottom);
      return dx * dx + dy * dy;
    }
    function nearest(x, y) {
      var best = null;
      var least = NEAR * NEAR;
      each(marks, function (mark) {
        var found = distance(mark, x, y);
        if (found < least) {
          least = found;
          best = mark;
        }
      });
      return best;
    }
    svg.addEventListener("mousemove", function (event) {
      var found = nearest(event.clientX, event.clientY);
      if (found !== now) { tell(found); }
    });
    svg.addEventListener("mouseleave", function () { tell(null); });
    frame.addEventListener("blur", function () { tell(null); });

    function step(by) {
      var at = marks.indexOf(now) + by;
      return now ? marks[Math.max(0, Math.min(at, marks.length - 1))] : marks[by < 0 ? marks.length - 1 : 0];
    }
    // The same position in the series before or after.
    function across(by) {
      var group = now && groups[groups.indexOf(series(now)) + by];
      var x = now && now.getAttribute("data-x");
      var found = marks.filter(function (it) { return series(it) === group && it.getAttribute("data-x") === x; });
      return found[0] || step(by);
    }
    frame.addEventListener("keydown", function (event) {
      var many = groups.length > 1;
      var moves = {
        ArrowRight: function () { return step(1); },
        ArrowLeft: function () { return step(-1); },
        ArrowDown: function () { return many ? across(1) : step(1); },
        ArrowUp: function () { return many ? across(-1) : step(-1); },
        Home: function () { return marks[0]; },
        End: function () { return marks[marks.length - 1]; },
        Escape: function () { return null; }
      };
      if (event.target !== frame || !moves.hasOwnProperty(event.key)) { return; }
      event.preventDefault();
      tell(moves[event.key]());
    });
  });

  // A link to a chart that is not chosen chooses it.
  each(document.querySelectorAll(".switch"), function (it) { it.classList.add("scripted"); });
  function choose() {
    var chart = window.location.hash.length > 1 && document.getElementById(decodeURIComponent(window.location.hash.slice(1)));
    var button = chart && document.getElementById("switch-" + chart.id);
    if (button && !button.checked) {
      button.checked = true;
      chart.scrollIntoView();
    }
  }
  window.addEventListener("hashchange", choose);
  choose();
})();
