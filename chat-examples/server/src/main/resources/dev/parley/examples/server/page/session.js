/** Who is signed in, in every tab of this browser. */

const KEY = "parley.session";

/** {@return {token, user: {id, name}}, or null} */
export function current() {
  try {
    const session = JSON.parse(localStorage.getItem(KEY));
    return session && Date.parse(session.expires) > Date.now() ? session : null;
  } catch {
    // Neither storage that is forbidden nor what somebody else left there signs anybody in.
    return null;
  }
}

export function begin({ accessToken, expiresIn, user }) {
  const session = { token: accessToken, expires: new Date(Date.now() + expiresIn * 1000).toISOString(), user };
  localStorage.setItem(KEY, JSON.stringify(session));
  return session;
}

export function end() {
  localStorage.removeItem(KEY);
}

/** Calls back when another tab signs in or out. */
export function onChangeElsewhere(listener) {
  window.addEventListener("storage", (event) => {
    if (event.key === KEY || event.key === null) {
      listener();
    }
  });
}
