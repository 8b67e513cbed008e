package io.matih.streaming.cdc.definitions;

/** Whose definition it is; both parts are empty for progress. */
public record DefinitionKey(String tenantId, String agentId) {

    static DefinitionKey of(DefinitionChange change) {
        return new DefinitionKey(change.tenantId, change.agentId);
    }

    /** Decides which task holds a key's state, so it is written out: it must be the same in every JVM. */
    @Override
    public int hashCode() {
        return 31 * tenantId.hashCode() + agentId.hashCode();
    }
}
