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

// Blank at once, then go: the page that was open must not be a press of “back” away.
for (const hide of document.querySelectorAll("[data-hide-screen]")) {
  hide.addEventListener("click", (event) => {
    if (hide.form) {
      document.documentElement.hidden = true; // what waits on the page is sent along
      return;
    }
    event.preventDefault();
    document.body.replaceChildren();
    location.replace(hide.href);
  });
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

// A question that is asked only with another answer is out of sight until that is given.
for (const part of document.querySelectorAll("[data-shown-when]")) {
  const { shownWhen, shownIn } = part.dataset;
  const look = () => {
    const given = new FormData(part.closest("form")).getAll(shownWhen);
    part.hidden = !given.some((one) => shownIn.split(" ").includes(one));
  };
  part.closest("form").addEventListener("change", look);
  look();
}
