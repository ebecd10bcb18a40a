// Asks every two seconds whether the digits were picked, and goes in; stops when the page is too old.
const section = document.querySelector("[data-wait]");
const timer = setInterval(async () => {
  const answer = await fetch(section.dataset.wait, { redirect: "manual" });
  if (answer.type === "opaqueredirect") {
    clearInterval(timer);
    location.assign("/console/");
  } else if (answer.status === 410) {
    clearInterval(timer);
    location.reload();
  }
}, 2000);
