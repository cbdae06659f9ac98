-- expand
-- Who is logged in, and what tells every node that this has changed. Rows of a user are found by tenant and user; hashes are
-- SHA-256. Columns of times go by the clock that the store goes by, which is the database's own unless the host passed one.

-- The seq of the newest change. Whoever changes somebody's access takes the next one, as the last lock of the
-- transaction: so changes become visible in the order of their seq.
CREATE TABLE parley_access_head (
    id  smallint PRIMARY KEY CHECK (id = 1),
    seq bigint   NOT NULL
);

INSERT INTO parley_access_head (id, seq) VALUES (1, 0);

CREATE TABLE parley_access_change (
    seq        bigint      PRIMARY KEY,
    tenant     varchar NOT NULL,
    user_id    varchar NOT NULL,
    changed_at timestamp(6) with time zone NOT NULL
);

CREATE TABLE parley_session (
    tenant        varchar NOT NULL,
    id            varchar NOT NULL,
    user_id       varchar NOT NULL,
    device        varchar NOT NULL,
    address       varchar NOT NULL,
    second_factor boolean     NOT NULL,
    created_at    timestamp(6) with time zone NOT NULL,
    last_seen_at  timestamp(6) with time zone NOT NULL,
    idle_micros   bigint      NOT NULL,
    -- When it ends however often it is used; expires_at is never beyond.
    ends_at       timestamp(6) with time zone NOT NULL,
    expires_at    timestamp(6) with time zone NOT NULL,
    PRIMARY KEY (tenant, id)
);

CREATE INDEX parley_session_user ON parley_session (tenant, user_id);

CREATE INDEX parley_session_expiry ON parley_session (expires_at);

-- The refresh tokens of a session. All that changes is in this row, and changes under its lock.
CREATE TABLE parley_refresh_family (
    tenant           varchar NOT NULL,
    session_id       varchar NOT NULL,
    user_id          varchar NOT NULL,
    ends_at          timestamp(6) with time zone NOT NULL,
    -- The one that may be spent, and when its time is over: never beyond ends_at.
    newest           varbinary(32) NOT NULL,
    expires_at       timestamp(6) with time zone NOT NULL,
    -- The one that was spent for the newest, when, and the newest itself, sealed; null when none was spent.
    previous         varbinary(32),
    spent_at         timestamp(6) with time zone,
    sealed_successor varbinary(512),
    -- Whether a spent one was used: then none is good any more.
    reused           boolean     NOT NULL,
    PRIMARY KEY (tenant, session_id)
);

CREATE INDEX parley_refresh_family_user ON parley_refresh_family (tenant, user_id);

CREATE INDEX parley_refresh_family_expiry ON parley_refresh_family (expires_at);

-- Every token of a family, spent or not. Rows are added and, with the family, deleted.
CREATE TABLE parley_refresh_token (
    hash       varbinary(32) PRIMARY KEY,
    tenant     varchar NOT NULL,
    session_id varchar NOT NULL,
    FOREIGN KEY (tenant, session_id) REFERENCES parley_refresh_family ON DELETE CASCADE
);

CREATE INDEX parley_refresh_token_family ON parley_refresh_token (tenant, session_id);

CREATE TABLE parley_api_key (
    tenant       varchar NOT NULL,
    id           varchar NOT NULL,
    user_id      varchar NOT NULL,
    name         varchar NOT NULL,
    hash         varbinary(32) NOT NULL UNIQUE,
    scopes       varchar array NOT NULL,
    created_at   timestamp(6) with time zone NOT NULL,
    expires_at   timestamp(6) with time zone,
    last_used_at timestamp(6) with time zone,
    PRIMARY KEY (tenant, id)
);

CREATE INDEX parley_api_key_user ON parley_api_key (tenant, user_id);

CREATE TABLE parley_second_factor (
    tenant        varchar NOT NULL,
    user_id       varchar NOT NULL,
    sealed_secret varbinary(512) NOT NULL,
    -- -1 when none was used.
    last_step     bigint  NOT NULL,
    confirmed     boolean NOT NULL,
    PRIMARY KEY (tenant, user_id)
);

-- Those that were not used.
CREATE TABLE parley_recovery_code (
    tenant  varchar NOT NULL,
    user_id varchar NOT NULL,
    hash    varbinary(32) NOT NULL,
    PRIMARY KEY (tenant, user_id, hash),
    FOREIGN KEY (tenant, user_id) REFERENCES parley_second_factor ON DELETE CASCADE
);

-- How often passwords were guessed wrong. Times in microseconds since 1970, oldest first. Subjects are hashes.
CREATE TABLE parley_login_lane (
    -- Kind, subject and tenant, with blanks between. One column: of two, H2 would use an index for the first alone.
    lane         varchar PRIMARY KEY,
    failures     bigint array NOT NULL,
    -- The slots in use, and when each was taken.
    slots        varchar array NOT NULL,
    taken        bigint array NOT NULL,
    closures     integer NOT NULL,
    closed_until bigint,
    last_failure bigint,
    -- From when on there is nothing to remember.
    idle_from    timestamp(6) with time zone NOT NULL
);

CREATE INDEX parley_login_lane_idle ON parley_login_lane (idle_from);
