(function () {
    "use strict";
    var box = document.getElementById("search"), field = document.getElementById("words");
    var count = document.getElementById("shown"), items = Array.from(document.querySelectorAll("[data-item]"));

    function apply() {
        var words = field.value.toLowerCase().split(/\s+/).filter(Boolean), shown = 0;
        items.forEach(function (item) {
            var text = item.textContent.toLowerCase();
            item.hidden = !words.every(function (word) { return text.includes(word); });
            shown += item.hidden ? 0 : 1;
        });
        count.textContent = words.length ? shown + " of " + items.length + " entries" : "";
    }

    // page.html#filter=WORDS shows a part from the beginning.
    function fromAddress() {
        var found = /^#filter=(.*)$/.exec(window.location.hash);
        if (found) {
            try { field.value = decodeURIComponent(found[1]); } catch (error) { return; }
            apply();
        }
    }

    if (box && field && count) {
        box.hidden = false;
        field.addEventListener("input", apply);
        window.addEventListener("hashchange", fromAddress);
        fromAddress();
    }
    window.addEventListener("beforeprint", function () {
        document.querySelectorAll("details").forEach(function (part) { part.open = true; });
    });
})();
