/**
 * The conversations of the user, as they are now: what the list told, and what has happened since.
 *
 * Events: "list" when the list looks different; "state" when the line does; "signedout"; and for what happens in a
 * conversation, "entry", "turns", "typing", "read" and "gone", each with {conversation, …} as `detail`.
 */

import { changed, newConversation, posted, read, said, turned } from "./conversation.js";
import { Socket } from "./socket.js";

const PAGE = 50;
/** A server follows at most 100 on one socket. */
const MOST_FOLLOWED = 90;
const REFRESH_EVERY = 5_000;
const TYPING_FOR = 6_000;

export class Chat extends EventTarget {
  user;
  next = null;
  loaded = false;
  #api;
  #outbox;
  #socket;
  #conversations = new Map();
  #timer = 0;

  constructor(api, outbox, { token, user }) {
    super();
    this.user = user;
    this.#api = api;
    this.#outbox = outbox;
    this.#socket = new Socket(token);
    this.#socket.addEventListener("state", () => this.#lineChanged());
    this.#socket.addEventListener("restart", () => this.#restart());
    this.#socket.addEventListener("event", ({ detail }) => this.#happened(detail));
    this.#socket.addEventListener("signedout", () => this.dispatchEvent(new Event("signedout")));
  }

  get line() {
    return this.#socket.state;
  }

  /** Those known so far, the latest active first. */
  get conversations() {
    return [...this.#conversations.values()].sort((a, b) => (a.lastActivity < b.lastActivity ? 1 : -1));
  }

  find = (id) => this.#conversations.get(id);

  /** Reads the list, and goes on looking for what is new in it. */
  async refresh() {
    clearTimeout(this.#timer);
    try {
      const { conversations, next } = await this.#api.get(`/conversations?limit=${PAGE}`);
      if (!this.loaded) {
        this.next = next;
      }
      this.loaded = true;
      this.#take(conversations);
    } finally {
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => this.#look(), document.hidden ? 4 * REFRESH_EVERY : REFRESH_EVERY);
    }
  }

  async more() {
    const { conversations, next } = await this.#api.get(
      `/conversations?limit=${PAGE}&cursor=${encodeURIComponent(this.next)}`,
    );
    this.next = next;
    this.#take(conversations);
  }

  /** Finds a conversation, and makes sure that it is followed. One of the list can be opened while the line is down. */
  async open(id) {
    if (this.#conversations.has(id)) {
      this.#reread(this.find(id));
    } else {
      const details = await this.#api.get(`/conversations/${id}`);
      const { messages } = await this.#api.get(`/conversations/${id}/messages?limit=1`);
      this.#learn(this.#conversations.get(id) ?? this.#addNew(details, messages[0] ?? null), details);
    }
    this.#follow(this.find(id), true);
    return this.find(id);
  }

  async create(body, key) {
    const details = await this.#api.post("/conversations", body, { "Idempotency-Key": key });
    const conversation = this.#conversations.get(details.id) ?? this.#addNew(details, null);
    this.#learn(conversation, details);
    this.#changed();
    return conversation;
  }

  async markRead(conversation, seq) {
    if (conversation.unread > 0 || seq > conversation.readSeq) {
      conversation.readSeq = seq;
      conversation.unread = 0;
      this.#changed();
      await this.#api.post(`/conversations/${conversation.id}/read`, { seq });
    }
  }

  forget(id) {
    if (this.#conversations.delete(id)) {
      this.#socket.unfollow(id);
      this.#tell("gone", { id });
      this.#changed();
    }
  }

  close() {
    clearTimeout(this.#timer);
    this.#socket.close();
  }

  #look() {
    // The light tells when the server can't be reached; the next look comes by itself.
    this.refresh().catch(() => {});
  }

  #take(summaries) {
    for (const summary of summaries) {
      const known = this.#conversations.get(summary.id);
      if (!known) {
        this.#follow(this.#add(summary), false);
      } else if (!known.followed || summary.lastMessage?.seq === known.lastMessage?.seq) {
        // What is being read just now may not have reached the list yet.
        const unread = (summary.lastMessage?.seq ?? 0) <= known.readSeq ? 0 : summary.unread;
        Object.assign(known, summary, { unread });
      }
    }
    this.#changed();
  }

  #addNew({ id, title, createdAt }, lastMessage) {
    return this.#add({ id, title, lastMessage, lastActivity: lastMessage?.createdAt ?? createdAt });
  }

  #add(summary) {
    const conversation = newConversation(summary);
    this.#conversations.set(conversation.id, conversation);
    return conversation;
  }

  #learn(conversation, { title, participants }) {
    conversation.title = title;
    conversation.participants = new Map(participants.map((p) => [p.userId, p]));
    conversation.readSeq = conversation.participants.get(this.user.id)?.readSeq ?? 0;
    this.#tell("read", conversation);
  }

  #follow(conversation, needed) {
    if (conversation.followed) {
      return;
    }
    if (this.#socket.following >= MOST_FOLLOWED) {
      if (!needed) {
        return;
      }
      const oldest = this.conversations.filter((c) => c.followed).at(-1);
      oldest.followed = false;
      this.#socket.unfollow(oldest.id);
    }
    conversation.followed = true;
    this.#socket.follow(conversation.id, conversation.lastMessage?.seq ?? 0);
  }

  #lineChanged() {
    if (this.line === "online") {
      this.#outbox.flush();
      this.#look();
    }
    this.dispatchEvent(new Event("state"));
  }

  /** An answer that goes on is told from its beginning, and markers that moved meanwhile are read anew. */
  #restart() {
    for (const conversation of this.#conversations.values()) {
      conversation.turns.clear();
      this.#tell("turns", conversation);
      if (conversation.participants.size > 0) {
        this.#reread(conversation);
      }
    }
  }

  async #reread(conversation) {
    try {
      this.#learn(conversation, await this.#api.get(`/conversations/${conversation.id}`));
      this.#changed();
    } catch (e) {
      if (e.code === "conversation_not_found") {
        this.forget(conversation.id);
      }
    }
  }

  #happened({ event, conversation: id, data }) {
    const conversation = this.#conversations.get(id);
    if (!conversation) {
      return;
    }
    if (event === "entry") {
      this.#entry(conversation, data);
    } else if (event === "fragment") {
      said(conversation, data);
      this.#tell("turns", conversation);
    } else if (event === "turn") {
      turned(conversation, data);
      this.#tell("turns", conversation, { failed: data.state === "failed" });
    } else if (event === "typing") {
      conversation.typing.set(data.userId, Date.now() + TYPING_FOR);
      setTimeout(() => this.#tell("typing", conversation), TYPING_FOR + 50);
      this.#tell("typing", conversation);
    } else if (event === "read") {
      this.#read(conversation, data);
    } else if (event === "end" && data.code === "revoked") {
      this.dispatchEvent(new Event("signedout"));
    } else if (data.code === "removed" || data.code === "conversation_not_found") {
      this.forget(id);
    }
  }

  #entry(conversation, entry) {
    const { type, message } = entry;
    if (type === "posted") {
      this.#posted(conversation, message);
    } else if (type === "renamed") {
      conversation.title = entry.title;
    } else if (type === "joined" || type === "left") {
      this.#reread(conversation);
    } else {
      changed(conversation, entry);
    }
    this.#tell("entry", conversation, { entry });
    this.#changed();
  }

  #posted(conversation, message) {
    // The list may have told of it already.
    if (message.seq > (conversation.lastMessage?.seq ?? 0)) {
      const mine = message.author.id === this.user.id;
      posted(conversation, message, mine);
      if (mine) {
        this.#outbox.arrived(conversation.id, message);
      }
      this.#tell("typing", conversation);
      this.#tell("turns", conversation);
    }
  }

  #read(conversation, marker) {
    read(conversation, marker);
    if (marker.userId === this.user.id && marker.seq > conversation.readSeq) {
      // In another tab, or on another device.
      conversation.readSeq = marker.seq;
      if (marker.seq >= (conversation.lastMessage?.seq ?? 0)) {
        conversation.unread = 0;
        this.#changed();
      } else {
        this.#look();
      }
    }
    this.#tell("read", conversation);
  }

  #changed() {
    this.dispatchEvent(new Event("list"));
  }

  #tell(type, { id }, more = {}) {
    this.dispatchEvent(new CustomEvent(type, { detail: { conversation: id, ...more } }));
  }
}
