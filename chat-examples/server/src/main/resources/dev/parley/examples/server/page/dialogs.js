/** What asks before it does something. */

import { newKey } from "./api.js";
import { alertBox, button, excerpt, field, h, isolated } from "./dom.js";
import { explain } from "./problems.js";

const SEARCH_AFTER = 200;
/** The bot of the server takes part in another role than people. */
const BOT = { id: "parley-bot", name: "Parley bot" };

export class Dialogs {
  #api;
  #chat;

  constructor(api, chat) {
    this.#api = api;
    this.#chat = chat;
  }

  talkToBot() {
    return this.#create({ title: BOT.name, participants: [], bot: true }, newKey());
  }

  async #create(body, key) {
    const { id } = await this.#chat.create(body, key);
    location.hash = `c/${id}`;
  }

  newConversation() {
    const key = newKey();
    const name = h("input", { maxlength: 200, autocomplete: "off" });
    const people = this.#peopleField(new Map([[BOT.id, BOT]]));
    const invite = h("input", { type: "checkbox" });
    this.#form("New conversation", "Create", [
      field("Title", name),
      people.element,
      h("label", { class: "check" }, invite, "Invite the bot"),
    ], async () => {
      const participants = [...people.chosen.keys()];
      const everybody = [...people.chosen.values(), ...(invite.checked ? [BOT.name] : [])].join(", ");
      const title = name.value.trim() || excerpt({ text: everybody }, 199) || "Notes";
      await this.#create({ title, participants, bot: invite.checked }, key);
    });
  }

  /** Who takes part; and what one may do about it. */
  details(conversation) {
    const { id } = conversation;
    const me = this.#chat.user.id;
    const owner = conversation.participants.get(me)?.role === "owner";
    const name = h("input", { maxlength: 200, value: conversation.title, disabled: !owner });
    const people = this.#peopleField(conversation.participants);
    const dialog = this.#form("Details", owner ? "Save" : "Close", [
      owner && field("Title", name),
      h("ul", { class: "participants" }, [...conversation.participants.values()].map((p) =>
        h("li", {}, isolated(p.name), p.role === "member" ? "" : h("small", {}, ` ${p.role}`)))),
      owner && people.element,
      button("Leave conversation", async () => {
        dialog.close();
        if (await this.confirm("Leave conversation?", ["You will not see it any more."], "Leave")) {
          await this.#api.delete(`/conversations/${id}/participants/${encodeURIComponent(me)}`);
          this.#chat.forget(id);
        }
      }, { class: "danger" }),
    ], async () => {
      if (owner && name.value !== conversation.title) {
        await this.#api.patch(`/conversations/${id}`, { title: name.value });
      }
      for (const userId of people.chosen.keys()) {
        await this.#api.post(`/conversations/${id}/participants`, { userId, role: userId === BOT.id ? "bot" : "member" });
      }
    });
  }

  /** {@return whether the user wants it} */
  confirm(title, text, action) {
    return new Promise((resolve) => {
      const dialog = this.#form(title, action, [h("p", {}, text)], () => resolve(true));
      dialog.addEventListener("close", () => resolve(false));
    });
  }

  #peopleField(present) {
    const chosen = new Map();
    const results = h("div", { class: "people-found", role: "group", "aria-label": "People" });
    const status = h("small", { role: "status" });
    let timer = 0;
    const show = async () => {
      const query = input.value.trim();
      const { users } = query ? await this.#api.get(`/users?limit=20&query=${encodeURIComponent(query)}`) : { users: [] };
      if (query !== input.value.trim()) {
        return;
      }
      const others = users.filter(({ id }) => id !== this.#chat.user.id && !present.has(id) && !chosen.has(id));
      status.textContent = query && others.length === 0 ? "Nobody found." : "";
      const shown = [...[...chosen].map(([id, name]) => ({ id, name })), ...others];
      results.replaceChildren(...shown.map(({ id, name }) => {
        const check = h("input", { type: "checkbox", checked: chosen.has(id) });
        check.addEventListener("change", () => (check.checked ? chosen.set(id, name) : chosen.delete(id)));
        return h("label", { class: "check" }, check, isolated(name));
      }));
    };
    const input = h("input", {
      type: "search",
      autocomplete: "off",
      oninput: () => {
        clearTimeout(timer);
        timer = setTimeout(() => show().catch((e) => (status.textContent = explain(e))), SEARCH_AFTER);
      },
    });
    return { chosen, element: h("div", {}, field("Find people", input), status, results) };
  }

  /** A form in a dialog. It stays open, with the reason, when what it does fails. */
  #form(title, action, content, submit) {
    const alert = alertBox();
    const send = h("button", { type: "submit", class: "primary" }, action);
    const dialog = h("dialog", { "aria-label": title, onclose: () => dialog.remove() },
      h("form", { onsubmit: async (event) => {
        event.preventDefault();
        send.disabled = true;
        try {
          await submit();
          dialog.close();
        } catch (e) {
          alert.tell(explain(e));
        }
        send.disabled = false;
      } },
      h("h2", {}, title),
      content,
      alert.box,
      h("div", { class: "buttons" }, button("Cancel", () => dialog.close()), send)));
    document.body.append(dialog);
    dialog.showModal();
    return dialog;
  }

  account(waiting, signOut) {
    this.#form("Account", "Sign out", [
      h("p", {}, "Signed in as ", isolated(this.#chat.user.name)),
      waiting > 0 && h("p", { class: "alert" }, `${waiting} of your messages have not been sent; signing out discards them.`),
    ], signOut);
  }
}
