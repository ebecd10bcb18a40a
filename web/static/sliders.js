// A slider and its number say the same; moving either asks for what follows (htmx hears "input").
// Numbers that are as they were are not sent: the address of a try stays short.
for (const range of document.querySelectorAll("input[type=range][data-of]")) {
  const number = document.getElementById(range.dataset.of);
  range.hidden = false;
  range.addEventListener("input", () => {
    number.value = Number(range.value).toFixed(2);
  });
  number.addEventListener("input", () => {
    range.value = number.value;
  });
}
