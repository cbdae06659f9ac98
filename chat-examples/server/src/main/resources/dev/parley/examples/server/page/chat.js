/**
 * The conversations of the user, as they are now: what the list told, and what has happened since.
 *
 * Events: "list" when the list looks different; "state" when the line does; and for what happens in a conversation,
 * "entry", "truncated", "turns", "typing", "read" and "gone", each with {conversation, …} as `detail`.
 */

import { changed, newConversation, posted, read, said, turned } from "./conversation.js";
import { Socket } from "./socket.js";

const PAGE = 50;
/** A server follows at most 100 on one socket. */
const MOST_FOLLOWED = 90;
const REFRESH_EVERY = 3_000;
const TYPING_FOR = 6_000;

export function chatOf(api, outbox, token, user) {
  const chat = new EventTarget();
  const all = new Map();
  const socket = new Socket(token);
  let timer = 0;
  let closed = false;
  socket.addEventListener("state", lineChanged);
  socket.addEventListener("restart", restart);
  socket.addEventListener("event", ({ detail }) => happened(detail));

  /** Those known so far, the latest active first. */
  const conversations = () => [...all.values()].sort((a, b) => (a.lastActivity < b.lastActivity ? 1 : -1));

  const find = (id) => all.get(id);

  /** Reads the list, and goes on looking for what is new in it. */
  async function refresh() {
    clearTimeout(timer);
    try {
      const page = await api.get(`/conversations?limit=${PAGE}`);
      if (!chat.loaded) {
        chat.next = page.next;
      }
      chat.loaded = true;
      take(page.conversations);
    } finally {
      clearTimeout(timer);
      if (!closed) {
        timer = setTimeout(look, document.hidden ? 4 * REFRESH_EVERY : REFRESH_EVERY);
      }
    }
  }

  async function more() {
    const page = await api.get(`/conversations?limit=${PAGE}&cursor=${encodeURIComponent(chat.next)}`);
    chat.next = page.next;
    take(page.conversations);
  }

  /** Finds a conversation, and makes sure that it is followed. One of the list can be opened while the line is down. */
  async function open(id) {
    if (all.has(id)) {
      reread(find(id));
    } else {
      const details = await api.get(`/conversations/${id}`);
      const { messages } = await api.get(`/conversations/${id}/messages?limit=1`);
      learn(all.get(id) ?? addNew(details, messages[0] ?? null), details);
    }
    follow(find(id), true);
    return find(id);
  }

  async function create(body, key) {
    const details = await api.post("/conversations", body, { "Idempotency-Key": key });
    const conversation = all.get(details.id) ?? addNew(details, null);
    learn(conversation, details);
    listChanged();
    return conversation;
  }

  async function markRead(conversation, seq) {
    if (conversation.unread > 0 || seq > conversation.readSeq) {
      conversation.readSeq = seq;
      conversation.unread = 0;
      listChanged();
      await api.post(`/conversations/${conversation.id}/read`, { seq });
    }
  }

  function forget(id) {
    if (all.delete(id)) {
      socket.unfollow(id);
      tell("gone", { id });
      listChanged();
    }
  }

  function close() {
    closed = true;
    clearTimeout(timer);
    socket.close();
  }

  function look() {
    // The light tells when the server can't be reached; the next look comes by itself.
    refresh().catch(() => {});
  }

  function take(summaries) {
    for (const summary of summaries) {
      const known = all.get(summary.id);
      if (!known) {
        follow(add(summary), false);
      } else if (!known.followed || summary.lastMessage?.seq === known.lastMessage?.seq) {
        // What is being read just now may not have reached the list yet.
        const unread = (summary.lastMessage?.seq ?? 0) <= known.readSeq ? 0 : summary.unread;
        Object.assign(known, summary, { unread });
      }
    }
    listChanged();
  }

  function addNew({ id, title, createdAt }, lastMessage) {
    return add({ id, title, lastMessage, lastActivity: lastMessage?.createdAt ?? createdAt });
  }

  function add(summary) {
    const conversation = newConversation(summary);
    all.set(conversation.id, conversation);
    return conversation;
  }

  function learn(conversation, { title, participants }) {
    conversation.title = title;
    const before = conversation.participants;
    conversation.participants = new Map(participants.map((p) => [p.userId, p]));
    // What came live meanwhile may be newer.
    before.forEach(({ userId, readSeq }) => read(conversation, { userId, seq: readSeq }));
    conversation.readSeq = conversation.participants.get(user.id)?.readSeq ?? 0;
    tell("read", conversation);
  }

  function follow(conversation, needed) {
    if (conversation.followed) {
      return;
    }
    if (socket.following >= MOST_FOLLOWED) {
      if (!needed) {
        return;
      }
      const oldest = conversations().filter((c) => c.followed).at(-1);
      oldest.followed = false;
      socket.unfollow(oldest.id);
    }
    conversation.followed = true;
    socket.follow(conversation.id, conversation.lastMessage?.seq ?? 0);
  }

  function lineChanged() {
    if (socket.state === "online") {
      outbox.flush();
      look();
    }
    chat.dispatchEvent(new Event("state"));
  }

  /** An answer that goes on is told from its beginning, and markers that moved meanwhile are read anew. */
  function restart() {
    for (const conversation of all.values()) {
      conversation.turns.clear();
      tell("turns", conversation);
      if (conversation.participants.size > 0) {
        reread(conversation);
      }
    }
  }

  async function reread(conversation) {
    try {
      learn(conversation, await api.get(`/conversations/${conversation.id}`));
      listChanged();
    } catch (e) {
      if (e.code === "conversation_not_found") {
        forget(conversation.id);
      }
    }
  }

  function happened({ event, conversation: id, data }) {
    const conversation = all.get(id);
    if (!conversation) {
      return;
    }
    if (event === "entry") {
      entry(conversation, data);
    } else if (event === "truncated") {
      tell(event, conversation);
    } else if (event === "fragment") {
      said(conversation, data);
      tell("turns", conversation);
    } else if (event === "turn") {
      turned(conversation, data);
      tell("turns", conversation, { failed: data.state === "failed" });
    } else if (event === "typing") {
      conversation.typing.set(data.userId, Date.now() + TYPING_FOR);
      setTimeout(() => tell("typing", conversation), TYPING_FOR + 50);
      tell("typing", conversation);
    } else if (event === "read") {
      onRead(conversation, data);
    } else if (event === "end" && data.code === "revoked") {
      // If the session is over, the next call is told so.
      look();
    } else if (data.code === "removed" || data.code === "conversation_not_found") {
      forget(id);
    }
  }

  function entry(conversation, entry) {
    const { type, message } = entry;
    if (type === "posted") {
      onPosted(conversation, message);
    } else if (type === "renamed") {
      conversation.title = entry.title;
    } else if (type === "joined" || type === "left") {
      reread(conversation);
    } else {
      changed(conversation, entry);
    }
    tell("entry", conversation, { entry });
    listChanged();
  }

  function onPosted(conversation, message) {
    // The list may have told of it already.
    if (message.seq > (conversation.lastMessage?.seq ?? 0)) {
      const mine = message.author.id === user.id;
      posted(conversation, message, mine);
      if (mine) {
        outbox.arrived(conversation.id, message);
      }
      tell("typing", conversation);
      tell("turns", conversation);
    }
  }

  function onRead(conversation, marker) {
    read(conversation, marker);
    if (marker.userId === user.id && marker.seq > conversation.readSeq) {
      // In another tab, or on another device.
      conversation.readSeq = marker.seq;
      if (marker.seq >= (conversation.lastMessage?.seq ?? 0)) {
        conversation.unread = 0;
        listChanged();
      } else {
        look();
      }
    }
    tell("read", conversation);
  }

  function listChanged() {
    chat.dispatchEvent(new Event("list"));
  }

  function tell(type, { id }, more = {}) {
    chat.dispatchEvent(new CustomEvent(type, { detail: { conversation: id, ...more } }));
  }

  const line = () => socket.state;
  const renewed = () => socket.renew();
  const actions = { user, line, renewed, conversations, find, refresh, more, open, create, markRead, forget, close };
  return Object.assign(chat, actions, { next: null, loaded: false });
}
