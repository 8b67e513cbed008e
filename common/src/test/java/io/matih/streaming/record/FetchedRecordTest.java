package io.matih.streaming.record;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class FetchedRecordTest {

    private final FetchedRecord fetched = new FetchedRecord();

    @Test
    void copyHasAllOfItAndOnlyTheValuesBytes() {
        byte[] bytes = "one,two,three".getBytes(UTF_8);
        fetched.topic = "orders";
        fetched.partition = 3;
        fetched.offset = 42;
        fetched.timestamp = 700;
        fetched.key = new byte[] {1};
        fetched.value = ByteBuffer.wrap(bytes, 3, 10).slice().position(1).limit(4);
        fetched.headers = new RecordHeader[] {new RecordHeader("a", null)};

        KafkaRecord copy = fetched.copy();
        fetched.offset = 43;
        bytes[4] = 'T';

        assertThat(copy.topic).isEqualTo("orders");
        assertThat(copy.partition).isEqualTo(3);
        assertThat(copy.offset).isEqualTo(42);
        assertThat(copy.timestamp).isEqualTo(700);
        assertThat(copy.key).containsExactly(1);
        assertThat(copy.value).isEqualTo("two".getBytes(UTF_8));
        assertThat(copy.headers).isSameAs(fetched.headers);
        assertThat(fetched.value.position()).isEqualTo(1);
    }

    @Test
    void recordWithoutAValueHasACopyWithout() {
        assertThat(fetched.copy().value).isNull();

        fetched.value = ByteBuffer.allocate(0);
        assertThat(fetched.copy().value).isEmpty();
    }
}
