package io.matih.streaming.cdc.definitions;

import io.debezium.connector.postgresql.SourceInfo;
import io.debezium.data.Envelope;
import io.matih.streaming.cdc.change.Operation;
import io.matih.streaming.cdc.change.SourceRow;
import io.matih.streaming.cdc.source.ProgressDeserializer;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.util.Collector;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;
import org.jspecify.annotations.Nullable;

/** Makes a {@link DefinitionChange} of what Debezium has read. */
public final class DefinitionDeserializer implements ProgressDeserializer<DefinitionChange> {

    private static final long serialVersionUID = 1L;

    /** As the rows' columns have it. */
    private static final int LONGEST_NAME = 1_024;

    private static final long FIRST_MILLIS = -62_135_596_800_000L;
    private static final long LAST_MILLIS = 253_402_300_799_999L;

    private final DefinitionColumns columns;

    public DefinitionDeserializer(DefinitionColumns columns) {
        this.columns = columns;
    }

    @Override
    public void deserialize(SourceRecord record, Collector<DefinitionChange> out) {
        Struct envelope = (Struct) record.value();
        String operation = envelope.getString(Envelope.FieldName.OPERATION);
        DefinitionChange change = new DefinitionChange();
        if (!operation.equals(Operation.READ)) {
            change.committedAtMillis = committedAt(record);
        }
        if (operation.equals(Operation.TRUNCATE)) {
            change.truncated = true;
        } else {
            read(envelope, operation, change);
        }
        out.collect(change);
    }

    @Override
    public void deserializeProgress(SourceRecord heartbeat, Collector<DefinitionChange> out) {
        DefinitionChange progress = new DefinitionChange();
        progress.progress = true;
        progress.committedAtMillis = committedAt(heartbeat);
        // 0 where a restored job has not read anything yet.
        if (progress.committedAtMillis != null && progress.committedAtMillis > 0) {
            out.collect(progress);
        }
    }

    private static @Nullable Long committedAt(SourceRecord record) {
        Long micros = (Long) record.sourceOffset().get(SourceInfo.TIMESTAMP_USEC_KEY);
        return micros == null ? null : (Long) Math.floorDiv(micros, 1_000L);
    }

    private void read(Struct envelope, String operation, DefinitionChange change) {
        SourceRow row = SourceRow.of(envelope, operation);
        change.tenantId = row.keyText(columns.tenantId());
        change.agentId = row.keyText(columns.agentId());
        change.deleted = operation.equals(Operation.DELETE);
        if (change.deleted) {
            return;
        }
        change.name = row.text(columns.name());
        if (change.name == null
                || change.name.isBlank()
                || change.name.codePointCount(0, change.name.length()) > LONGEST_NAME) {
            change.name = null;
            change.oddValues++;
        }
        change.updatedAtMillis = moment(row);
        if (change.updatedAtMillis == null) {
            change.oddValues++;
        }
        SourceRow before = SourceRow.before(envelope);
        change.previousUpdatedAtMillis = before == null ? null : moment(before);
    }

    private @Nullable Long moment(SourceRow row) {
        Long micros = row.timestampMicros(columns.updatedAt());
        if (micros == null) {
            return null;
        }
        long millis = Math.floorDiv(micros, 1_000L);
        return millis < FIRST_MILLIS || millis > LAST_MILLIS ? null : (Long) millis;
    }

    @Override
    public TypeInformation<DefinitionChange> getProducedType() {
        return TypeInformation.of(DefinitionChange.class);
    }
}
