-- What the change capture job needs in the database ai_service. Run it as the owner of the table, once or again:
--   psql --dbname ai_service --file deploy/postgres/role.sql
-- The owner must be allowed to make a role with REPLICATION: a superuser, or from PostgreSQL 16 on one with CREATEROLE and
-- REPLICATION. The role cannot log in before it has a password; give it one with psql's \password flink_cdc, which sends no
-- plain text. The server needs wal_level = logical; see docs/cdc.md.
DO $$
BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'flink_cdc') THEN
    CREATE ROLE flink_cdc LOGIN REPLICATION;
  END IF;
  IF NOT EXISTS (SELECT FROM pg_publication WHERE pubname = 'flink_fsm_cdc') THEN
    CREATE PUBLICATION flink_fsm_cdc FOR TABLE public.fsm_state_transitions;
  END IF;
END
$$;
GRANT USAGE ON SCHEMA public TO flink_cdc;
GRANT SELECT ON public.fsm_state_transitions TO flink_cdc;
ALTER TABLE public.fsm_state_transitions REPLICA IDENTITY FULL;
