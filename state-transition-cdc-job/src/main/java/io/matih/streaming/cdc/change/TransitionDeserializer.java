package io.matih.streaming.cdc.change;

import io.debezium.connector.postgresql.PostgresOffsetContext;
import io.debezium.connector.postgresql.SourceInfo;
import io.debezium.data.Envelope;
import java.time.Clock;
import java.util.Objects;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.cdc.debezium.DebeziumDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;

/** Makes a {@link StateTransition} of what Debezium has read; nothing is left out, what is odd is noted. */
public final class TransitionDeserializer implements DebeziumDeserializationSchema<StateTransition> {

    private static final long serialVersionUID = 1L;

    private final Clock clock;

    /** @param clock a serializable clock for {@code captured_at} */
    public TransitionDeserializer(Clock clock) {
        this.clock = clock;
    }

    @Override
    public void deserialize(SourceRecord record, Collector<StateTransition> out) {
        out.collect(transition(record));
    }

    private StateTransition transition(SourceRecord record) {
        Struct change = (Struct) record.value();
        StateTransition transition = new StateTransition();
        transition.operation = change.getString(Envelope.FieldName.OPERATION);
        transition.capturedAtMillis = clock.millis();
        if (!transition.isSnapshot()) {
            readPosition(record, transition);
        }
        if (!transition.operation.equals(Operation.TRUNCATE)) {
            readRow(SourceRow.of(change, transition.operation), transition);
        }
        return transition;
    }

    private static void readPosition(SourceRecord record, StateTransition transition) {
        transition.lsn = position(record, SourceInfo.LSN_KEY);
        transition.transactionId = position(record, SourceInfo.TXID_KEY);
        transition.committedAtMicros = position(record, SourceInfo.TIMESTAMP_USEC_KEY);
        transition.precedingCommitLsn = position(record, PostgresOffsetContext.LAST_COMMIT_LSN_KEY);
    }

    private static long position(SourceRecord record, String key) {
        return (Long) Objects.requireNonNull(record.sourceOffset().get(key), key);
    }

    private static void readRow(SourceRow row, StateTransition transition) {
        transition.transitionId = row.keyText(SourceColumn.ID);
        transition.entityType = row.text(SourceColumn.ENTITY_TYPE);
        transition.entityId = row.text(SourceColumn.ENTITY_ID);
        transition.tenantId = row.text(SourceColumn.TENANT_ID);
        transition.fromState = row.text(SourceColumn.FROM_STATE);
        transition.toState = row.text(SourceColumn.TO_STATE);
        transition.triggeredBy = row.text(SourceColumn.TRIGGERED_BY);
        transition.triggerReason = row.text(SourceColumn.TRIGGER_REASON);
        transition.metadata = row.text(SourceColumn.METADATA);
        transition.createdAtMicros = row.timestampMicros(SourceColumn.CREATED_AT);
        if (transition.createdAtMicros == null && row.has(SourceColumn.CREATED_AT)) {
            transition.infiniteTimestamps = 1;
        }
        transition.unknownColumns = (int) row.fields().stream()
                .filter(field -> !SourceColumn.isKnown(field.name()))
                .count();
        transition.missingValues = (int) SourceColumn.REQUIRED.stream()
                .filter(column -> !row.has(column))
                .count();
    }

    @Override
    public TypeInformation<StateTransition> getProducedType() {
        return TypeInformation.of(StateTransition.class);
    }
}
