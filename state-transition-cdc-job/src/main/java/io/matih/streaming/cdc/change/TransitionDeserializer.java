package io.matih.streaming.cdc.change;

import io.debezium.connector.postgresql.PostgresOffsetContext;
import io.debezium.connector.postgresql.SourceInfo;
import io.debezium.data.Envelope;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.cdc.debezium.DebeziumDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;
import org.jspecify.annotations.Nullable;

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
            readRow(row(change, transition.operation), transition);
        }
        return transition;
    }

    private static Struct row(Struct change, String operation) {
        String image = operation.equals(Operation.DELETE) ? Envelope.FieldName.BEFORE : Envelope.FieldName.AFTER;
        Struct row = change.getStruct(image);
        if (row == null) {
            throw new IllegalStateException("a change " + operation + " without a row; the table's REPLICA IDENTITY is"
                    + " no longer FULL, so that deleted rows are not in the change stream");
        }
        return row;
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

    private static void readRow(Struct row, StateTransition transition) {
        String id = text(row, SourceColumn.ID);
        if (id == null) {
            throw new IllegalStateException("a row without an id: the column id is no longer the primary key");
        }
        transition.transitionId = id;
        transition.entityType = text(row, SourceColumn.ENTITY_TYPE);
        transition.entityId = text(row, SourceColumn.ENTITY_ID);
        transition.tenantId = text(row, SourceColumn.TENANT_ID);
        transition.fromState = text(row, SourceColumn.FROM_STATE);
        transition.toState = text(row, SourceColumn.TO_STATE);
        transition.triggeredBy = text(row, SourceColumn.TRIGGERED_BY);
        transition.triggerReason = text(row, SourceColumn.TRIGGER_REASON);
        transition.metadata = text(row, SourceColumn.METADATA);
        readCreatedAt(row, transition);
        List<Field> fields = row.schema().fields();
        transition.unknownColumns = (int) fields.stream()
                .filter(field -> !SourceColumn.isKnown(field.name()))
                .count();
        transition.missingValues = (int) SourceColumn.REQUIRED.stream()
                .filter(column -> valueOf(row, column) == null)
                .count();
    }

    private static void readCreatedAt(Struct row, StateTransition transition) {
        Object value = valueOf(row, SourceColumn.CREATED_AT);
        if (value == null) {
            return;
        }
        Field field = row.schema().field(SourceColumn.CREATED_AT);
        transition.createdAtMicros = TimestampValue.micros(value, field.schema().name());
        if (transition.createdAtMicros == null) {
            transition.infiniteTimestamps = 1;
        }
    }

    private static @Nullable String text(Struct row, String column) {
        Object value = valueOf(row, column);
        if (value != null && !(value instanceof String)) {
            throw new IllegalStateException("column " + column + ": expected text, but the source now has "
                    + row.schema().field(column).schema());
        }
        return (String) value;
    }

    private static @Nullable Object valueOf(Struct row, String column) {
        return row.schema().field(column) == null ? null : row.getWithoutDefault(column);
    }

    @Override
    public TypeInformation<StateTransition> getProducedType() {
        return TypeInformation.of(StateTransition.class);
    }
}
