package io.matih.streaming.endtoend;

/** What a row is about. */
public record WindowKey(long startMillis, long endMillis, String tenant, String provider, String model) {

    public static WindowKey of(ScriptedCall call, long sizeMillis) {
        long start = Math.floorDiv(call.eventTimeMillis(), sizeMillis) * sizeMillis;
        return new WindowKey(
                start,
                start + sizeMillis,
                call.tenant(),
                call.provider() == null ? "unknown" : call.provider(),
                call.model() == null ? "unknown" : call.model());
    }
}
