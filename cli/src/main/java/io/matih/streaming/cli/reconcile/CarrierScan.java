package io.matih.streaming.cli.reconcile;

import io.matih.streaming.cli.reconcile.RecordFault.Kind;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Reads the late or dead-letter topic up to what had been written when the reading began, open transactions included: they
 * are waited for, because they may hold what belongs to a completed checkpoint.
 */
final class CarrierScan {

    private final OffsetRange range;
    private final CarrierReader reader;
    private final boolean rewound;
    private final RecordFaults faults;
    private final List<String> notes;

    /**
     * A scan.
     *
     * @param rewound whether records may be there more than once
     */
    CarrierScan(OffsetRange range, CarrierReader reader, boolean rewound, RecordFaults faults, List<String> notes) {
        this.range = range;
        this.reader = reader;
        this.rewound = rewound;
        this.faults = faults;
        this.notes = notes;
    }

    /**
     * Enters the carried records of the range.
     *
     * @param also hears of every carrier of the range
     */
    void read(
            TopicScan scan,
            JobPosition position,
            Duration patience,
            CarriedRecords carried,
            Consumer<ConsumerRecord<byte[], byte[]>> also) {
        Map<Integer, Long> from = scan.beginnings();
        if (from.isEmpty()) {
            notes.add("there is no topic " + scan.topic());
            return;
        }
        Map<Integer, Long> to = position.endsWithOpenTransactions(scan.topic(), from.keySet());
        Map<Integer, Long> open = scan.read(from, to, patience, carrier -> {
            Origin origin = reader.originOf(carrier);
            if (origin != null && range.contains(origin.partition(), origin.offset())) {
                if (!carried.add(origin.partition(), origin.offset()) && !rewound) {
                    Origin copy = new Origin(scan.topic(), carrier.partition(), carrier.offset());
                    faults.add(Kind.DOUBLED, origin, "once more at " + copy);
                }
                also.accept(carrier);
            }
            return TopicScan.Reading.GO_ON;
        });
        if (rewound && carried.surplus() > 0) {
            notes.add("records that " + scan.topic() + " has once more, as after a rewind: " + carried.surplus());
        }
        if (!open.isEmpty()) {
            notes.add("a transaction on " + scan.topic() + " is still open at " + open
                    + "; what it holds counts as not there");
        }
    }
}
