package io.matih.streaming.iceberg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.List;
import org.apache.iceberg.data.GenericRecord;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.types.Types;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RowRoundTripTest {

    private ReadingsTable readings;

    @BeforeEach
    void createTable(@TempDir Path warehouse) {
        readings = new ReadingsTable(ScriptedCatalog.in(warehouse));
    }

    @Test
    void everyValueComesBackAsItWasWritten() {
        Reading row = new Reading(1_795_000_000_123L, "tenant-ü");
        row.note = "";
        row.seenAtMillis = -1L;
        row.count = Long.MAX_VALUE;
        row.revision = 3;
        row.rate = 0.1;
        row.costNanos = -123_456_789_012_345_678L;
        row.sketch = new byte[] {0, -1, 127};
        row.top = new Reading.Entry[] {new Reading.Entry("b", 2), new Reading.Entry("a", 1)};

        ReadingsTable.commit(readings.plain(), "job", 1, readings.write(row));

        Record record = readings.records().get(0);
        assertThat(record.getField("window_start")).isEqualTo(OffsetDateTime.parse("2026-11-18T11:06:40.123Z"));
        assertThat(record.getField("tenant_id")).isEqualTo("tenant-ü");
        assertThat(record.getField("note")).isEqualTo("");
        assertThat(record.getField("seen_at")).isEqualTo(OffsetDateTime.parse("1969-12-31T23:59:59.999Z"));
        assertThat(record.getField("total")).isEqualTo(Long.MAX_VALUE);
        assertThat(record.getField("revision")).isEqualTo(3);
        assertThat(record.getField("rate")).isEqualTo(0.1);
        assertThat(record.getField("cost_usd")).isEqualTo(new BigDecimal("-123456789.012345678"));
        assertThat(record.getField("sketch")).isEqualTo(ByteBuffer.wrap(new byte[] {0, -1, 127}));
        assertThat((List<?>) record.getField("top"))
                .extracting(Object::toString)
                .containsExactly("Record(b, 2)", "Record(a, 1)");
    }

    @Test
    void optionalValuesMayAllBeNull() {
        ReadingsTable.commit(readings.plain(), "job", 1, readings.write(new Reading(0, "a")));

        Record expected = GenericRecord.create(readings.plain().schema());
        expected.setField("window_start", OffsetDateTime.parse("1970-01-01T00:00Z"));
        expected.setField("tenant_id", "a");
        assertThat(readings.records()).containsExactly(expected);
    }

    @Test
    void rowsGoIntoATableWithAnotherColumnOrderAndUnknownColumns() {
        readings.plain()
                .updateSchema()
                .addColumn("added_by_somebody", Types.StringType.get())
                .moveFirst("added_by_somebody")
                .moveAfter("tenant_id", "top")
                .commit();
        Reading row = new Reading(0, "a");
        row.count = 7L;

        ReadingsTable.commit(readings.plain(), "job", 1, readings.write(row));

        Record record = readings.records().get(0);
        assertThat(record.getField("tenant_id")).isEqualTo("a");
        assertThat(record.getField("total")).isEqualTo(7L);
        assertThat(record.getField("added_by_somebody")).isNull();
    }

    @Test
    void aDecimalOfMoreThanEighteenDigitsIsAnError() {
        Reading row = new Reading(0, "a");
        row.costNanos = 1_000_000_000_000_000_000L;

        assertThatThrownBy(() -> new RowMapper<>(Reading.TABLE, Reading.TABLE.schema()).map(row))
                .isInstanceOf(ArithmeticException.class)
                .hasMessage("column cost_usd: 1000000000000000000 units of 10⁻⁹ do not fit into decimal(18,9)");
    }
}
