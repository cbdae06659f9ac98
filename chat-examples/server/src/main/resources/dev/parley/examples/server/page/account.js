/** Oneself: where one is signed in, and with which password. */

import { ask } from "./dialogs.js";
import { button, field, h, isolated } from "./dom.js";
import { PASSWORD_RULE } from "./problems.js";
import { when } from "./times.js";

/** @param on has waiting, which tells how many messages have not been sent, and signOut */
export function accountOf(api, user, on) {
  const discards = () =>
    on.waiting() > 0 &&
    h("p", { class: "alert" }, `${on.waiting()} of your messages have not been sent; signing out discards them.`);

  function account() {
    const dialog = ask("Account", "Sign out", [
      h("p", {}, "Signed in as ", isolated(user.name)),
      discards(),
      h("div", { class: "buttons" }, button("Sessions", instead(sessions)), button("Change password", instead(password))),
    ], on.signOut);

    function instead(open) {
      return () => {
        dialog.close();
        open();
      };
    }
  }

  function sessions() {
    const list = h("ul", { class: "sessions", tabindex: -1, "aria-label": "Where you are signed in" });
    const others = button("Sign out everywhere else", end("/sessions"), { hidden: true });
    const dialog = ask("Sessions", null, [
      list,
      discards(),
      h("div", { class: "buttons" }, others, button("Sign out everywhere", act(everywhere), { class: "danger" })),
    ]);
    act(show)();

    function act(action) {
      return () => dialog.act(action);
    }

    /** Ends a session, or all others, and tells what is left. */
    function end(path) {
      return act(async () => {
        await api.delete(path);
        await show();
        list.focus();
      });
    }

    async function show() {
      const { sessions } = await api.get("/sessions");
      sessions.sort((a, b) => b.current - a.current || (a.lastSeenAt < b.lastSeenAt ? 1 : -1));
      others.hidden = sessions.length < 2;
      list.replaceChildren(...sessions.map(itemOf));
    }

    function itemOf({ id, device, address, lastSeenAt, current }) {
      const name = deviceName(device);
      return h("li", { class: "check" },
        h("div", {},
          h("bdi", { title: device }, name),
          current && h("strong", {}, " – this one"),
          h("small", {}, current ? address : `${address}, last seen ${when(lastSeenAt)}`)),
        !current && button("Sign out", end(`/sessions/${id}`), { "aria-label": `Sign out ${name}` }));
    }

    async function everywhere() {
      await api.delete("/sessions");
      await on.signOut();
      dialog.close();
    }
  }

  function password() {
    const secret = (autocomplete) => h("input", { type: "password", required: true, maxlength: 1024, autocomplete });
    const current = secret("current-password");
    const next = secret("new-password");
    ask("Change password", "Change", [
      field("Current password", current),
      field("New password", next, PASSWORD_RULE),
      h("p", {}, "You will be signed out everywhere else."),
    ], async () => {
      await api.post("/password", { current: current.value, next: next.value });
      ask("Password changed", null, [h("p", {}, "You are signed out everywhere else.")]);
    });
  }

  return account;
}

/** What a browser says of itself, in words; not always the truth. */
function deviceName(agent) {
  const found = (marks) => marks.split(" ").find((mark) => agent.includes(mark));
  const browser = found("Edg Firefox Chrome Safari")?.replace("Edg", "Edge");
  const system = found("iPhone iPad Android Windows Mac Linux");
  return browser && system ? `${browser} on ${system}` : agent || "Unknown device";
}
