/** One conversation on the screen: its log, what goes on in it, and where one writes. */

import { Composer } from "./composer.js";
import { button, excerpt, h, isolated, names } from "./dom.js";
import { pendingElement, readByElement, streamingElement, typingText } from "./message.js";
import { Timeline } from "./timeline.js";

const READ_AFTER = 300;
/** With more people it would be a list and no mark. */
const MOST_READERS = 50;

export class ConversationView {
  element;
  #api;
  #chat;
  #outbox;
  #dialogs;
  #conversation;
  #timeline;
  #composer;
  #title = h("h2", { tabindex: -1 });
  #people = h("p", { class: "people" });
  #log = h("div", { id: "log", role: "log", "aria-label": "Messages", tabindex: 0 });
  #jump = button("Jump to newest", () => this.#act(() => this.#timeline.showNewest()), { class: "jump", hidden: true });
  #typing = h("p", { id: "typing", role: "status" });
  #empty = h("p", { class: "empty", hidden: true }, "Nothing has been said yet. Write the first message below.");
  #quoted = new Map();
  #streaming = new Map();
  #readTimer = 0;
  #frame = 0;
  #closed = new AbortController();

  constructor({ api, chat, outbox, dialogs }, conversation) {
    this.#api = api;
    this.#chat = chat;
    this.#outbox = outbox;
    this.#dialogs = dialogs;
    this.#conversation = conversation;
    this.#composer = new Composer(api, outbox, conversation, {
      stop: () => this.#act(() => api.post(`/conversations/${conversation.id}/turn/stop`)),
      sent: () => this.#act(() => this.#timeline.showNewest()),
      editLast: () => this.#editLast(),
    });
    this.#timeline = new Timeline(api, conversation.id, this.#log, {
      mine: (message) => message.author.id === chat.user.id,
      actions: {
        reply: (message) => this.#composer.reply(message),
        edit: (message) => this.#composer.edit(message),
        remove: (message) => this.#remove(message),
        quoted: (id) => this.#find(id),
        show: (id) => this.#show(id),
      },
      onMove: () => this.#soon(),
    });
    this.element = h(
      "section",
      { class: "chat", "aria-label": "Conversation" },
      h(
        "header",
        { class: "bar" },
        h("a", { class: "back", href: "#", "aria-label": "Back to conversations", role: "button" }, "‹"),
        h("div", { class: "about" }, this.#title, this.#people),
        button("Details", () => dialogs.details(conversation)),
      ),
      h("div", { class: "scene" }, this.#log, this.#empty, this.#jump),
      this.#typing,
      this.#composer.element,
    );
    this.#listen();
  }

  async open() {
    this.#renderHead();
    this.#composer.focus();
    await this.#timeline.showNewest();
    this.#renderTail();
  }

  close() {
    this.#closed.abort();
    clearTimeout(this.#readTimer);
    this.#composer.close();
    this.#timeline.close();
  }

  #listen() {
    const { signal } = this.#closed;
    const on = (source, type, listener) =>
      source.addEventListener(
        type,
        ({ detail }) => {
          if ((detail.conversation ?? detail) === this.#conversation.id) {
            listener(detail);
          }
        },
        { signal },
      );
    on(this.#chat, "entry", ({ entry }) => this.#entry(entry));
    on(this.#chat, "turns", ({ failed }) => this.#turns(failed));
    on(this.#chat, "typing", () => this.#renderTyping());
    on(this.#chat, "read", () => {
      this.#renderHead();
      this.#soon();
    });
    on(this.#outbox, "change", () => this.#renderTail());
    window.addEventListener("focus", () => this.#soon(), { signal });
    document.addEventListener("visibilitychange", () => this.#soon(), { signal });
    this.#log.addEventListener("keydown", (event) => this.#key(event), { signal });
    let height = 0;
    const observer = new ResizeObserver(() => {
      // The keyboard of a phone takes half of the screen; who read the end goes on reading it.
      const lost = height - this.#log.clientHeight;
      height = this.#log.clientHeight;
      if (lost > 0) {
        this.#log.scrollTop += lost;
      }
    });
    observer.observe(this.#log);
    signal.addEventListener("abort", () => observer.disconnect());
  }

  #entry(entry) {
    if (entry.messageId) {
      this.#quoted.delete(entry.messageId);
      this.#composer.changed(entry);
    }
    this.#timeline.take(entry);
    this.#renderHead();
    this.#renderTail();
  }

  #turns(failed) {
    this.#timeline.stick(() => {
      const { turns } = this.#conversation;
      for (const [turn, element] of this.#streaming) {
        if (!turns.has(turn)) {
          element.remove();
          this.#streaming.delete(turn);
        }
      }
      for (const [turn, { text }] of turns) {
        const element = this.#streaming.get(turn);
        if (element) {
          element.querySelector(".text").textContent = text;
        } else {
          const added = streamingElement(turn, text, this.#botName());
          this.#streaming.set(turn, added);
          this.#timeline.tail.append(added);
        }
      }
    });
    this.#composer.answering(this.#conversation.turns.size > 0);
    if (failed) {
      this.#composer.tell("The bot could not answer. Ask it again.");
    }
  }

  #botName() {
    return [...this.#conversation.participants.values()].find((p) => p.role === "bot")?.name ?? "Bot";
  }

  #renderHead() {
    const { title, participants } = this.#conversation;
    const others = [...participants.values()].filter((p) => p.userId !== this.#chat.user.id);
    this.#title.replaceChildren(isolated(title || "Untitled"));
    const shown = others.slice(0, 5).map((p) => p.name);
    const rest = others.length - shown.length;
    const list = rest > 0 ? [...shown, `${rest} more`] : shown;
    this.#people.replaceChildren(...(list.length > 0 ? ["with ", ...names(list)] : ["Nobody else is here"]));
  }

  #renderTail() {
    this.#timeline.stick(() => {
      const { tail } = this.#timeline;
      const me = this.#chat.user.name;
      const items = this.#outbox.of(this.#conversation.id);
      tail.querySelectorAll(".pending").forEach((element) => element.remove());
      tail.prepend(...items.map((item) => pendingElement(item, me, this.#outbox)));
    });
    this.#soon();
  }

  #renderTyping() {
    const { typing, participants } = this.#conversation;
    const people = [...typing]
      .filter(([user, until]) => until > Date.now() && participants.has(user))
      .map(([user]) => participants.get(user).name);
    this.#typing.replaceChildren(...typingText(people));
  }

  /** Does once a frame what follows from where one is in the log. */
  #soon() {
    cancelAnimationFrame(this.#frame);
    this.#frame = requestAnimationFrame(() => {
      const nothing = !this.#timeline.newest && !this.#timeline.tail.firstChild;
      this.#empty.hidden = !nothing || this.#log.getAttribute("aria-busy") === "true";
      this.#jump.hidden = this.#timeline.atBottom || !this.#timeline.newest;
      this.#jump.textContent =
        this.#conversation.unread > 0 ? `Jump to newest (${this.#conversation.unread} new)` : "Jump to newest";
      this.#renderReaders();
      this.#markRead();
    });
  }

  #renderReaders() {
    const { participants } = this.#conversation;
    const readers = new Map();
    const own = this.#timeline.messages.filter((m) => m.author.id === this.#chat.user.id);
    for (const { userId, name, role, readSeq } of participants.values()) {
      const read = own.findLast((message) => message.seq <= readSeq);
      if (read && role !== "bot" && userId !== this.#chat.user.id && participants.size <= MOST_READERS) {
        readers.set(read.seq, [...(readers.get(read.seq) ?? []), name]);
      }
    }
    const shown = JSON.stringify([...readers]);
    const marks = this.#log.querySelectorAll(".read-by");
    if (this.#log.dataset.readers !== shown || marks.length !== readers.size) {
      this.#log.dataset.readers = shown;
      this.#timeline.stick(() => {
        marks.forEach((element) => element.remove());
        readers.forEach((people, seq) => this.#timeline.element(seq).append(readByElement(people)));
      });
    }
  }

  #markRead() {
    if (this.#timeline.atBottom && this.#timeline.newest && document.hasFocus() && !document.hidden) {
      clearTimeout(this.#readTimer);
      this.#readTimer = setTimeout(() => {
        // It is told again with the next message, should it not arrive.
        this.#chat.markRead(this.#conversation, this.#timeline.newest.seq).catch(() => {});
      }, READ_AFTER);
    }
  }

  #key(event) {
    const messages = [...this.#log.querySelectorAll(".window .message")];
    const at = messages.indexOf(event.target.closest(".message"));
    const move = { ArrowUp: at < 0 ? messages.length - 1 : at - 1, ArrowDown: at < 0 ? -1 : at + 1 }[event.key];
    if (event.key === "Home") {
      this.#act(() => this.#timeline.showOldest());
    } else if (event.key === "End") {
      this.#act(() => this.#timeline.showNewest());
    } else if (move === undefined) {
      return;
    } else {
      messages[move]?.focus();
    }
    event.preventDefault();
  }

  #editLast() {
    const own = this.#timeline.messages.findLast((m) => m.author.id === this.#chat.user.id && !m.redacted);
    if (own) {
      this.#composer.edit(own);
    }
  }

  async #remove(message) {
    if (await this.#dialogs.confirm("Delete message?", [isolated(excerpt(message, 100))], "Delete")) {
      await this.#act(() => this.#api.delete(`/conversations/${this.#conversation.id}/messages/${message.id}`));
    }
  }

  /** A message that another one replies to, from the page or from the server; null if it is gone. */
  #find(id) {
    const shown = this.#timeline.messages.find((message) => message.id === id);
    if (shown) {
      return Promise.resolve(shown);
    }
    if (!this.#quoted.has(id)) {
      const found = this.#api.get(`/conversations/${this.#conversation.id}/messages/${id}`).catch((e) => {
        this.#quoted.delete(id);
        return e.code === "message_not_found" ? null : Promise.reject(e);
      });
      this.#quoted.set(id, found);
    }
    return this.#quoted.get(id);
  }

  #show(id) {
    return this.#act(async () => {
      const message = await this.#find(id);
      if (message) {
        await this.#timeline.show(message);
      }
    });
  }

  /** Does what the user asked for, and tells when it fails. */
  async #act(action) {
    try {
      await action();
    } catch (e) {
      this.#composer.fail(e);
    }
  }
}
