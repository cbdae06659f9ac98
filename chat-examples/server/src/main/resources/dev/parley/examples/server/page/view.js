/** One conversation on the screen: its log, what goes on in it, and where one writes. */

import { composer } from "./composer.js";
import { button, excerpt, h, isolated, names } from "./dom.js";
import { pendingElement, readByElement, streamingElement, typingText } from "./message.js";
import { timeline } from "./timeline.js";

const READ_AFTER = 300;
const QUOTED = 100;

export function conversationView({ api, chat, outbox, dialogs }, conversation) {
  const path = `/conversations/${conversation.id}`;
  const isMine = (message) => message.author.id === chat.user.id;
  const title = h("h2");
  const people = h("p", { class: "people" });
  const log = h("div", { id: "log", role: "log", "aria-label": "Messages", tabindex: 0, onkeydown: key });
  const jump = button("", () => act(messages.showNewest), { class: "jump" });
  const typing = h("p", { id: "typing", role: "status" });
  const empty = h("p", { class: "empty" }, "Nothing has been said yet. Write the first message below.");
  const quoted = new Map();
  const streaming = new Map();
  const closed = new AbortController();
  const { signal } = closed;
  let readTimer = 0;
  let waiting = "[]";
  let frame = 0;
  const writing = composer(api, outbox, conversation, {
    stop: () => act(() => api.post(`${path}/turn/stop`)),
    user: chat.user.id,
    // What was written waits in any case.
    sent: () => messages.showNewest().catch(() => {}),
    editLast() {
      const last = messages.messages().findLast((message) => isMine(message) && !message.redacted);
      if (last) {
        writing.edit(last);
      }
    },
  });
  const actions = { reply: writing.reply, edit: writing.edit, remove, quoted: find, show };
  const messages = timeline(api, conversation.id, log, { mine: isMine, actions, onMove: soon });
  const element = h(
    "section",
    { class: "chat", "aria-label": "Conversation" },
    h(
      "header",
      { class: "bar" },
      h("a", { class: "back", href: "#", "aria-label": "Back to conversations" }, "‹"),
      h("div", { class: "about" }, title, people),
      button("Details", () => dialogs.details(conversation)),
    ),
    h("div", { class: "scene" }, log, empty, jump),
    typing,
    writing.element,
  );

  function on(source, type, listener) {
    const heard = ({ detail }) => detail.conversation === conversation.id && listener(detail);
    source.addEventListener(type, heard, { signal });
  }
  on(chat, "entry", ({ entry }) => {
    if (entry.messageId) {
      quoted.delete(entry.messageId);
      writing.changed(entry);
    }
    messages.take(entry);
    renderHead();
    renderTail();
  });
  // Something that was never seen here is gone: what is left is shown from its beginning.
  on(chat, "truncated", () => act(messages.showOldest));
  on(chat, "turns", ({ failed }) => {
    messages.stick(renderTurns);
    if (failed) {
      writing.tell("The bot could not answer. Ask it again.");
    }
  });
  on(chat, "typing", renderTyping);
  on(chat, "read", () => {
    renderHead();
    renderTurns();
    soon();
  });
  on(outbox, "change", renderTail);
  chat.addEventListener("state", open, { signal });
  window.addEventListener("focus", soon, { signal });
  document.addEventListener("visibilitychange", soon, { signal });
  let height = 0;
  const observer = new ResizeObserver(() => {
    // The keyboard of a phone takes half of the screen; who read the end goes on reading it.
    log.scrollTop += Math.max(0, height - log.clientHeight);
    height = log.clientHeight;
  });
  observer.observe(log);

  /** Shows the end of the log, unless something is shown already; with the line down it is tried again when it is up. */
  function open() {
    if (!messages.newest() && chat.line() !== "offline") {
      act(messages.showNewest);
    }
  }

  function renderHead() {
    title.replaceChildren(isolated(conversation.title || "Untitled"));
    const others = [...conversation.participants.values()].filter((p) => p.userId !== chat.user.id).map((p) => p.name);
    people.replaceChildren(...(others.length > 0 ? ["with ", ...names(others)] : ["Nobody else is here"]));
  }

  function renderTurns() {
    const { turns, participants } = conversation;
    for (const [turn, bubble] of streaming) {
      if (!turns.has(turn)) {
        bubble.remove();
        streaming.delete(turn);
      }
    }
    const bot = [...participants.values()].find((p) => p.role === "bot")?.name ?? "Bot";
    for (const [turn, { text }] of turns) {
      if (!streaming.has(turn)) {
        streaming.set(turn, streamingElement(turn));
        messages.tail.append(streaming.get(turn));
      }
      streaming.get(turn).querySelector(".author").textContent = bot;
      streaming.get(turn).querySelector(".text").textContent = text;
    }
    writing.answering(turns.size > 0);
  }

  /** What was acknowledged may be in the log by now, on whatever way it came. */
  const pending = () => outbox.of(conversation.id).filter((item) => !(item.seq <= messages.newest()?.seq));

  function renderTail() {
    const items = pending();
    if (JSON.stringify(items) === waiting) {
      return;
    }
    waiting = JSON.stringify(items);
    messages.stick(() => {
      messages.tail.querySelectorAll(".pending").forEach((shown) => shown.remove());
      messages.tail.prepend(...items.map((item) => pendingElement(item, chat.user.name, outbox)));
    });
    soon();
  }

  function renderTyping() {
    const now = [...conversation.typing].filter(([, until]) => until > Date.now());
    typing.replaceChildren(...typingText(now.flatMap(([user]) => conversation.participants.get(user)?.name ?? [])));
  }

  /** Does once a frame what follows from where one is in the log. */
  function soon() {
    cancelAnimationFrame(frame);
    frame = requestAnimationFrame(() => {
      empty.hidden = Boolean(conversation.lastMessage ?? messages.tail.firstChild);
      jump.hidden = messages.atBottom() || !messages.newest();
      jump.textContent = `Jump to newest${conversation.unread > 0 ? ` (${conversation.unread} new)` : ""}`;
      if (messages.tail.querySelectorAll(".pending").length !== pending().length) {
        renderTail();
      }
      renderReaders();
      markRead();
    });
  }

  function renderReaders() {
    const { participants } = conversation;
    const readers = new Map();
    const own = messages.messages().filter(isMine);
    for (const { userId, name, role, readSeq } of participants.values()) {
      const read = own.findLast((message) => message.seq <= readSeq);
      if (read && role !== "bot" && userId !== chat.user.id) {
        readers.set(read.seq, [...(readers.get(read.seq) ?? []), name]);
      }
    }
    const marks = log.querySelectorAll(".read-by");
    const shown = JSON.stringify([...readers]);
    if (log.dataset.readers !== shown || marks.length !== readers.size) {
      log.dataset.readers = shown;
      messages.stick(() => {
        marks.forEach((mark) => mark.remove());
        readers.forEach((by, seq) => messages.element(seq).append(readByElement(by)));
      });
    }
  }

  function markRead() {
    if (messages.atBottom() && messages.newest() && document.hasFocus() && !document.hidden) {
      const { seq } = messages.newest();
      clearTimeout(readTimer);
      // It is told again with the next message, should it not arrive.
      readTimer = setTimeout(() => chat.markRead(conversation, seq).catch(() => {}), READ_AFTER);
    }
  }

  function key(event) {
    const shown = [...log.querySelectorAll(".window .message")];
    const at = shown.indexOf(event.target.closest(".message"));
    if (event.key === "Home") {
      log.focus();
      act(messages.showOldest);
    } else if (event.key === "End") {
      log.focus();
      act(messages.showNewest);
    } else if (event.key === "ArrowUp") {
      shown.at(at < 0 ? -1 : Math.max(0, at - 1))?.focus();
    } else if (event.key === "ArrowDown") {
      shown[at + 1]?.focus();
    } else {
      return;
    }
    event.preventDefault();
  }

  function remove(message) {
    const quote = h("p", { class: "quote" }, isolated(excerpt(message, QUOTED)));
    dialogs.ask("Delete message?", "Delete", [quote], () => api.delete(`${path}/messages/${message.id}`));
  }

  /** A message that another one replies to, from the page or from the server; null if it is gone. */
  async function find(id) {
    const known = messages.messages().find((message) => message.id === id) ?? quoted.get(id);
    if (known) {
      return known;
    }
    try {
      quoted.set(id, await api.get(`${path}/messages/${id}`));
      return quoted.get(id);
    } catch (e) {
      if (e.code === "message_not_found") {
        return null;
      }
      throw e;
    }
  }

  function show(id) {
    return act(async () => {
      const message = await find(id);
      if (message) {
        await messages.show(message);
      }
    });
  }

  /** Does what the user asked for, and tells when it fails. */
  async function act(action) {
    try {
      await action();
    } catch (e) {
      writing.fail(e);
    }
  }

  return {
    element,
    open() {
      renderHead();
      renderTail();
      renderTurns();
      writing.focus();
      open();
    },
    close() {
      closed.abort();
      observer.disconnect();
      clearTimeout(readTimer);
      messages.close();
    },
  };
}
