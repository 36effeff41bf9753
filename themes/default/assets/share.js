// Adds buttons that print a page and copy its address. Nothing is sent anywhere. Plain ES5 for old browsers.
(function () {
  "use strict";
  // A page from a disk may not use the clipboard: there the address is selected in a field and copied as of old.
  function copy(text, done) {
    function by_hand() {
      var field = document.createElement("textarea");
      field.value = text;
      field.setAttribute("readonly", "");
      document.body.appendChild(field);
      field.select();
      try { if (document.execCommand("copy")) { done(); } } catch (error) { /* Readers still have the address bar. */ }
      document.body.removeChild(field);
    }
    if (navigator.clipboard && window.isSecureContext) {
      navigator.clipboard.writeText(text).then(done, by_hand);
    } else { by_hand(); }
  }
  Array.prototype.forEach.call(document.querySelectorAll(".sharing"), function (group) {
    var said = document.createElement("span");
    said.setAttribute("role", "status");
    function add(text, work) {
      var it = document.createElement("button");
      it.type = "button";
      it.textContent = text;
      it.addEventListener("click", work);
      group.appendChild(it);
      return it;
    }
    add(group.getAttribute("data-print"), function () { window.print(); });
    var button = add(group.getAttribute("data-copy"), function () {
      copy(window.location.href, function () { said.textContent = group.getAttribute("data-copied"); button.focus(); });
    });
    group.appendChild(said);
    group.hidden = false;
  });
})();
