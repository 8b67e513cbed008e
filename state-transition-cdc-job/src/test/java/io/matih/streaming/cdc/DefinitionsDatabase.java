package io.matih.streaming.cdc;

import java.sql.SQLException;

/** The table of agents' names as the documentation says to make it, beside the table of transitions. */
final class DefinitionsDatabase {

    private DefinitionsDatabase() {}

    static void createIn(SourceDatabase database) throws SQLException {
        database.execute(
                """
                CREATE TABLE public.agent_definitions (
                    tenant_id text NOT NULL, agent_id text NOT NULL, name text, updated_at timestamptz,
                    PRIMARY KEY (tenant_id, agent_id))""",
                "ALTER TABLE public.agent_definitions REPLICA IDENTITY FULL",
                "GRANT SELECT ON public.agent_definitions TO " + SourceDatabase.ROLE,
                "CREATE PUBLICATION flink_agent_definitions FOR TABLE public.agent_definitions");
    }
}
