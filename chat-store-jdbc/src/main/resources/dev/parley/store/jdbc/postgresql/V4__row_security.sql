-- expand
-- Who sees and writes which rows. Each transaction says for whom it works:
--   parley.tenant         the tenant, or '*' for a worker that works for all of them
--   parley.users          for whom, as an array of texts: one user, or the authors of a batch; empty for a worker
--   parley.conversation   the one conversation that it is about, if so: it saves asking for the seat with each row
-- and goes on as parley_app (calls of users), parley_writer (messages of users) or parley_worker (turns, delivery, leases,
-- retention, purge). What says nothing sees nothing. The owner is held to it as well (FORCE), so a migration that changes rows
-- works as parley_worker. The roles are there before: roles.sql.

CREATE FUNCTION parley_tenant() RETURNS text STABLE PARALLEL SAFE
    RETURN nullif(current_setting('parley.tenant', true), '');

CREATE FUNCTION parley_users() RETURNS text[] STABLE PARALLEL SAFE
    RETURN CAST(nullif(current_setting('parley.users', true), '') AS text[]);

CREATE FUNCTION parley_conversation() RETURNS uuid STABLE PARALLEL SAFE
    RETURN CAST(nullif(current_setting('parley.conversation', true), '') AS uuid);

-- Where the users of the transaction have seats. It reads as the owner: so the policies of participants, which say no more, do
-- not apply within those of other tables, where they would cost each statement more than the question. The users come from a
-- query within: only what can tell nobody anything is looked up by an index behind a barrier.
CREATE VIEW parley_seats WITH (security_barrier) AS
    SELECT conversation_id, user_id FROM parley_participant
    WHERE tenant = parley_tenant() AND user_id = ANY (CAST((SELECT parley_users()) AS text[]));

-- In a database that was never analyzed PostgreSQL takes an equation for what hardly any row fulfils, and would begin with the
-- rows of the tenant, all of them, instead of with the keys that a statement has: coalesce() keeps it from both, the guess and
-- the index.

-- Policies ask whether a query has a row by what the row has, and not by EXISTS: for that PostgreSQL may read all conversations of
-- the user, to look the one up in them.

-- A policy of a table can't ask the table itself. These do, as the owner. They are in PL/pgSQL, which keeps their plans for the
-- session, while that of a function in SQL which may not be written into its caller is made anew for each statement. Names are
-- written out, so that nobody can put another table in the way.
DO $make$
DECLARE
    place text := quote_ident(current_schema());
BEGIN
    -- The one conversation, if they sit in it: asked once for a statement.
    EXECUTE replace($sql$
        CREATE FUNCTION parley_seat() RETURNS uuid LANGUAGE plpgsql STABLE SECURITY DEFINER AS $body$
        BEGIN
            RETURN (SELECT s.conversation_id FROM place.parley_seats s
                WHERE s.conversation_id = place.parley_conversation() LIMIT 1);
        END $body$
        $sql$, 'place.', place || '.');
    EXECUTE replace($sql$
        CREATE FUNCTION parley_takes_part(conversation uuid) RETURNS boolean LANGUAGE plpgsql STABLE SECURITY DEFINER AS $body$
        BEGIN
            RETURN EXISTS (SELECT 1 FROM place.parley_seats s WHERE s.conversation_id = conversation);
        END $body$
        $sql$, 'place.', place || '.');
    -- Whoever creates a conversation seats the others, until the first entry: nobody can have left it before.
    EXECUTE replace($sql$
        CREATE FUNCTION parley_may_seat(conversation uuid) RETURNS boolean LANGUAGE plpgsql STABLE SECURITY DEFINER AS $body$
        BEGIN
            RETURN place.parley_takes_part(conversation) OR EXISTS (
                SELECT 1 FROM place.parley_conversation c
                WHERE c.id = conversation AND c.created_by = ANY (place.parley_users()) AND c.head_seq = 0
                    AND c.tenant = place.parley_tenant());
        END $body$
        $sql$, 'place.', place || '.');
END
$make$;

DO $$
DECLARE
    guarded text;
BEGIN
    EXECUTE format('GRANT USAGE ON SCHEMA %I TO parley_app, parley_writer, parley_worker, parley_reader',
        current_schema());
    FOR guarded IN
        SELECT c.relname FROM pg_class c
        WHERE c.relnamespace = to_regnamespace(quote_ident(current_schema())) AND c.relkind IN ('r', 'p')
            AND c.relname LIKE 'parley\_%' AND c.relname <> 'parley_schema_history'
    LOOP
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', guarded);
        EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', guarded);
    END LOOP;
    -- Of entries the whole alone: rights on a part would be a way around the policies of the whole.
    FOREACH guarded IN ARRAY ARRAY['parley_conversation', 'parley_participant', 'parley_former_participant', 'parley_entry',
        'parley_turn', 'parley_fragment', 'parley_user', 'parley_session', 'parley_refresh_family', 'parley_refresh_token',
        'parley_api_key', 'parley_second_factor', 'parley_recovery_code', 'parley_login_lane', 'parley_access_head',
        'parley_access_change', 'parley_lease']
    LOOP
        EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %I TO parley_app, parley_worker', guarded);
    END LOOP;
    -- Whoever reads for reports may say any tenant, and so gets to see nothing by which anybody proves who they are.
    GRANT SELECT ON parley_conversation, parley_participant, parley_former_participant, parley_entry, parley_turn,
        parley_fragment TO parley_reader;
    GRANT SELECT (tenant, user_id, login, display_login, name, folded_name, sort_key, roles, enabled, credential_version)
        ON parley_user TO parley_reader;
    FOR guarded IN
        SELECT c.relname FROM pg_class c
        WHERE c.relnamespace = to_regnamespace(quote_ident(current_schema())) AND c.relispartition
            AND c.relname LIKE 'parley\_%' AND c.relkind = 'r'
    LOOP
        EXECUTE format('REVOKE ALL ON %I FROM parley_app, parley_writer, parley_worker, parley_reader', guarded);
    END LOOP;
    -- A login that may not change the tables has to see that they are up to date.
    GRANT SELECT ON parley_schema_history TO parley_app, parley_writer, parley_worker, parley_reader;
    -- Tables with a tenant: a worker sees one, or all.
    FOREACH guarded IN ARRAY ARRAY['parley_conversation', 'parley_participant', 'parley_former_participant', 'parley_turn',
        'parley_user', 'parley_session', 'parley_refresh_family', 'parley_refresh_token', 'parley_api_key',
        'parley_second_factor', 'parley_recovery_code', 'parley_access_change']
    LOOP
        EXECUTE format('CREATE POLICY parley_worker ON %I TO parley_worker'
            || ' USING (coalesce(parley_tenant() IN (''*'', tenant), FALSE))', guarded);
    END LOOP;
    -- Tables of the system as a whole.
    FOREACH guarded IN ARRAY ARRAY['parley_login_lane', 'parley_access_head', 'parley_lease']
    LOOP
        EXECUTE format('CREATE POLICY parley_worker ON %I TO parley_worker USING (parley_tenant() = ''*'')',
            guarded);
    END LOOP;
    -- Parts of a conversation that have no tenant of their own.
    FOREACH guarded IN ARRAY ARRAY['parley_entry', 'parley_fragment']
    LOOP
        EXECUTE format('CREATE POLICY parley_worker ON %1$I TO parley_worker'
            || ' USING (parley_tenant() = ''*'''
            || ' OR conversation_id = (SELECT c.id FROM parley_conversation c WHERE c.id = parley_conversation()'
            || ' AND c.tenant = parley_tenant())'
            || ' OR (SELECT c.id FROM parley_conversation c WHERE c.id = %1$I.conversation_id'
            || ' AND c.tenant = parley_tenant() LIMIT 1) IS NOT NULL)', guarded);
    END LOOP;
    -- What users of a tenant share: logins are looked up before anybody is known.
    CREATE POLICY parley_app ON parley_user TO parley_app, parley_reader USING (tenant = parley_tenant());
    -- What one user has.
    FOREACH guarded IN ARRAY ARRAY['parley_session', 'parley_refresh_family', 'parley_api_key', 'parley_second_factor',
        'parley_recovery_code']
    LOOP
        EXECUTE format('CREATE POLICY parley_app ON %I TO parley_app'
            || ' USING (tenant = parley_tenant()'
            || ' AND user_id = ANY (CAST((SELECT parley_users()) AS text[])))', guarded);
    END LOOP;
END
$$;

CREATE POLICY parley_app ON parley_refresh_token TO parley_app
    USING (tenant = parley_tenant()
        AND (SELECT f.session_id FROM parley_refresh_family f
             WHERE f.tenant = parley_refresh_token.tenant AND f.session_id = parley_refresh_token.session_id LIMIT 1) IS NOT NULL);

-- What the view and the functions may look at.
CREATE POLICY parley_owner ON parley_participant FOR SELECT TO CURRENT_USER
    USING (tenant = parley_tenant());

CREATE POLICY parley_owner ON parley_conversation FOR SELECT TO CURRENT_USER
    USING (tenant = parley_tenant() AND created_by = ANY (parley_users()));

-- Whoever wrote through the view would write as the owner.
REVOKE ALL ON parley_seats FROM parley_app, parley_writer, parley_worker, parley_reader;
GRANT SELECT ON parley_seats TO parley_app, parley_reader;

-- What a row is of, and whose, stays as it was: then who may change it may not move it to where they could not put it. Columns
-- of later versions have to be granted where users change them.
REVOKE UPDATE ON parley_conversation, parley_participant, parley_entry FROM parley_app;
GRANT UPDATE (direct_until, title, title_author, open_history, head_seq, posted_count, last_posted_seq, last_activity, bots)
    ON parley_conversation TO parley_app;
GRANT UPDATE (role, visible_from, read_seq, read_ordinal) ON parley_participant TO parley_app;
GRANT UPDATE (body, wiped, current_body, revision, edited_at, edited_seq, redacted_seq) ON parley_entry TO parley_app;

-- Policies for SELECT and for UPDATE say the same word for word: PostgreSQL applies both to an update, and asks once.
-- Nobody leaves by this role: what has to be settled for those who stay is no business of who has left.
CREATE POLICY parley_app_reads ON parley_participant FOR SELECT TO parley_app, parley_reader
    USING (coalesce(tenant = parley_tenant(), FALSE)
        AND (user_id = ANY (CAST((SELECT parley_users()) AS text[]))
            OR conversation_id = (SELECT parley_seat()) OR parley_takes_part(conversation_id)));

CREATE POLICY parley_app_seats ON parley_participant FOR INSERT TO parley_app
    WITH CHECK (tenant = parley_tenant() AND parley_may_seat(conversation_id));

CREATE POLICY parley_app_changes ON parley_participant FOR UPDATE TO parley_app
    USING (coalesce(tenant = parley_tenant(), FALSE)
        AND (user_id = ANY (CAST((SELECT parley_users()) AS text[]))
            OR conversation_id = (SELECT parley_seat()) OR parley_takes_part(conversation_id)))
    WITH CHECK (TRUE);

CREATE POLICY parley_app ON parley_former_participant TO parley_app, parley_reader
    USING (coalesce(tenant = parley_tenant(), FALSE)
        AND (user_id = ANY (CAST((SELECT parley_users()) AS text[]))
            OR conversation_id = (SELECT parley_seat()) OR parley_takes_part(conversation_id)))
    WITH CHECK (tenant = parley_tenant() AND parley_takes_part(conversation_id));

CREATE POLICY parley_app_reads ON parley_conversation FOR SELECT TO parley_app, parley_reader
    USING (coalesce(tenant = parley_tenant(), FALSE)
        AND ((SELECT s.user_id FROM parley_seats s WHERE s.conversation_id = parley_conversation.id LIMIT 1) IS NOT NULL
            OR (head_seq = 0 AND created_by = ANY (parley_users()))));

CREATE POLICY parley_app_makes ON parley_conversation FOR INSERT TO parley_app
    WITH CHECK (tenant = parley_tenant() AND created_by = ANY (parley_users()));

CREATE POLICY parley_app_changes ON parley_conversation FOR UPDATE TO parley_app
    USING (coalesce(tenant = parley_tenant(), FALSE)
        AND ((SELECT s.user_id FROM parley_seats s WHERE s.conversation_id = parley_conversation.id LIMIT 1) IS NOT NULL
            OR (head_seq = 0 AND created_by = ANY (parley_users()))))
    WITH CHECK (TRUE);

-- The part before OR is asked once for a statement, the other one with each row that the first does not let pass.
CREATE POLICY parley_app_reads ON parley_entry FOR SELECT TO parley_app, parley_reader
    USING (conversation_id = (SELECT s.conversation_id FROM parley_seats s WHERE s.conversation_id = parley_conversation() LIMIT 1)
        OR (SELECT s.user_id FROM parley_seats s WHERE s.conversation_id = parley_entry.conversation_id LIMIT 1) IS NOT NULL);

CREATE POLICY parley_app_changes ON parley_entry FOR UPDATE TO parley_app
    USING (conversation_id = (SELECT s.conversation_id FROM parley_seats s WHERE s.conversation_id = parley_conversation() LIMIT 1)
        OR (SELECT s.user_id FROM parley_seats s WHERE s.conversation_id = parley_entry.conversation_id LIMIT 1) IS NOT NULL)
    WITH CHECK (TRUE);

-- The author has to be one of the users of the transaction, and seated in the tenant's conversation.
CREATE POLICY parley_app_writes ON parley_entry FOR INSERT TO parley_app
    WITH CHECK ((SELECT s.user_id FROM parley_seats s
                 WHERE s.conversation_id = parley_entry.conversation_id AND s.user_id = parley_entry.author LIMIT 1) IS NOT NULL);

CREATE POLICY parley_app ON parley_turn TO parley_app, parley_reader
    USING (coalesce(tenant = parley_tenant(), FALSE)
        AND (conversation_id = (SELECT s.conversation_id FROM parley_seats s WHERE s.conversation_id = parley_conversation() LIMIT 1)
            OR (SELECT s.user_id FROM parley_seats s WHERE s.conversation_id = parley_turn.conversation_id LIMIT 1) IS NOT NULL));

CREATE POLICY parley_app ON parley_fragment TO parley_app, parley_reader
    USING (conversation_id = (SELECT s.conversation_id FROM parley_seats s WHERE s.conversation_id = parley_conversation() LIMIT 1)
        OR (SELECT s.user_id FROM parley_seats s WHERE s.conversation_id = parley_fragment.conversation_id LIMIT 1) IS NOT NULL);

-- Messages of users are many, so what a statement about them starts with counts. This role may do that alone: read what has to be
-- known before, no text, and write messages, each by one of the users of the transaction who sits where it is written. The
-- conversations of the tenant are open to it, as far as it may read: what it says of them to a user goes by the seat.
GRANT SELECT (id, tenant, direct_until, head_seq, posted_count, bots),
    UPDATE (head_seq, posted_count, last_posted_seq, last_activity) ON parley_conversation TO parley_writer;
GRANT SELECT (conversation_id, user_id, tenant, role, visible_from), UPDATE (read_seq, read_ordinal)
    ON parley_participant TO parley_writer;
GRANT SELECT (conversation_id, seq, type, author, idempotency_key, body_hash), INSERT ON parley_entry TO parley_writer;
GRANT SELECT (conversation_id, state, bot, tenant), INSERT ON parley_turn TO parley_writer;

CREATE POLICY parley_writer ON parley_conversation TO parley_writer
    USING (coalesce(tenant = parley_tenant(), FALSE));

CREATE POLICY parley_writer ON parley_participant TO parley_writer
    USING (coalesce(tenant = parley_tenant(), FALSE));

CREATE POLICY parley_writer_reads ON parley_entry FOR SELECT TO parley_writer
    USING (parley_takes_part(conversation_id));

CREATE POLICY parley_writer_writes ON parley_entry FOR INSERT TO parley_writer
    WITH CHECK (author = ANY (CAST((SELECT parley_users()) AS text[]))
        AND (SELECT p.user_id FROM parley_participant p
             WHERE p.conversation_id = parley_entry.conversation_id AND p.user_id = parley_entry.author LIMIT 1) IS NOT NULL);

CREATE POLICY parley_writer ON parley_turn TO parley_writer
    USING (coalesce(tenant = parley_tenant(), FALSE) AND parley_takes_part(conversation_id));
