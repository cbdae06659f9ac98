-- expand
-- Who is logged in, and what tells every node that this has changed. Rows of a user are found by tenant and user; hashes are
-- SHA-256. Columns of times go by the clock that the store goes by, which is the database's own unless the host passed one.

-- The seq of the newest change. Whoever changes somebody's access takes the next one, as the last lock of the
-- transaction: so changes become visible in the order of their seq.
CREATE TABLE parley_access_head (
    id  smallint PRIMARY KEY CHECK (id = 1),
    seq bigint   NOT NULL
) WITH (fillfactor = 10);

INSERT INTO parley_access_head (id, seq) VALUES (1, 0);

CREATE TABLE parley_access_change (
    seq        bigint      PRIMARY KEY,
    tenant     text        COLLATE "C" NOT NULL,
    user_id    text        COLLATE "C" NOT NULL,
    changed_at timestamptz NOT NULL
);

CREATE TABLE parley_session (
    tenant        text        COLLATE "C" NOT NULL,
    id            text        COLLATE "C" NOT NULL,
    user_id       text        COLLATE "C" NOT NULL,
    device        text        NOT NULL,
    address       text        NOT NULL,
    second_factor boolean     NOT NULL,
    created_at    timestamptz NOT NULL,
    last_seen_at  timestamptz NOT NULL,
    idle_micros   bigint      NOT NULL,
    -- When it ends however often it is used; expires_at is never beyond.
    ends_at       timestamptz NOT NULL,
    expires_at    timestamptz NOT NULL,
    PRIMARY KEY (tenant, id)
);

CREATE INDEX parley_session_user ON parley_session (tenant, user_id);

CREATE INDEX parley_session_expiry ON parley_session (expires_at);

-- The refresh tokens of a session. All that changes is in this row, and changes under its lock.
CREATE TABLE parley_refresh_family (
    tenant           text        COLLATE "C" NOT NULL,
    session_id       text        COLLATE "C" NOT NULL,
    user_id          text        COLLATE "C" NOT NULL,
    ends_at          timestamptz NOT NULL,
    -- The one that may be spent, and when its time is over: never beyond ends_at.
    newest           bytea       NOT NULL,
    expires_at       timestamptz NOT NULL,
    -- The one that was spent for the newest, when, and the newest itself, sealed; null when none was spent.
    previous         bytea,
    spent_at         timestamptz,
    sealed_successor bytea,
    -- Whether a spent one was used: then none is good any more.
    reused           boolean     NOT NULL,
    PRIMARY KEY (tenant, session_id)
);

CREATE INDEX parley_refresh_family_user ON parley_refresh_family (tenant, user_id);

CREATE INDEX parley_refresh_family_expiry ON parley_refresh_family (expires_at);

-- Every token of a family, spent or not. Rows are added and, with the family, deleted.
CREATE TABLE parley_refresh_token (
    hash       bytea       PRIMARY KEY,
    tenant     text        COLLATE "C" NOT NULL,
    session_id text        COLLATE "C" NOT NULL,
    FOREIGN KEY (tenant, session_id) REFERENCES parley_refresh_family ON DELETE CASCADE
);

CREATE INDEX parley_refresh_token_family ON parley_refresh_token (tenant, session_id);

CREATE TABLE parley_api_key (
    tenant       text        COLLATE "C" NOT NULL,
    id           text        COLLATE "C" NOT NULL,
    user_id      text        COLLATE "C" NOT NULL,
    name         text        NOT NULL,
    hash         bytea       NOT NULL UNIQUE,
    scopes       text[]      NOT NULL,
    created_at   timestamptz NOT NULL,
    expires_at   timestamptz,
    last_used_at timestamptz,
    PRIMARY KEY (tenant, id)
);

CREATE INDEX parley_api_key_user ON parley_api_key (tenant, user_id);

CREATE TABLE parley_second_factor (
    tenant        text    COLLATE "C" NOT NULL,
    user_id       text    COLLATE "C" NOT NULL,
    sealed_secret bytea   NOT NULL,
    -- -1 when none was used.
    last_step     bigint  NOT NULL,
    confirmed     boolean NOT NULL,
    PRIMARY KEY (tenant, user_id)
);

-- Those that were not used.
CREATE TABLE parley_recovery_code (
    tenant  text  COLLATE "C" NOT NULL,
    user_id text  COLLATE "C" NOT NULL,
    hash    bytea NOT NULL,
    PRIMARY KEY (tenant, user_id, hash),
    FOREIGN KEY (tenant, user_id) REFERENCES parley_second_factor ON DELETE CASCADE
);

-- How often passwords were guessed wrong. Times in microseconds since 1970, oldest first. Subjects are hashes.
CREATE TABLE parley_login_lane (
    -- Kind, subject and tenant, with blanks between. One column: of two, H2 would use an index for the first alone.
    lane         text        COLLATE "C" PRIMARY KEY,
    failures     bigint[]    NOT NULL,
    -- The slots in use, and when each was taken.
    slots        text[]      NOT NULL,
    taken        bigint[]    NOT NULL,
    closures     integer     NOT NULL,
    closed_until bigint,
    last_failure bigint,
    -- From when on there is nothing to remember.
    idle_from    timestamptz NOT NULL
);

CREATE INDEX parley_login_lane_idle ON parley_login_lane (idle_from);
