-- expand
-- Who is the only one to do something, and until when, by the clock that the store goes by. A row stays when its lease is over,
-- for the token; it is deleted a day after, when the time alone makes greater ones.
CREATE TABLE parley_lease (
    name    varchar PRIMARY KEY,
    owner   varchar NOT NULL,
    token   bigint  NOT NULL,
    ends_at timestamp(6) with time zone NOT NULL
);

CREATE INDEX parley_lease_end ON parley_lease (ends_at);
