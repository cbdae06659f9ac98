/** What asks before it does something. */

import { newKey } from "./api.js";
import { alertBox, button, excerpt, field, h, isolated } from "./dom.js";
import { explain } from "./problems.js";

const SEARCH_AFTER = 200;
/** The bot of the server takes part in another role than people. */
const BOT = { id: "parley-bot", name: "Parley bot" };

export function dialogsOf(api, chat) {
  /** However often it is asked for: one conversation. */
  const botKey = newKey();
  const talkToBot = () => create({ title: BOT.name, participants: [], bot: true }, botKey);

  async function create(body, key) {
    const { id } = await chat.create(body, key);
    location.hash = `c/${id}`;
  }

  function newConversation() {
    const key = newKey();
    const name = h("input", { maxlength: 200, autocomplete: "off" });
    const people = peopleField(new Map([[BOT.id, BOT]]));
    const invite = h("input", { type: "checkbox" });
    ask("New conversation", "Create", [
      field("Title", name),
      people.element,
      h("label", { class: "check" }, invite, "Invite the bot"),
    ], () => {
      const everybody = [...people.chosen.values(), ...(invite.checked ? [BOT.name] : [])].join(", ");
      const title = name.value.trim() || excerpt({ text: everybody }, 199) || "Notes";
      return create({ title, participants: [...people.chosen.keys()], bot: invite.checked }, key);
    });
  }

  /** Who takes part; and what one may do about it. */
  function details({ id, title, participants }) {
    const path = `/conversations/${id}`;
    const owner = participants.get(chat.user.id)?.role === "owner";
    const name = h("input", { maxlength: 200, value: title });
    const people = peopleField(participants);
    const dialog = ask("Details", owner ? "Save" : "Close", [
      owner && field("Title", name),
      h("ul", { class: "participants" }, [...participants.values()].map((p) =>
        h("li", {}, isolated(p.name), p.role === "member" ? "" : h("small", {}, ` ${p.role}`)))),
      owner && people.element,
      button("Leave conversation", () => {
        dialog.close();
        ask("Leave conversation?", "Leave", [h("p", {}, "You will not see it any more.")], async () => {
          await api.delete(`${path}/participants/${encodeURIComponent(chat.user.id)}`);
          chat.forget(id);
        });
      }, { class: "danger" }),
    ], async () => {
      if (owner && name.value !== title) {
        await api.patch(path, { title: name.value });
      }
      for (const userId of people.chosen.keys()) {
        await api.post(`${path}/participants`, { userId, role: userId === BOT.id ? "bot" : "member" });
      }
    });
  }

  /** A field that finds people, and those who were chosen. */
  function peopleField(present) {
    const chosen = new Map();
    const results = h("div", { class: "people-found", role: "group", "aria-label": "People" });
    const status = h("small", { role: "status" });
    const input = h("input", { type: "search", autocomplete: "off", oninput: typed });
    let timer = 0;

    function typed() {
      clearTimeout(timer);
      timer = setTimeout(() => search().catch((e) => (status.textContent = explain(e))), SEARCH_AFTER);
    }

    async function search() {
      const query = input.value.trim();
      const { users } = query ? await api.get(`/users?limit=20&query=${encodeURIComponent(query)}`) : { users: [] };
      if (query === input.value.trim()) {
        const others = users.filter(({ id }) => id !== chat.user.id && !present.has(id) && !chosen.has(id));
        status.textContent = query && others.length === 0 ? "Nobody found." : "";
        results.replaceChildren(
          ...[...chosen].map(([id, name]) => choice(id, name)),
          ...others.map(({ id, name }) => choice(id, name)),
        );
      }
    }

    function choice(id, name) {
      const onchange = () => (check.checked ? chosen.set(id, name) : chosen.delete(id));
      const check = h("input", { type: "checkbox", checked: chosen.has(id), onchange });
      return h("label", { class: "check" }, check, isolated(name));
    }

    return { chosen, element: h("div", {}, field("Find people", input), status, results) };
  }

  return { talkToBot, newConversation, details, ask };
}

/**
 * A form in a dialog. It stays open, with the reason, when what it does fails. `act` of what is given back does something
 * beside that, and tells when it fails.
 *
 * @param action null where the form does nothing by itself
 */
export function ask(title, action, content, act) {
  const alert = alertBox();
  const send = action && h("button", { type: "submit", class: "primary" }, action);
  const close = button(action ? "Cancel" : "Close", () => dialog.close());
  const buttons = h("div", { class: "buttons" }, close, send);
  const form = h("form", { onsubmit: submit }, h("h2", {}, title), content, alert.box, buttons);
  const dialog = h("dialog", { "aria-label": title, onclose: () => dialog.remove() }, form);

  async function submit(event) {
    event.preventDefault();
    send.disabled = true;
    await attempt(async () => {
      await act();
      dialog.close();
    });
    send.disabled = false;
  }

  async function attempt(action) {
    alert.tell("");
    try {
      await action();
    } catch (e) {
      alert.tell(explain(e));
    }
  }

  document.body.append(dialog);
  dialog.showModal();
  return { close: () => dialog.close(), act: attempt };
}
