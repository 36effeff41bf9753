// Runs before the page is drawn, so that nothing moves or flashes afterwards: what the script will fill has its room
// at once, and a reader's own choice of size and colours holds from the first moment.
(function () {
  "use strict";
  var root = document.documentElement;
  function remembered(key) {
    try { return window.localStorage.getItem(key); } catch (error) { return null; }
  }
  root.className = (root.className + " scripted").replace(/^ /, "");
  if (remembered("gongbao-size") === "large") { root.setAttribute("data-size", "large"); }
  if (/^(dark|light)$/.test(remembered("gongbao-theme"))) { root.setAttribute("data-theme", remembered("gongbao-theme")); }
})();
