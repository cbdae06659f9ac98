/** The calls of the server's API. */

const TIMEOUT = 10_000;

/** What the server refused, with its stable code. */
export class ApiError extends Error {
  constructor(status, { code = "unknown", retryAfter = 0, detail = "" }) {
    super();
    this.status = status;
    this.code = code;
    this.retryAfter = retryAfter;
    this.detail = detail;
  }

  /** Whether the same call may succeed later. 500 is a defect, which may stay. */
  get passing() {
    return this.status > 500 || this.status === 429 || this.status === 408;
  }
}

/** The line is down, or the server is; what became of the call is not known. */
export class LineDown extends Error {}

export class Api {
  #token;
  #onSignedOut;

  /**
   * @param token gives the token, or another one than was refused
   * @param onSignedOut is called when there is none any more that the server takes
   */
  constructor(token, onSignedOut) {
    this.#token = token;
    this.#onSignedOut = onSignedOut;
  }

  get = (path) => this.#call("GET", path);
  post = (path, body, headers) => this.#call("POST", path, { body, headers });
  patch = (path, body, headers) => this.#call("PATCH", path, { body, headers });
  delete = (path) => this.#call("DELETE", path);

  async #call(method, path, options) {
    let token;
    const send = async (refused) => {
      token = await this.#token(refused);
      return call(method, path, { ...options, token });
    };
    try {
      return await send().catch((e) => {
        if (token && e.code === "unauthenticated") {
          return send(token);
        }
        throw e;
      });
    } catch (e) {
      if (e.code === "unauthenticated") {
        this.#onSignedOut();
      }
      throw e;
    }
  }
}

export async function call(method, path, { body, headers, token, within = TIMEOUT } = {}) {
  const request = {
    method,
    headers: { ...headers },
    credentials: "omit",
    redirect: "error",
    signal: AbortSignal.timeout(within),
  };
  if (token) {
    request.headers.Authorization = `Bearer ${token}`;
  }
  if (body !== undefined) {
    request.headers["Content-Type"] = "application/json";
    request.body = JSON.stringify(body);
  }
  let response;
  let json;
  try {
    response = await fetch(`/api${path}`, request);
    json = response.status === 204 ? null : await response.json();
  } catch {
    // A proxy whose server is away answers with a page of its own, which is no JSON.
    throw new LineDown();
  }
  if (response.ok) {
    return json;
  }
  throw new ApiError(response.status, json);
}

/** A key that nobody else has. randomUUID would do, but only pages that came by https, or from this machine, have it. */
export function newKey() {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (b) => b.toString(16).padStart(2, "0")).join("");
}
