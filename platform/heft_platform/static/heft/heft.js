// What helps and is never needed: every page works without it.

const summary = document.querySelector(".govuk-error-summary");
if (summary) {
  summary.setAttribute("tabindex", "-1");
  summary.focus();
}

// A second press of a button while the first is under way would send the form twice.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = "yes";
  setTimeout(() => delete form.dataset.sent, 5000);
});

// Blank at once, then go: the page that was open must not be a press of “back” away. What was typed and not sent goes along.
let typedInto = summary && document.querySelector("main form[method=post]");
document.addEventListener("input", (event) => {
  typedInto = event.target.closest("main form[method=post]") || typedInto;
});
for (const hide of document.querySelectorAll("[data-hide-screen]")) {
  hide.addEventListener("click", (event) => {
    if (hide.form) {
      document.documentElement.hidden = true;
      return;
    }
    event.preventDefault();
    const along = typedInto && waitingForm(typedInto, hide.dataset.hideScreen);
    document.body.replaceChildren(...(along ? [along] : []));
    if (along) along.submit();
    else location.replace(hide.href);
  });
}

// What stands in a form, as it waits behind a hidden screen.
function waitingForm(form, action) {
  const waiting = document.createElement("form");
  Object.assign(waiting, { method: "post", action });
  const put = (name, value) => {
    waiting.append(Object.assign(document.createElement("input"), { type: "hidden", name, value }));
  };
  put("typed_path", form.getAttribute("action") || location.pathname);
  for (const [name, value] of new FormData(form)) {
    if (name === "csrf_token") put(name, value);
    else if (typeof value === "string") put(`typed:${name}`, value);
    else if (value.name) put("typed_file", "yes");
  }
  return waiting;
}

// A page that waits for work to be done asks again by itself, and leaves the reader where they are. A part of a page that
// waits names itself, so that nothing that was typed beside it goes.
const waiting = document.querySelector("[data-ask-again]");
if (waiting) {
  const part = waiting.dataset.askAgain || "main";
  const ask = async () => {
    const answer = await fetch(location.href, { credentials: "same-origin" }).catch(() => null);
    if (answer && answer.ok) {
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const now = page.querySelector(part);
      if (now && now.innerHTML !== document.querySelector(part).innerHTML) {
        document.querySelector(part).replaceWith(now);
        document.title = page.title;
      }
      if (!page.querySelector("[data-ask-again]")) return;
    }
    setTimeout(ask, 1500);
  };
  setTimeout(ask, 1500);
}

// A question that is asked only with another answer is out of sight until that is given; so is a line of it, whose tick does
// not count meanwhile.
for (const part of document.querySelectorAll("[data-shown-when]")) {
  const { shownWhen, shownIn } = part.dataset;
  const form = part.closest("form") || document.querySelector("main form[method=post]");
  const box = part.querySelector(":scope > input");
  const look = () => {
    const given = new FormData(form).getAll(shownWhen);
    part.hidden = !given.some((one) => shownIn.split(" ").includes(one));
    if (box) box.disabled = part.hidden;
  };
  form.addEventListener("change", look);
  look();
}
