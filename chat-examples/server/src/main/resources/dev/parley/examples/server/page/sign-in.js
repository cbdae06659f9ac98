/** Where one signs in, or makes an account first. */

import { Api } from "./api.js";
import { alertBox, button, field, h } from "./dom.js";
import { explain } from "./problems.js";
import { begin } from "./session.js";

/** @param done is called with the session */
export function signIn(done, notice = "") {
  const api = new Api(null, () => {});
  const main = h("main", { class: "sign-in" });
  const show = (registering, told) => main.replaceChildren(form(registering, told));

  function form(registering, told) {
    const alert = alertBox();
    const name = h("input", { required: true, maxlength: 100, autocomplete: "name" });
    const email = h("input", { type: "email", required: true, autocomplete: "username" });
    const password = h("input", {
      type: "password",
      required: true,
      minlength: registering ? 8 : 1,
      autocomplete: registering ? "new-password" : "current-password",
    });
    const send = h("button", { type: "submit", class: "primary" }, registering ? "Create account" : "Sign in");
    const reveal = h("input", { type: "checkbox", onchange: () => (password.type = reveal.checked ? "text" : "password") });
    alert.tell(told);

    async function submit(event) {
      event.preventDefault();
      send.disabled = true;
      try {
        const who = { email: email.value, password: password.value };
        if (registering) {
          await api.post("/register", { ...who, name: name.value });
        }
        done(begin(await api.post("/login", who)));
      } catch (e) {
        alert.tell(explain(e));
      }
      send.disabled = false;
    }

    return h("form", { onsubmit: submit },
      h("h1", {}, "Parley"),
      registering && field("Name", name, "This is what others see."),
      field("Email", email),
      field("Password", password, registering && "At least 8 characters; 15 or more are better."),
      h("label", { class: "check" }, reveal, "Show it"),
      alert.box,
      send,
      button(registering ? "I have an account" : "Create an account", () => show(!registering, "")),
    );
  }

  show(false, notice);
  document.body.replaceChildren(main);
}
