// The officer's page: saves as it is typed, makes photos smaller and sends them with a bar. Without
// it the page is one plain form.
const form = document.querySelector("[data-answers]");
const LONGEST_SIDE = 1600;
const QUALITY = 0.75;
const PAUSE = 800;
const AGAIN = 5000;

document.querySelector("[data-focus]")?.focus();

if (form) {
  const token = form.elements.csrf_token.value;
  const saved = form.querySelector("[data-saved]");
  const says = document.querySelector("template[data-says]").content;
  const word = (name) => says.querySelector(`[data-${name}]`).textContent;
  const copy = (name) => document.querySelector(`template[data-${name}]`).content.firstElementChild.cloneNode(true);
  const timers = new Map();
  const unsaved = new Set();
  const queues = new Map();
  let busy = 0;

  const itemOf = (field) => field.closest("[data-item]");
  const valueOf = (field) => {
    if (field.type === "radio") return form.elements[field.name].value;
    if (field.type === "checkbox") return field.checked ? "1" : "";
    return field.value;
  };
  // What the server holds, as far as this page knows; sent along, so that nothing is overwritten unseen.
  const known = new Map();
  const keyOf = (field) => field.name;
  for (const field of form.querySelectorAll("[data-field]")) {
    if (field.type !== "radio") known.set(keyOf(field), valueOf(field));
    else if (!known.has(keyOf(field))) known.set(keyOf(field), form.elements[field.name].value || "");
  }

  function queue(item, work) {
    const before = queues.get(item) || Promise.resolve();
    busy += 1;
    const after = before.then(work).catch(() => {}).finally(() => { busy -= 1; });
    queues.set(item, after);
    return after;
  }

  function show(item, told) {
    if (told.version) form.elements[`v-${item.dataset.item}`].value = told.version;
    item.querySelector("[data-state]").textContent = told.state;
    item.querySelector("[data-mark]").textContent = told.ready ? "●" : "○";
    form.querySelector("[data-count]").textContent = told.count;
    const list = item.querySelector(".pieces");
    list.hidden = !told.evidence.length;
    list.replaceChildren(...told.evidence.map(([number, name]) => {
      const piece = copy("piece");
      piece.querySelector("[data-name]").textContent = name;
      const button = piece.querySelector("button");
      button.value = `drop-${item.dataset.item}:${number}`;
      button.setAttribute("aria-label", `${button.textContent} ${name}`);
      return piece;
    }));
    const tick = form.elements[`told-${item.dataset.item}`];
    if (tick) tick.checked = told.told;
  }

  function complain(field, kind, why) {
    const place = field.closest(".ask, fieldset");
    place.querySelectorAll("[role=alert]").forEach((old) => old.remove());
    if (!kind) return null;
    const note = copy(kind);
    note.querySelector("[data-why]").textContent = why;
    place.append(note);
    return note;
  }

  function disagree(field, told) {
    const note = complain(field, "conflict", told.why);
    note.querySelector("[data-theirs]").addEventListener("click", () => {
      known.set(keyOf(field), told.stored);
      unsaved.delete(field);
      if (field.type === "radio") {
        const theirs = form.querySelector(`[name="${field.name}"][value="${told.stored}"]`);
        if (theirs) theirs.checked = true;
      } else field.value = told.stored;
      note.remove();
    });
    note.querySelector("[data-mine]").addEventListener("click", () => {
      known.set(keyOf(field), told.stored);
      note.remove();
      save(field);
    });
  }

  async function post(field, keepalive) {
    const item = itemOf(field), value = valueOf(field), name = keyOf(field);
    if (value === known.get(name)) return unsaved.delete(field);
    const body = new URLSearchParams({ csrf_token: token, field: field.dataset.field, value, was: known.get(name) || "" });
    saved.textContent = word("saving");
    let answer, told;
    try {
      answer = await fetch(item.dataset.save, { method: "POST", body, keepalive });
      told = await answer.json();
    } catch {
      saved.textContent = word("failed");
      return later(field, AGAIN);
    }
    show(item, told);
    saved.textContent = answer.ok ? word("done") : "";
    if (answer.status === 409) return disagree(field, told);
    complain(field, answer.ok ? null : "refused", told.why);
    if (!answer.ok) return unsaved.delete(field);
    known.set(name, value);
    if (["link", "superior"].includes(field.dataset.field)) {
      field.value = "";
      known.set(name, "");
    }
    if (field.dataset.field === "progress" && told.same) {
      for (const key of ["summary", "obstacle", "outcome"]) {
        const other = form.elements[`${key}-${item.dataset.item}`];
        other.value = "";
        known.set(other.name, "");
      }
    }
    return valueOf(field) === value ? unsaved.delete(field) : later(field, PAUSE);
  }

  function save(field, keepalive = false) {
    clearTimeout(timers.get(keyOf(field)));
    timers.delete(keyOf(field));
    return queue(itemOf(field), () => post(field, keepalive));
  }

  function later(field, pause) {
    unsaved.add(field);
    clearTimeout(timers.get(keyOf(field)));
    timers.set(keyOf(field), setTimeout(() => save(field), pause));
  }

  form.addEventListener("input", ({ target }) => {
    if (target.matches("textarea[data-field]")) later(target, PAUSE);
  });
  form.addEventListener("change", ({ target }) => {
    if (target.matches("[data-files]")) sendAll(target);
    else if (target.matches("[data-field]")) {
      unsaved.add(target);
      save(target);
    }
  });
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") for (const field of [...unsaved]) save(field, true);
  });

  async function smaller(file) {
    if (!file.type.startsWith("image/") || !window.createImageBitmap) return file;
    try {
      const picture = await createImageBitmap(file, { imageOrientation: "from-image" });
      const scale = Math.min(1, LONGEST_SIDE / Math.max(picture.width, picture.height));
      const canvas = document.createElement("canvas");
      canvas.width = Math.round(picture.width * scale);
      canvas.height = Math.round(picture.height * scale);
      canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
      picture.close();
      const made = await new Promise((done) => canvas.toBlob(done, "image/jpeg", QUALITY));
      if (!made || made.size >= file.size) return file;
      return new File([made], file.name.replace(/\.\w+$/, "") + ".jpg", { type: "image/jpeg", lastModified: file.lastModified });
    } catch {
      return file; // a kind this browser cannot draw: the server looks at it
    }
  }

  function send(item, file, input) {
    const row = copy("upload");
    row.querySelector("[data-name]").textContent = file.name;
    item.querySelector("[data-sending]").append(row);
    return new Promise((done) => {
      const request = new XMLHttpRequest();
      request.open("POST", item.dataset.upload);
      request.responseType = "json";
      request.upload.addEventListener("progress", (event) => {
        if (event.lengthComputable) row.querySelector("progress").value = (100 * event.loaded) / event.total;
      });
      request.addEventListener("loadend", () => {
        row.remove();
        if (request.response && request.response.state !== undefined) show(item, request.response);
        if (request.status !== 200) complain(input, "refused", (request.response && request.response.why) || word("lost"));
        done();
      });
      const body = new FormData();
      body.append("csrf_token", token);
      body.append("file", file, file.name);
      request.send(body);
    });
  }

  function sendAll(input) {
    const item = itemOf(input), files = [...input.files];
    complain(input, null);
    input.value = "";
    for (const file of files) queue(item, async () => send(item, await smaller(file), input));
  }

  form.addEventListener("submit", async (event) => {
    for (const timer of timers.values()) clearTimeout(timer);
    if (!busy) return;
    event.preventDefault();
    await Promise.all(queues.values());
    form.requestSubmit(event.submitter);
  });
  form.querySelector("[data-plain]").hidden = true;
}
