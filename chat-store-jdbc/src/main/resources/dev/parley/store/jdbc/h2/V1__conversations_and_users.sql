-- expand
-- Every key begins with the conversation id, and no constraint reaches across conversations, so that the tables can be
-- partitioned or sharded by it. Entries are written under the lock of their parley_conversation row only,
-- which is why there are no foreign keys: they would lock and look up that row once more for each message.

CREATE TABLE parley_conversation (
    id              uuid        PRIMARY KEY,
    tenant          varchar     NOT NULL,
    -- The first seq at which it was no longer direct: 0 if it never was, 2^63 - 1 as long as it is.
    direct_until    bigint      NOT NULL,
    title           varchar     NOT NULL,
    title_author    varchar     NOT NULL,
    open_history    boolean     NOT NULL,
    created_at      timestamp(6) with time zone NOT NULL,
    created_by      varchar     NOT NULL,
    -- SHA-256 of what it was created from; null when the creator was erased.
    creation_hash   varbinary(32),
    head_seq        bigint      NOT NULL,
    posted_count    bigint      NOT NULL,
    -- 0 when nothing was posted yet.
    last_posted_seq bigint      NOT NULL,
    last_activity   timestamp(6) with time zone NOT NULL,
    -- The user ids of the bots that take part: an append, which locks and reads this row, knows by it whom it asks.
    bots            varchar array NOT NULL DEFAULT ARRAY[],
    -- How often somebody was erased from it.
    erasures        bigint      NOT NULL DEFAULT 0,
    -- The first entry that was not removed because of its age, and how many messages were posted before it.
    first_seq       bigint      NOT NULL DEFAULT 1,
    removed_count   bigint      NOT NULL DEFAULT 0,
    -- Since when and why nothing may be removed or wiped, if so.
    held_since      timestamp(6) with time zone,
    hold_reason     varchar
);

CREATE INDEX parley_conversation_held ON parley_conversation (tenant, held_since);

CREATE TABLE parley_participant (
    conversation_id uuid        NOT NULL,
    user_id         varchar     NOT NULL,
    tenant          varchar     NOT NULL,
    role            varchar     NOT NULL CHECK (role IN ('owner', 'member', 'bot')),
    joined_at       timestamp(6) with time zone NOT NULL,
    visible_from    bigint      NOT NULL,
    read_seq        bigint      NOT NULL,
    -- How many messages were posted up to read_seq: unread is posted_count less this, or less removed_count if that is more.
    read_ordinal    bigint      NOT NULL,
    -- Whether they took part from the creation on.
    founder         boolean     NOT NULL,
    PRIMARY KEY (conversation_id, user_id)
);

CREATE INDEX parley_participant_user ON parley_participant (tenant, user_id, conversation_id);

-- Apart from parley_participant, so that no query can forget to leave them out.
CREATE TABLE parley_former_participant (
    conversation_id uuid        NOT NULL,
    user_id         varchar     NOT NULL,
    tenant          varchar     NOT NULL,
    role            varchar     NOT NULL,
    joined_at       timestamp(6) with time zone NOT NULL,
    read_seq        bigint      NOT NULL,
    left_at         timestamp(6) with time zone NOT NULL,
    founder         boolean     NOT NULL,
    PRIMARY KEY (conversation_id, user_id)
);

CREATE INDEX parley_former_participant_user ON parley_former_participant (tenant, user_id, conversation_id);

CREATE TABLE parley_entry (
    conversation_id uuid        NOT NULL,
    seq             bigint      NOT NULL,
    type            varchar     NOT NULL
                    CHECK (type IN ('posted', 'edited', 'redacted', 'joined', 'left', 'renamed')),
    happened_at     timestamp(6) with time zone NOT NULL,
    author          varchar     NOT NULL,
    -- How many messages were posted up to here, this one included.
    ordinal         bigint      NOT NULL,
    -- The message that the entry is about: its own seq when posted, the target's when edited or redacted.
    message_seq     bigint,
    -- As posted, as edited, or the new title.
    body            varchar,
    wiped           boolean     NOT NULL DEFAULT FALSE,
    -- Of a posted entry only: the message as it is now. current_body is null while it is the same as body.
    kind            varchar     CHECK (kind IN ('user', 'bot', 'system')),
    reply_to        bigint,
    current_body    varchar,
    -- Of a posted entry the current revision, of an edited one the revision that it made.
    revision        integer,
    edited_at       timestamp(6) with time zone,
    edited_seq      bigint,
    redacted_seq    bigint,
    idempotency_key varchar,
    -- SHA-256 of the body as sent; with the key null when the author was erased.
    body_hash       varbinary(32),
    -- Of what a turn posted only: the message that asked. With the conversation and the author it is the turn's id.
    turn_seq        bigint,
    stopped         boolean     NOT NULL DEFAULT FALSE,
    -- Of a joined or left entry only: who, and as what.
    subject         varchar,
    role            varchar,
    PRIMARY KEY (conversation_id, seq)
);

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
    bot             varchar     NOT NULL,
    tenant          varchar     NOT NULL,
    state           varchar     NOT NULL
                    CHECK (state IN ('waiting', 'first', 'completed', 'stopped', 'failed')),
    running         boolean     NOT NULL,
    attempt         integer     NOT NULL,
    tries           integer     NOT NULL,
    -- By the clock of the database: of the first when it can be claimed, of a running one the end of its lease; else null.
    due_at          timestamp(6) with time zone,
    failure         varchar,
    answer_seq      bigint,
    -- How many UTF-16 units the latest attempt has written.
    length          integer     NOT NULL,
    PRIMARY KEY (conversation_id, message_seq, bot)
);

-- Lines, and the latest completed turns of a bot, without stepping over the finished ones.
CREATE INDEX parley_turn_line ON parley_turn (conversation_id, state, bot, message_seq);

-- Nulls last, so that a search for what is due does not begin with all that is finished.
CREATE INDEX parley_turn_due ON parley_turn (due_at NULLS LAST);

-- What the latest attempt of a running turn has written; rows are added and, all at once, deleted.
CREATE TABLE parley_fragment (
    conversation_id uuid        NOT NULL,
    message_seq     bigint      NOT NULL,
    bot             varchar     NOT NULL,
    start_offset    integer     NOT NULL,
    body            varchar     NOT NULL,
    PRIMARY KEY (conversation_id, message_seq, bot, start_offset)
);

CREATE TABLE parley_user (
    tenant             varchar NOT NULL,
    user_id            varchar NOT NULL,
    login              varchar NOT NULL,
    display_login      varchar NOT NULL,
    name               varchar NOT NULL,
    -- In lower case by Java's rules, so that every database finds the same.
    folded_name        varchar NOT NULL,
    -- Name and id in UTF-16BE: bytes compare as Java compares strings.
    sort_key           varbinary(2000) NOT NULL,
    roles              varchar array NOT NULL,
    enabled            boolean NOT NULL,
    credential         varchar,
    credential_version integer NOT NULL,
    PRIMARY KEY (tenant, user_id),
    UNIQUE (tenant, login)
);

CREATE INDEX parley_user_sorted ON parley_user (tenant, sort_key);
