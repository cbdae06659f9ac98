/** What is known of one conversation, and what events make of it. */

export function newConversation({ id, title, lastMessage, unread = 0, lastActivity }) {
  const nothing = { participants: new Map(), turns: new Map(), typing: new Map(), readSeq: 0, followed: false };
  return { id, title, lastMessage, unread, lastActivity, ...nothing };
}

/** Takes a message at the end of the log. */
export function posted(conversation, message, mine) {
  conversation.lastMessage = message;
  conversation.lastActivity = message.createdAt;
  conversation.unread = mine ? 0 : conversation.unread + 1;
  conversation.typing.delete(message.author.id);
  conversation.turns.delete(message.turn);
  // Who writes has read.
  read(conversation, { userId: message.author.id, seq: message.seq });
}

/** Takes an entry that changes a message. */
export function changed(conversation, entry) {
  if (conversation.lastMessage?.id === entry.messageId) {
    conversation.lastMessage = { ...conversation.lastMessage, ...changeOf(entry) };
  }
}

/** What an entry that edits or redacts makes of its message. */
export function changeOf({ type, revision, text, redacted, at }) {
  return type === "redacted" || redacted ? { redacted: true, text: "" } : { revision, text, editedAt: at };
}

export function read({ participants }, { userId, seq }) {
  const reader = participants.get(userId);
  if (reader) {
    reader.readSeq = Math.max(reader.readSeq ?? 0, seq);
  }
}

export function said({ turns }, { turn, attempt, offset, text }) {
  const known = turns.get(turn);
  const before = known?.attempt === attempt ? known.text : "";
  turns.set(turn, { attempt, text: before.slice(0, offset) + text });
}

export function turned({ turns }, { turn, state, attempt }) {
  if (state !== "pending" && state !== "running") {
    turns.delete(turn);
  } else if (!(turns.get(turn)?.attempt >= attempt)) {
    turns.set(turn, { attempt, text: "" });
  }
}
