(function () {
    "use strict";
    var box = document.getElementById("search"), field = document.getElementById("words");
    var count = document.getElementById("shown"), items = Array.from(document.querySelectorAll("[data-item]"));
    if (box && field && count) {
        box.hidden = false;
        field.addEventListener("input", function () {
            var words = field.value.toLowerCase().split(/\s+/).filter(Boolean), shown = 0;
            items.forEach(function (item) {
                var text = item.textContent.toLowerCase();
                item.hidden = !words.every(function (word) { return text.includes(word); });
                shown += item.hidden ? 0 : 1;
            });
            count.textContent = words.length ? shown + " of " + items.length + " entries" : "";
        });
    }
    window.addEventListener("beforeprint", function () {
        document.querySelectorAll("details").forEach(function (part) { part.open = true; });
    });
})();
