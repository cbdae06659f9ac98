/** Where one signs in, or makes an account first. */

import { call } from "./api.js";
import { alertBox, button, field, h } from "./dom.js";
import { explain, PASSWORD_RULE } from "./problems.js";
import { begin, deviceToken } from "./session.js";

/** @param done is called with the session */
export function signIn(done, notice = "") {
  const main = h("main", { class: "sign-in" });
  const show = (registering, told) => main.replaceChildren(form(registering, told));

  function form(registering, told) {
    const alert = alertBox();
    const name = h("input", { required: true, maxlength: 100, autocomplete: "name" });
    const email = h("input", { type: "email", required: true, autocomplete: "username" });
    const password = h("input", {
      type: "password",
      required: true,
      minlength: registering ? 15 : 1,
      autocomplete: registering ? "new-password" : "current-password",
    });
    const code = h("input", { autocomplete: "one-time-code", autocapitalize: "off", spellcheck: "false" });
    const second = field("One-time code", code, "From your app, or one of your recovery codes.");
    second.hidden = true;
    const send = h("button", { type: "submit", class: "primary" }, registering ? "Create account" : "Sign in");
    const reveal = h("input", { type: "checkbox", onchange: () => (password.type = reveal.checked ? "text" : "password") });
    alert.tell(told);

    async function submit(event) {
      event.preventDefault();
      send.disabled = true;
      try {
        const who = { email: email.value, password: password.value };
        if (registering) {
          await call("POST", "/register", { body: { ...who, name: name.value } });
        }
        const body = { ...who, totp: code.value.trim() || undefined, deviceToken: deviceToken(who.email) };
        done(begin(await call("POST", "/login", { body }), who.email));
      } catch (e) {
        if (e.code === "second_factor_required") {
          second.hidden = false;
          code.required = true;
          code.focus();
        }
        alert.tell(explain(second.hidden || e.code !== "login_failed" ? e : { code: "second_factor_wrong" }));
      }
      send.disabled = false;
    }

    return h("form", { onsubmit: submit },
      h("h1", {}, "Parley"),
      registering && field("Name", name, "This is what others see."),
      field("Email", email),
      field("Password", password, registering && PASSWORD_RULE),
      h("label", { class: "check" }, reveal, "Show it"),
      second,
      alert.box,
      send,
      button(registering ? "I have an account" : "Create an account", () => show(!registering, "")),
    );
  }

  show(false, notice);
  document.body.replaceChildren(main);
}
