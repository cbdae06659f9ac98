/** Puts the page together. */

import { accountOf } from "./account.js";
import { Api } from "./api.js";
import { chatOf } from "./chat.js";
import { dialogsOf } from "./dialogs.js";
import { button, h, isolatedText } from "./dom.js";
import { conversationList } from "./list.js";
import { Outbox } from "./outbox.js";
import { explain } from "./problems.js";
import * as session from "./session.js";
import { signIn } from "./sign-in.js";
import { conversationView } from "./view.js";

const LINE = { connecting: "Connecting…", online: "Connected", offline: "Offline. What you write is sent later." };

function showChat(signedIn) {
  const stop = new AbortController();
  const token = session.tokensOf(signedIn);
  const api = new Api(token, () => signingOut || leave(true));
  const outbox = new Outbox(api, signedIn.user.id);
  const chat = chatOf(api, outbox, token, signedIn.user);
  const dialogs = dialogsOf(api, chat);
  const account = accountOf(api, signedIn.user, { waiting: () => outbox.size, signOut });
  const list = conversationList(chat, dialogs);
  const light = h("p", { id: "light", role: "status" });
  const place = h("div", { class: "place" });
  let view = null;
  let signingOut = false;

  function leave(told) {
    if (stop.signal.aborted) {
      return;
    }
    stop.abort();
    view?.close();
    chat.close();
    outbox.close();
    session.end(signedIn);
    document.title = "Parley";
    if (!told) {
      location.hash = "";
    }
    signIn(showChat, told ? explain({ code: "unauthenticated" }) : "");
  }

  async function signOut() {
    signingOut = true;
    try {
      await api.post("/logout");
    } catch (e) {
      if (e.code !== "unauthenticated") {
        signingOut = false;
        throw e;
      }
    }
    outbox.clear();
    sessionStorage.clear();
    leave(false);
  }

  function showLine() {
    light.dataset.state = chat.line();
    light.textContent = LINE[chat.line()];
  }

  function showTitle() {
    const unread = chat.conversations().reduce((sum, { unread }) => sum + unread, 0);
    const title = chat.find(openId())?.title;
    document.title = `${unread > 0 ? `(${unread}) ` : ""}${title ? `${isolatedText(title)} – ` : ""}Parley`;
  }

  const openId = () => /^#c\/([0-9a-f-]{36})$/.exec(location.hash)?.[1];

  function showNone(text) {
    place.replaceChildren(h("p", { class: "empty" }, text));
  }

  async function navigate() {
    const id = openId();
    view?.close();
    view = null;
    list.mark(id);
    showTitle();
    document.body.classList.toggle("reading", Boolean(id));
    showNone(id ? "Opening…" : "Choose a conversation, or start one.");
    if (!id) {
      return;
    }
    try {
      const conversation = await chat.open(id);
      if (id === openId() && !view && !stop.signal.aborted) {
        view = conversationView({ api, chat, outbox, dialogs }, conversation);
        place.replaceChildren(view.element);
        view.open();
      }
    } catch (e) {
      if (id === openId() && !stop.signal.aborted) {
        showNone(explain(e));
        place.append(button("Try again", navigate));
      }
    }
  }

  document.body.replaceChildren(
    h("header", { class: "top" }, h("h1", {}, "Parley"), light, button("Account", account)),
    h("main", {}, list.element, place),
  );
  chat.addEventListener("state", showLine);
  chat.addEventListener("list", showTitle);
  chat.addEventListener("gone", ({ detail }) => {
    if (detail.conversation === openId()) {
      location.hash = "";
    }
  });
  session.events.addEventListener("renewed", chat.renewed, { signal: stop.signal });
  window.addEventListener("hashchange", navigate, { signal: stop.signal });
  showLine();
  navigate();
  chat.refresh().catch(() => {});
}

session.onChangeElsewhere(() => location.reload());
const signedIn = session.current();
if (signedIn) {
  showChat(signedIn);
} else {
  signIn(showChat);
}
