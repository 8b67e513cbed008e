-- What the capturing job needs, as docs/cdc.md says; run as the owner of the tables, any number of times.
CREATE TABLE IF NOT EXISTS public.fsm_state_transitions (
    id text PRIMARY KEY,
    entity_type text NOT NULL,
    entity_id text NOT NULL,
    tenant_id text NOT NULL,
    from_state text NOT NULL,
    to_state text NOT NULL,
    triggered_by text,
    trigger_reason text,
    metadata text,
    created_at timestamp(3) NOT NULL DEFAULT (now() AT TIME ZONE 'UTC')
);
ALTER TABLE public.fsm_state_transitions REPLICA IDENTITY FULL;
CREATE INDEX IF NOT EXISTS fsm_state_transitions_by_time ON public.fsm_state_transitions (created_at, id);

CREATE TABLE IF NOT EXISTS public.agent_definitions (
    tenant_id text NOT NULL,
    agent_id text NOT NULL,
    name text NOT NULL,
    updated_at timestamp(3) NOT NULL DEFAULT (now() AT TIME ZONE 'UTC'),
    PRIMARY KEY (tenant_id, agent_id)
);
ALTER TABLE public.agent_definitions REPLICA IDENTITY FULL;

DO $$
BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'flink_cdc') THEN
        CREATE ROLE flink_cdc LOGIN REPLICATION;
    END IF;
    IF NOT EXISTS (SELECT FROM pg_publication WHERE pubname = 'flink_fsm_cdc') THEN
        CREATE PUBLICATION flink_fsm_cdc FOR TABLE public.fsm_state_transitions;
    END IF;
    IF NOT EXISTS (SELECT FROM pg_publication WHERE pubname = 'flink_agent_definitions') THEN
        CREATE PUBLICATION flink_agent_definitions FOR TABLE public.agent_definitions;
    END IF;
END
$$;
GRANT USAGE ON SCHEMA public TO flink_cdc;
GRANT SELECT ON public.fsm_state_transitions, public.agent_definitions TO flink_cdc;
