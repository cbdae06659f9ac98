/** Who is signed in, in every tab of this browser, and with which tokens. */

import { ApiError, call } from "./api.js";

const KEY = "parley.session";
const DEVICES = "parley.devices";
const MOST_DEVICES = 5;
/** So long before its end a token is renewed, or a quarter of its life, whichever is less. */
const MARGIN = 120_000;
/** Short enough that what was lost can be asked for again before the server takes that for theft. */
const RENEW_WITHIN = 4_000;
const SEEN_AFTER = 200;
const LOCK_WITHIN = 8_000;

/** "renewed", when the tokens were, in this tab or another. */
export const events = new EventTarget();

/** {@return {token, refreshToken, lasts, expires, id, user: {id, name}}, or null} */
export function current() {
  const session = stored(KEY);
  return session?.token && session.user ? session : null;
}

/** @param email under which the device is known to the server from now on, whoever else signs in on it */
export function begin({ deviceToken, user, ...tokens }, email) {
  if (deviceToken) {
    const others = Object.entries(stored(DEVICES) ?? {}).filter(([of]) => of !== nameOf(email));
    const devices = [...others, [nameOf(email), deviceToken]].slice(-MOST_DEVICES);
    localStorage.setItem(DEVICES, JSON.stringify(Object.fromEntries(devices)));
  }
  return keep(tokens, user);
}

export const deviceToken = (email) => stored(DEVICES)?.[nameOf(email)];

/** Signs out here, unless another tab has signed in anew. */
export function end({ id }) {
  if (current()?.id === id) {
    localStorage.removeItem(KEY);
  }
}

/**
 * What gives the token of a session: one that lasts, and is not the one that was refused. Fails as calls do; the code is
 * "unauthenticated" once the session is over.
 */
export function tokensOf({ id }) {
  let renewing = null;

  function mine() {
    const session = current();
    if (session?.id !== id) {
      throw signedOut();
    }
    return session;
  }

  async function renew(refused) {
    // Another tab may have done it.
    const { refreshToken, user, ...known } = mine();
    if (lasts(known, refused)) {
      return known.token;
    }
    try {
      const tokens = await call("POST", "/refresh", { body: { refreshToken }, within: RENEW_WITHIN });
      if (mine().refreshToken === refreshToken) {
        keep(tokens, user);
        events.dispatchEvent(new Event("renewed"));
        // While the lock is held: other tabs see a moment later what is stored, and would renew once more.
        await new Promise((done) => setTimeout(done, SEEN_AFTER));
      }
    } catch (e) {
      if (e.status !== 400 && e.status !== 401) {
        throw e;
      }
      if (mine().refreshToken === refreshToken) {
        throw signedOut();
      }
    }
    return mine().token;
  }

  return async (refused) => {
    const session = mine();
    if (lasts(session, refused)) {
      return session.token;
    }
    renewing ??= alone(KEY, LOCK_WITHIN, () => renew(refused)).finally(() => (renewing = null));
    return renewing;
  };
}

/**
 * Does something in one tab at a time, where the browser can tell. A tab that is put to sleep keeps its lock: who has
 * waited long enough goes on without.
 */
export async function alone(name, within, action) {
  try {
    return await (navigator.locks?.request(name, { signal: AbortSignal.timeout(within) }, action) ?? action());
  } catch (e) {
    if (e.name !== "TimeoutError") {
      throw e;
    }
    return action();
  }
}

/** Calls back when another tab signs in or out. */
export function onChangeElsewhere(listener) {
  window.addEventListener("storage", ({ key, oldValue, newValue }) => {
    const id = parsed(() => newValue)?.id;
    if (key === KEY && id && id === parsed(() => oldValue)?.id) {
      events.dispatchEvent(new Event("renewed"));
    } else if (key === KEY || key === null) {
      listener();
    }
  });
}

function keep({ accessToken, refreshToken, expiresIn, sessionId }, user) {
  const lasts = expiresIn * 1000;
  const session = { token: accessToken, refreshToken, lasts, expires: Date.now() + lasts, id: sessionId, user };
  localStorage.setItem(KEY, JSON.stringify(session));
  return session;
}

const lasts = ({ token, lasts, expires }, refused) =>
  token !== refused && expires - Date.now() > Math.min(MARGIN, lasts / 4);

const signedOut = () => new ApiError(401, { code: "unauthenticated" });

const nameOf = (email) => email.trim().toLowerCase();

const stored = (key) => parsed(() => localStorage.getItem(key));

/** Neither storage that is forbidden nor what somebody else left there signs anybody in. */
function parsed(read) {
  try {
    return JSON.parse(read());
  } catch {
    return null;
  }
}
