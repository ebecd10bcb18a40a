// The button that prints appears where scripts run; without them the browser's own command does it.
const button = document.querySelector("[data-print]");
button.hidden = false;
button.addEventListener("click", () => window.print());
