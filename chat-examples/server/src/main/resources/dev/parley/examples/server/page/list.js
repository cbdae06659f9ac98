/** The conversations at the side. */

import { alertBox, button, excerpt, h, isolated } from "./dom.js";
import { explain } from "./problems.js";
import { when } from "./times.js";

const EXCERPT = 80;

export class List {
  element;
  #chat;
  #items = h("ul", {});
  #more = button("Show more", () => this.#chat.more().catch(() => {}), { hidden: true });
  #empty = h("div", { class: "empty", hidden: true });
  #known = new Map();
  #frame = 0;
  #open = null;

  constructor(chat, dialogs) {
    this.#chat = chat;
    const alert = alertBox();
    const talk = () => dialogs.talkToBot().catch((e) => alert.tell(explain(e)));
    this.#empty.append(
      h("p", {}, "No conversations yet. Start one with somebody who is registered here, or ask the bot something."),
      button("Talk to the bot", talk),
      alert.box,
    );
    this.element = h(
      "nav",
      { "aria-label": "Conversations" },
      h("div", { class: "bar" }, button("New conversation", () => dialogs.newConversation(), { class: "primary" })),
      this.#empty,
      h("div", { class: "items" }, this.#items, this.#more),
    );
    chat.addEventListener("list", () => this.#soon());
  }

  mark(open) {
    this.#open = open;
    this.#soon();
  }

  #soon() {
    cancelAnimationFrame(this.#frame);
    this.#frame = requestAnimationFrame(() => this.#render());
  }

  #render() {
    const { conversations, loaded, next } = this.#chat;
    this.#empty.hidden = !loaded || conversations.length > 0;
    this.#more.hidden = next === null;
    const focused = document.activeElement;
    let place = this.#items.firstChild;
    for (const conversation of conversations) {
      const item = this.#item(conversation);
      if (item === place) {
        place = place.nextSibling;
      } else {
        this.#items.insertBefore(item, place);
      }
    }
    for (; place; place = this.#items.lastChild === place ? null : place) {
      this.#known.delete(this.#items.lastChild.dataset.id);
      this.#items.lastChild.remove();
    }
    if (focused !== document.activeElement && focused.isConnected) {
      focused.focus();
    }
  }

  #item({ id, title, lastMessage, unread, lastActivity }) {
    let item = this.#known.get(id);
    if (!item) {
      item = h("li", { "data-id": id }, h("a", { class: "conversation", href: `#c/${id}` }));
      this.#known.set(id, item);
    }
    const shown = JSON.stringify([title, lastMessage?.id, lastMessage?.text, unread, when(lastActivity), id === this.#open]);
    if (item.dataset.shown !== shown) {
      item.dataset.shown = shown;
      const link = item.firstChild;
      link.toggleAttribute("aria-current", id === this.#open);
      link.replaceChildren(
        h("span", { class: "title" }, isolated(title || "Untitled")),
        h("time", { datetime: lastActivity }, when(lastActivity)),
        h("span", { class: "excerpt" }, lastMessage ? [isolated(lastMessage.author.name), ": ", isolated(excerpt(lastMessage, EXCERPT))] : "Nothing said yet"),
        unread > 0 ? h("span", { class: "unread" }, unread > 99 ? "99+" : `${unread}`, h("span", { class: "sr" }, " unread")) : "",
      );
    }
    return item;
  }
}
