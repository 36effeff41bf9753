/* Reloads the page when the site has changed, and shows what is wrong with it. Only in pages `gongbao serve` shows. */
(function () {
  var since = document.currentScript.getAttribute("data-since");
  var source = null, host = null, panel = null, notes = null, isOpen = null;

  function make(name, className, text) {
    var it = document.createElement(name);
    if (className) { it.className = className; }
    if (text) { it.textContent = text; }
    return it;
  }

  function frame() {
    host = document.createElement("div");
    host.id = "gongbao-serve";
    var root = host.attachShadow({ mode: "open" });
    var style = document.createElement("link");
    style.rel = "stylesheet";
    style.href = "/.gongbao/serve.css";
    root.appendChild(style);
    panel = make("section");
    panel.setAttribute("role", "status");
    root.appendChild(panel);
    document.documentElement.appendChild(host);
    root.addEventListener("keydown", function (it) { if (it.key === "Escape") { toggle(false); } });
  }

  function item(it) {
    var li = make("li", it.severe ? "severe" : "");
    var head = make("p");
    head.appendChild(make("b", "", it.severity));
    head.appendChild(document.createTextNode(" " + it.message + " "));
    head.appendChild(make("code", "", it.code));
    li.appendChild(head);
    li.appendChild(make("p", "place", it.place));
    if (it.line) {
      var pre = make("pre", "", it.line[0]);
      pre.appendChild(make("mark", "", it.line[1]));
      pre.appendChild(document.createTextNode(it.line[2]));
      li.appendChild(pre);
    }
    if (it.help) { li.appendChild(make("p", "", it.help)); }
    return li;
  }

  function draw() {
    panel.textContent = "";
    panel.lang = notes.lang;
    panel.className = "panel" + (notes.severe ? " severe" : "") + (isOpen ? " open" : "");
    var head = make("header");
    head.appendChild(make("strong", "", notes.summary));
    var button = make("button", "", isOpen ? notes.hide : notes.show);
    button.type = "button";
    button.setAttribute("aria-expanded", isOpen ? "true" : "false");
    button.addEventListener("click", function () { toggle(!isOpen); });
    if (notes.items.length) { head.appendChild(button); }
    panel.appendChild(head);
    if (!isOpen) { return; }
    if (notes.stays) { panel.appendChild(make("p", "stays", notes.stays)); }
    var list = make("ol");
    notes.items.forEach(function (it) { list.appendChild(item(it)); });
    panel.appendChild(list);
    if (notes.more) { panel.appendChild(make("p", "", notes.more)); }
  }

  function toggle(open) {
    isOpen = open;
    draw();
    var button = panel.querySelector("button");
    if (button) { button.focus(); }
  }

  function show(it) {
    /* What a reader has folded away stays so until something else is wrong. */
    var isSame = notes !== null && JSON.stringify(notes.items) === JSON.stringify(it.items);
    notes = it;
    if (!it.items.length || document.body.classList.contains("gb-own")) {
      if (host) { host.remove(); host = null; }
      isOpen = null;
      return;
    }
    if (!host) { frame(); }
    if (!isSame || isOpen === null) { isOpen = it.severe || isOpen === true; }
    draw();
  }

  function gone() {
    if (!notes || !source || source.readyState === 1) { return; }
    if (!host) { frame(); }
    notes = { lang: notes.lang, summary: notes.gone, items: [], gone: notes.gone, hide: notes.hide, show: notes.show };
    isOpen = false;
    draw();
  }

  function listen() {
    source = new EventSource("/.gongbao/events?since=" + since);
    source.addEventListener("reload", function () { source.close(); location.reload(); });
    source.addEventListener("notes", function (it) { show(JSON.parse(it.data)); });
    source.addEventListener("error", function () { setTimeout(gone, 2000); });
  }

  /* A browser has few connections to one server: a page nobody looks at gives its own back. */
  function look() {
    if (document.hidden && source) { source.close(); source = null; }
    if (!document.hidden && !source) { listen(); }
  }

  document.addEventListener("visibilitychange", look);
  look();
})();
