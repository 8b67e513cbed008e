-- The tables whose changes are captured; run any number of times.
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
CREATE INDEX IF NOT EXISTS fsm_state_transitions_by_time ON public.fsm_state_transitions (created_at, id);

CREATE TABLE IF NOT EXISTS public.agent_definitions (
    tenant_id text NOT NULL,
    agent_id text NOT NULL,
    name text NOT NULL,
    updated_at timestamp(3) NOT NULL DEFAULT (now() AT TIME ZONE 'UTC'),
    PRIMARY KEY (tenant_id, agent_id)
);
