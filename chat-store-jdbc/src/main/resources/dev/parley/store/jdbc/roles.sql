-- The roles of Parley on PostgreSQL, for an administrator to run once on a server, before the server of the chat starts.
-- No passwords: give each login its own afterwards.
--
-- parley_owner   owns the tables and runs the migrations; nobody logs in as it for calls
-- parley_app     does what users ask for: reads and writes rows, by the row policies of one tenant and its users
-- parley_writer  writes the messages of users, by the row policies of one tenant and the authors; reads no text
-- parley_worker  does what nobody asks for: turns, delivery, leases, purge, retention, erasure
-- parley_reader  reads conversations and users, by the row policies of a user: for reports and support; no passwords, second
--                factors, sessions, tokens or keys. Who may write SQL can say another user, and another tenant: a login that
--                has this role is not confined to one, so give it only to those who may read the conversations of all
--
-- In place of parley (database and schema) put yours. The last part makes two logins, as an example.

CREATE ROLE parley_app NOLOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE;
CREATE ROLE parley_writer NOLOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE;
CREATE ROLE parley_worker NOLOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE;
CREATE ROLE parley_reader NOLOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE;
CREATE ROLE parley_owner NOLOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE;

-- A migration that changes rows is held to the row policies too, and works as parley_worker.
GRANT parley_worker TO parley_owner;

CREATE SCHEMA parley AUTHORIZATION parley_owner;
REVOKE ALL ON SCHEMA parley FROM PUBLIC;
GRANT USAGE ON SCHEMA parley TO parley_app, parley_writer, parley_worker, parley_reader;

-- Also for tables that later versions bring. The writer and the reader get what a migration names, no more.
ALTER DEFAULT PRIVILEGES FOR ROLE parley_owner IN SCHEMA parley
    GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO parley_app, parley_worker;

-- The login of calls: it goes on as parley_app, parley_writer or parley_worker in each transaction.
CREATE ROLE parley_calls LOGIN NOSUPERUSER NOBYPASSRLS NOINHERIT;
GRANT parley_app, parley_writer, parley_worker TO parley_calls;
ALTER ROLE parley_calls SET search_path = parley;

-- The login of migrations.
CREATE ROLE parley_migrations LOGIN NOSUPERUSER NOBYPASSRLS;
GRANT parley_owner TO parley_migrations;
ALTER ROLE parley_migrations SET search_path = parley;
ALTER ROLE parley_migrations SET role = parley_owner;
