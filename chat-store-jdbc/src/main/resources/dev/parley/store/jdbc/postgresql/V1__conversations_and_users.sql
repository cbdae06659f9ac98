-- expand
-- Every key begins with the conversation id, and no constraint reaches across conversations, so that the tables can be
-- partitioned or sharded by it. Entries are written under the lock of their parley_conversation row only,
-- which is why there are no foreign keys: they would lock and look up that row once more for each message.
-- Identifiers have the collation "C": their indexes outlive an upgrade of the operating system's locales.

CREATE TABLE parley_conversation (
    id              uuid        PRIMARY KEY,
    tenant          text        COLLATE "C" NOT NULL,
    -- The first seq at which it was no longer direct: 0 if it never was, 2^63 - 1 as long as it is.
    direct_until    bigint      NOT NULL,
    title           text        NOT NULL,
    title_author    text        COLLATE "C" NOT NULL,
    open_history    boolean     NOT NULL,
    created_at      timestamptz NOT NULL,
    created_by      text        COLLATE "C" NOT NULL,
    -- SHA-256 of what it was created from; null when the creator was erased.
    creation_hash   bytea,
    head_seq        bigint      NOT NULL,
    posted_count    bigint      NOT NULL,
    -- 0 when nothing was posted yet.
    last_posted_seq bigint      NOT NULL,
    last_activity   timestamptz NOT NULL,
    -- The user ids of the bots that take part: an append, which locks and reads this row, knows by it whom it asks.
    bots            text[]      NOT NULL DEFAULT '{}',
    -- How often somebody was erased from it.
    erasures        bigint      NOT NULL DEFAULT 0,
    -- The first entry that was not removed because of its age, and how many messages were posted before it.
    first_seq       bigint      NOT NULL DEFAULT 1,
    removed_count   bigint      NOT NULL DEFAULT 0,
    -- Since when and why nothing may be removed or wiped, if so.
    held_since      timestamptz,
    hold_reason     text
-- Updated with each message, in no indexed column: free space in its page keeps the update in place (HOT).
) WITH (fillfactor = 70);

CREATE INDEX parley_conversation_held ON parley_conversation (tenant, id) WHERE held_since IS NOT NULL;

CREATE TABLE parley_participant (
    conversation_id uuid        NOT NULL,
    user_id         text        COLLATE "C" NOT NULL,
    tenant          text        COLLATE "C" NOT NULL,
    role            text        COLLATE "C" NOT NULL CHECK (role IN ('owner', 'member', 'bot')),
    joined_at       timestamptz NOT NULL,
    visible_from    bigint      NOT NULL,
    read_seq        bigint      NOT NULL,
    -- How many messages were posted up to read_seq: unread is posted_count less this, or less removed_count if that is more.
    read_ordinal    bigint      NOT NULL,
    -- Whether they took part from the creation on.
    founder         boolean     NOT NULL,
    PRIMARY KEY (conversation_id, user_id)
) WITH (fillfactor = 70);

CREATE INDEX parley_participant_user ON parley_participant (tenant, user_id, conversation_id);

-- Apart from parley_participant, so that no query can forget to leave them out.
CREATE TABLE parley_former_participant (
    conversation_id uuid        NOT NULL,
    user_id         text        COLLATE "C" NOT NULL,
    tenant          text        COLLATE "C" NOT NULL,
    role            text        COLLATE "C" NOT NULL,
    joined_at       timestamptz NOT NULL,
    read_seq        bigint      NOT NULL,
    left_at         timestamptz NOT NULL,
    founder         boolean     NOT NULL,
    PRIMARY KEY (conversation_id, user_id)
);

CREATE INDEX parley_former_participant_user ON parley_former_participant (tenant, user_id, conversation_id);

CREATE TABLE parley_entry (
    conversation_id uuid        NOT NULL,
    seq             bigint      NOT NULL,
    type            text        COLLATE "C" NOT NULL
                    CHECK (type IN ('posted', 'edited', 'redacted', 'joined', 'left', 'renamed')),
    happened_at     timestamptz NOT NULL,
    author          text        COLLATE "C" NOT NULL,
    -- How many messages were posted up to here, this one included.
    ordinal         bigint      NOT NULL,
    -- The message that the entry is about: its own seq when posted, the target's when edited or redacted.
    message_seq     bigint,
    -- As posted, as edited, or the new title.
    body            text,
    wiped           boolean     NOT NULL DEFAULT FALSE,
    -- Of a posted entry only: the message as it is now. current_body is null while it is the same as body.
    kind            text        COLLATE "C" CHECK (kind IN ('user', 'bot', 'system')),
    reply_to        bigint,
    current_body    text,
    -- Of a posted entry the current revision, of an edited one the revision that it made.
    revision        integer,
    edited_at       timestamptz,
    edited_seq      bigint,
    redacted_seq    bigint,
    idempotency_key text        COLLATE "C",
    -- SHA-256 of the body as sent; with the key null when the author was erased.
    body_hash       bytea,
    -- Of what a turn posted only: the message that asked. With the conversation and the author it is the turn's id.
    turn_seq        bigint,
    stopped         boolean     NOT NULL DEFAULT FALSE,
    -- Of a joined or left entry only: who, and as what.
    subject         text        COLLATE "C",
    role            text        COLLATE "C",
    PRIMARY KEY (conversation_id, seq)
) PARTITION BY HASH (conversation_id);

-- One partition costs a statement nothing, several cost each one that reads or writes entries the choice between them. With
-- more, vacuum, the rewriting of an index and the restoring of a dump go piece by piece: for a database that will be very
-- large, say how many before the tables are made, ALTER DATABASE .. SET parley.partitions = 8.
DO $$
DECLARE
    partitions integer := coalesce(nullif(current_setting('parley.partitions', TRUE), ''), '1')::integer;
BEGIN
    FOR n IN 0..partitions - 1 LOOP
        EXECUTE format('CREATE TABLE parley_entry_%s PARTITION OF parley_entry'
            || ' FOR VALUES WITH (MODULUS %s, REMAINDER %s)', n, partitions, n);
    END LOOP;
END
$$;

-- History pages and the edits of a message, without stepping over entries of other types.
CREATE INDEX parley_entry_message ON parley_entry (conversation_id, type, message_seq);

-- One entry for a key (nulls are distinct), and all entries of an author.
CREATE UNIQUE INDEX parley_entry_sent ON parley_entry (conversation_id, author, idempotency_key);

-- What bots were asked. The oldest turn of a line (a bot in a conversation) that is not finished is first and may run, the
-- others wait. Lines change under the lock of the parley_conversation row; who claims, holds or gives back a turn locks its
-- row only.
CREATE TABLE parley_turn (
    conversation_id uuid        NOT NULL,
    message_seq     bigint      NOT NULL,
    bot             text        COLLATE "C" NOT NULL,
    tenant          text        COLLATE "C" NOT NULL,
    state           text        COLLATE "C" NOT NULL
                    CHECK (state IN ('waiting', 'first', 'completed', 'stopped', 'failed')),
    running         boolean     NOT NULL,
    attempt         integer     NOT NULL,
    tries           integer     NOT NULL,
    -- By the clock of the database: of the first when it can be claimed, of a running one the end of its lease; else null.
    due_at          timestamptz,
    failure         text        COLLATE "C",
    answer_seq      bigint,
    -- How many UTF-16 units the latest attempt has written.
    length          integer     NOT NULL,
    PRIMARY KEY (conversation_id, message_seq, bot)
);

-- Lines, and the latest completed turns of a bot, without stepping over the finished ones.
CREATE INDEX parley_turn_line ON parley_turn (conversation_id, state, bot, message_seq);

CREATE INDEX parley_turn_due ON parley_turn (due_at) WHERE due_at IS NOT NULL;

-- What the latest attempt of a running turn has written; rows are added and, all at once, deleted.
CREATE TABLE parley_fragment (
    conversation_id uuid        NOT NULL,
    message_seq     bigint      NOT NULL,
    bot             text        COLLATE "C" NOT NULL,
    start_offset    integer     NOT NULL,
    body            text        NOT NULL,
    PRIMARY KEY (conversation_id, message_seq, bot, start_offset)
);

CREATE TABLE parley_user (
    tenant             text    COLLATE "C" NOT NULL,
    user_id            text    COLLATE "C" NOT NULL,
    login              text    COLLATE "C" NOT NULL,
    display_login      text    NOT NULL,
    name               text    NOT NULL,
    -- In lower case by Java's rules, so that every database finds the same.
    folded_name        text    NOT NULL,
    -- Name and id in UTF-16BE: bytes compare as Java compares strings.
    sort_key           bytea   NOT NULL,
    roles              text[]  NOT NULL,
    enabled            boolean NOT NULL,
    credential         text,
    credential_version integer NOT NULL,
    PRIMARY KEY (tenant, user_id),
    UNIQUE (tenant, login)
);

CREATE INDEX parley_user_sorted ON parley_user (tenant, sort_key);
