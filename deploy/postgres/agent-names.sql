-- What the job needs beside role.sql when it captures the names of agents too (agent-definitions.capture: on). Run it as the
-- owner of the table, once or again:
--   psql --dbname ai_service --file deploy/postgres/agent-names.sql
DO $$
BEGIN
  IF NOT EXISTS (SELECT FROM pg_publication WHERE pubname = 'flink_agent_definitions') THEN
    CREATE PUBLICATION flink_agent_definitions FOR TABLE public.agent_definitions;
  END IF;
END
$$;
GRANT SELECT ON public.agent_definitions TO flink_cdc;
ALTER TABLE public.agent_definitions REPLICA IDENTITY FULL;
