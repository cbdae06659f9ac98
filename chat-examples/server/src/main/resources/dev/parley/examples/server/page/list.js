/** The conversations at the side. */

import { alertBox, button, excerpt, h, isolated } from "./dom.js";
import { explain } from "./problems.js";
import { when } from "./times.js";

const EXCERPT = 80;

export function conversationList(chat, dialogs) {
  const alert = alertBox();
  const tell = (e) => alert.tell(explain(e));
  const items = h("ul");
  const more = button("Show more", () => chat.more().catch(tell), { hidden: true });
  const empty = h(
    "div",
    { class: "empty", hidden: true },
    h("p", {}, "No conversations yet. Start one with somebody who is registered here, or ask the bot something."),
    button("Talk to the bot", () => dialogs.talkToBot().catch(tell)),
  );
  const element = h(
    "nav",
    { "aria-label": "Conversations" },
    h("div", { class: "bar" }, button("New conversation", dialogs.newConversation, { class: "primary" })),
    empty,
    alert.box,
    h("div", { class: "items" }, items, more),
  );
  const known = new Map();
  let frame = 0;
  let open;
  chat.addEventListener("list", soon);

  function soon() {
    cancelAnimationFrame(frame);
    frame = requestAnimationFrame(render);
  }

  function render() {
    const conversations = chat.conversations();
    empty.hidden = !chat.loaded || conversations.length > 0;
    more.hidden = chat.next === null;
    const focused = document.activeElement;
    const ids = new Set(conversations.map(({ id }) => id));
    for (const [id, item] of known) {
      if (!ids.has(id)) {
        item.remove();
        known.delete(id);
      }
    }
    conversations.forEach((conversation, i) => {
      const item = itemOf(conversation);
      if (items.children[i] !== item) {
        items.insertBefore(item, items.children[i]);
      }
    });
    // What is moved loses it.
    if (focused !== document.activeElement && focused.isConnected) {
      focused.focus();
    }
  }

  function itemOf({ id, title, lastMessage, unread, lastActivity }) {
    if (!known.has(id)) {
      known.set(id, h("li", {}, h("a", { class: "conversation", href: `#c/${id}` })));
    }
    const item = known.get(id);
    const link = item.firstChild;
    const state = [title, lastMessage, unread, when(lastActivity), id === open];
    if (item.dataset.shown !== JSON.stringify(state)) {
      item.dataset.shown = JSON.stringify(state);
      link.ariaCurrent = id === open || null;
      link.replaceChildren(
        h("span", { class: "title" }, isolated(title || "Untitled")),
        h("time", { datetime: lastActivity }, when(lastActivity)),
        h("span", { class: "excerpt" }, lastMessage ? said(lastMessage) : "Nothing said yet"),
      );
      if (unread > 0) {
        link.append(h("span", { class: "unread" }, unread > 99 ? "99+" : unread, h("span", { class: "sr" }, " unread")));
      }
    }
    return item;
  }

  return {
    element,
    mark(id) {
      open = id;
      soon();
    },
  };
}

const said = (message) => [isolated(message.author.name), ": ", isolated(excerpt(message, EXCERPT))];
