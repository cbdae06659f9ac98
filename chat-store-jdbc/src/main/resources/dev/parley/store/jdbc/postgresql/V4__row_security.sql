-- expand
-- Who sees and writes which rows. Each transaction says for whom it works:
--   parley.tenant         the tenant, or '*' for a worker that works for all of them
--   parley.users          for whom, as an array of texts: one user, or the authors of a batch; empty for a worker
--   parley.conversation   the one conversation that it is about, if so: it saves asking for the seat with each row
-- and goes on as parley_app (calls of users) or parley_worker (turns, delivery, leases, retention, purge). What says nothing
-- sees nothing. The owner is held to it as well (FORCE), so a migration that changes rows works as parley_worker. The roles
-- are there before: roles.sql.

CREATE FUNCTION parley_tenant() RETURNS text STABLE PARALLEL SAFE
    RETURN nullif(current_setting('parley.tenant', true), '');

CREATE FUNCTION parley_users() RETURNS text[] STABLE PARALLEL SAFE
    RETURN CAST(nullif(current_setting('parley.users', true), '') AS text[]);

CREATE FUNCTION parley_conversation() RETURNS uuid STABLE PARALLEL SAFE
    RETURN CAST(nullif(current_setting('parley.conversation', true), '') AS uuid);

-- A policy of a table can't ask the table itself. These do, as the owner, who sees no more than the users of the transaction.
-- Bodies of this form are bound to the tables when they are made, so nobody can put another table in the way.

CREATE FUNCTION parley_takes_part(conversation uuid) RETURNS boolean STABLE SECURITY DEFINER
    RETURN EXISTS (
        SELECT 1 FROM parley_participant p
        WHERE p.conversation_id = conversation AND p.user_id = ANY (parley_users()) AND p.tenant = parley_tenant());

-- Whoever creates a conversation seats the others, until the first entry: nobody can have left it before.
CREATE FUNCTION parley_may_seat(conversation uuid) RETURNS boolean STABLE SECURITY DEFINER
    RETURN parley_takes_part(conversation) OR EXISTS (
        SELECT 1 FROM parley_conversation c
        WHERE c.id = conversation AND c.created_by = ANY (parley_users()) AND c.head_seq = 0
            AND c.tenant = parley_tenant());

DO $$
DECLARE
    guarded text;
BEGIN
    EXECUTE format('GRANT USAGE ON SCHEMA %I TO parley_app, parley_worker, parley_reader', current_schema());
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
        EXECUTE format('GRANT SELECT ON %I TO parley_reader', guarded);
    END LOOP;
    FOR guarded IN
        SELECT c.relname FROM pg_class c
        WHERE c.relnamespace = to_regnamespace(quote_ident(current_schema())) AND c.relispartition
            AND c.relname LIKE 'parley\_%' AND c.relkind = 'r'
    LOOP
        EXECUTE format('REVOKE ALL ON %I FROM parley_app, parley_worker, parley_reader', guarded);
    END LOOP;
    -- A login that may not change the tables has to see that they are up to date.
    GRANT SELECT ON parley_schema_history TO parley_app, parley_worker, parley_reader;
    -- Tables with a tenant: a worker sees one, or all.
    FOREACH guarded IN ARRAY ARRAY['parley_conversation', 'parley_participant', 'parley_former_participant', 'parley_turn',
        'parley_user', 'parley_session', 'parley_refresh_family', 'parley_refresh_token', 'parley_api_key',
        'parley_second_factor', 'parley_recovery_code', 'parley_access_change']
    LOOP
        EXECUTE format('CREATE POLICY parley_worker ON %I TO parley_worker'
            || ' USING ((SELECT parley_tenant()) = ''*'' OR tenant = (SELECT parley_tenant()))', guarded);
    END LOOP;
    -- Tables of the system as a whole.
    FOREACH guarded IN ARRAY ARRAY['parley_login_lane', 'parley_access_head', 'parley_lease']
    LOOP
        EXECUTE format('CREATE POLICY parley_worker ON %I TO parley_worker USING ((SELECT parley_tenant()) = ''*'')',
            guarded);
    END LOOP;
    -- Parts of a conversation that have no tenant of their own.
    FOREACH guarded IN ARRAY ARRAY['parley_entry', 'parley_fragment']
    LOOP
        EXECUTE format('CREATE POLICY parley_worker ON %1$I TO parley_worker'
            || ' USING ((SELECT parley_tenant()) = ''*'''
            || ' OR conversation_id = (SELECT c.id FROM parley_conversation c WHERE c.id = parley_conversation()'
            || ' AND c.tenant = parley_tenant())'
            || ' OR EXISTS (SELECT 1 FROM parley_conversation c WHERE c.id = %1$I.conversation_id'
            || ' AND c.tenant = (SELECT parley_tenant())))', guarded);
    END LOOP;
    -- What users of a tenant share: logins are looked up before anybody is known.
    CREATE POLICY parley_app ON parley_user TO parley_app, parley_reader USING (tenant = (SELECT parley_tenant()));
    -- What one user has.
    FOREACH guarded IN ARRAY ARRAY['parley_session', 'parley_refresh_family', 'parley_api_key', 'parley_second_factor',
        'parley_recovery_code']
    LOOP
        EXECUTE format('CREATE POLICY parley_app ON %I TO parley_app, parley_reader'
            || ' USING (tenant = (SELECT parley_tenant())'
            || ' AND user_id = ANY (CAST((SELECT parley_users()) AS text[])))', guarded);
    END LOOP;
END
$$;

CREATE POLICY parley_app ON parley_refresh_token TO parley_app, parley_reader
    USING (tenant = (SELECT parley_tenant())
        AND EXISTS (SELECT 1 FROM parley_refresh_family f
                    WHERE f.tenant = parley_refresh_token.tenant AND f.session_id = parley_refresh_token.session_id));

-- What the two functions may look at.
CREATE POLICY parley_owner ON parley_participant FOR SELECT TO CURRENT_USER
    USING (tenant = (SELECT parley_tenant()) AND user_id = ANY (CAST((SELECT parley_users()) AS text[])));

CREATE POLICY parley_owner ON parley_conversation FOR SELECT TO CURRENT_USER
    USING (tenant = (SELECT parley_tenant()) AND created_by = ANY (CAST((SELECT parley_users()) AS text[])));

-- Nobody leaves by this role: what has to be settled for those who stay is no business of who has left.
CREATE POLICY parley_app_reads ON parley_participant FOR SELECT TO parley_app, parley_reader
    USING (tenant = (SELECT parley_tenant())
        AND (user_id = ANY (CAST((SELECT parley_users()) AS text[])) OR parley_takes_part(conversation_id)));

CREATE POLICY parley_app_seats ON parley_participant FOR INSERT TO parley_app
    WITH CHECK (tenant = (SELECT parley_tenant()) AND parley_may_seat(conversation_id));

CREATE POLICY parley_app_changes ON parley_participant FOR UPDATE TO parley_app
    USING (tenant = (SELECT parley_tenant())
        AND (user_id = ANY (CAST((SELECT parley_users()) AS text[])) OR parley_takes_part(conversation_id)));

CREATE POLICY parley_app ON parley_former_participant TO parley_app, parley_reader
    USING (tenant = (SELECT parley_tenant())
        AND (user_id = ANY (CAST((SELECT parley_users()) AS text[])) OR parley_takes_part(conversation_id)))
    WITH CHECK (tenant = (SELECT parley_tenant()) AND parley_takes_part(conversation_id));

CREATE POLICY parley_app ON parley_conversation TO parley_app, parley_reader
    USING (tenant = (SELECT parley_tenant())
        AND (EXISTS (SELECT 1 FROM parley_participant p
                     WHERE p.conversation_id = parley_conversation.id
                        AND p.user_id = ANY (CAST((SELECT parley_users()) AS text[])))
            OR (created_by = ANY (CAST((SELECT parley_users()) AS text[])) AND head_seq = 0)));

-- The part before OR is asked once for a statement, the other one with each row that the first does not let pass.
CREATE POLICY parley_app_reads ON parley_entry FOR SELECT TO parley_app, parley_reader
    USING (conversation_id = (SELECT p.conversation_id FROM parley_participant p
                              WHERE p.conversation_id = parley_conversation()
                                AND p.user_id = ANY (parley_users()) LIMIT 1)
        OR EXISTS (SELECT 1 FROM parley_participant p
                   WHERE p.conversation_id = parley_entry.conversation_id
                        AND p.user_id = ANY (CAST((SELECT parley_users()) AS text[]))));

CREATE POLICY parley_app_changes ON parley_entry FOR UPDATE TO parley_app
    USING (conversation_id = (SELECT p.conversation_id FROM parley_participant p
                              WHERE p.conversation_id = parley_conversation()
                                AND p.user_id = ANY (parley_users()) LIMIT 1)
        OR EXISTS (SELECT 1 FROM parley_participant p
                   WHERE p.conversation_id = parley_entry.conversation_id
                        AND p.user_id = ANY (CAST((SELECT parley_users()) AS text[]))));

-- The author has to be seated: one of the users of the transaction, or one who sits with them, a bot that they stopped.
CREATE POLICY parley_app_writes ON parley_entry FOR INSERT TO parley_app
    WITH CHECK (EXISTS (SELECT 1 FROM parley_participant p
                        WHERE p.conversation_id = parley_entry.conversation_id AND p.user_id = parley_entry.author));

CREATE POLICY parley_app ON parley_turn TO parley_app, parley_reader
    USING (tenant = (SELECT parley_tenant())
        AND EXISTS (SELECT 1 FROM parley_participant p
                    WHERE p.conversation_id = parley_turn.conversation_id
                        AND p.user_id = ANY (CAST((SELECT parley_users()) AS text[]))));

CREATE POLICY parley_app ON parley_fragment TO parley_app, parley_reader
    USING (EXISTS (SELECT 1 FROM parley_participant p
                   WHERE p.conversation_id = parley_fragment.conversation_id
                        AND p.user_id = ANY (CAST((SELECT parley_users()) AS text[]))));
