package io.matih.streaming.platform;

import io.matih.streaming.job.StreamingJob;
import io.matih.streaming.options.Settings;
import io.matih.streaming.platform.database.SourceDatabase;
import io.matih.streaming.servers.Ports;
import io.matih.streaming.servers.kafka.EmbeddedKafka;
import io.matih.streaming.servers.postgres.EmbeddedPostgres;
import java.net.URI;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * Kafka, an Iceberg REST catalog with its warehouse, and a Flink cluster, in this process and on 127.0.0.1 only; where the
 * settings ask for it also PostgreSQL, in processes of its own.
 *
 * <pre>{@code
 * PlatformSettings settings = PlatformSettings.in(directory).withTopic("page-views", 4);
 * try (LocalPlatform platform = LocalPlatform.start(settings, StageListener.NONE)) {
 *     RunningJob job = platform.startJob(PageViewsJob.JOB, Map.of());
 *     job.awaitReading(Duration.ofSeconds(60));
 * }
 * }</pre>
 *
 * <p>Everything is kept below the data directory. A platform that is started on the same directory again has the same
 * topics and tables, and its jobs go on from their last checkpoint, so that nothing is lost or counted twice.
 */
public final class LocalPlatform implements AutoCloseable {

    /** Records keep the time of their event, and old events are no reason to delete them. */
    private static final Map<String, String> KEEP_RECORDS = Map.of("retention.ms", "-1");

    private final PlatformSettings settings;
    private final Stages stages;
    private final EmbeddedKafka kafka;
    private final LocalCatalog catalog;
    private final FlinkCluster flink;
    private final @Nullable SourceDatabase database;
    private final boolean isResumed;
    private final List<RunningJob> jobs = new CopyOnWriteArrayList<>();

    private LocalPlatform(
            PlatformSettings settings,
            Stages stages,
            EmbeddedKafka kafka,
            LocalCatalog catalog,
            FlinkCluster flink,
            @Nullable SourceDatabase database,
            boolean isResumed) {
        this.settings = settings;
        this.stages = stages;
        this.kafka = kafka;
        this.catalog = catalog;
        this.flink = flink;
        this.database = database;
        this.isResumed = isResumed;
    }

    /**
     * Starts everything side by side and returns when all of it is up.
     *
     * @throws IllegalStateException in one line, when a port is taken or something does not start; nothing is left
     *     running then
     */
    public static LocalPlatform start(PlatformSettings settings, StageListener listener) {
        PlatformPorts ports = settings.ports();
        List.of(ports.kafka(), ports.catalog(), ports.flink()).forEach(Ports::requireFree);
        if (settings.database() == PlatformSettings.Database.POSTGRES) {
            EmbeddedPostgres.stopAbandoned(settings.postgresDirectory());
            Ports.requireFree(ports.postgres());
        }
        boolean isResumed = Files.exists(settings.kafkaDirectory());
        Stages stages = new Stages(listener);
        CompletableFuture<EmbeddedKafka> kafka =
                stages.begin("Kafka", "the broker takes requests", () -> startKafka(settings));
        CompletableFuture<LocalCatalog> catalog =
                stages.begin("Iceberg catalog", "the catalog's database opens", () -> LocalCatalog.start(settings));
        CompletableFuture<FlinkCluster> flink =
                stages.begin("Flink", "the TaskManager registers", () -> FlinkCluster.start(settings));
        CompletableFuture<@Nullable SourceDatabase> database = settings.database() == PlatformSettings.Database.NONE
                ? CompletableFuture.completedFuture(null)
                : stages.begin("PostgreSQL", "the server takes connections", () -> SourceDatabase.start(settings));
        try {
            return new LocalPlatform(
                    settings, stages, kafka.join(), catalog.join(), flink.join(), database.join(), isResumed);
        } catch (CompletionException failure) {
            List.of(flink, catalog, kafka, database).forEach(LocalPlatform::closeIfStarted);
            stages.close();
            throw failure.getCause() instanceof RuntimeException known ? known : failure;
        }
    }

    private static EmbeddedKafka startKafka(PlatformSettings settings) {
        EmbeddedKafka kafka = EmbeddedKafka.in(settings.kafkaDirectory())
                .port(settings.ports().kafka())
                .start();
        settings.partitionsByTopic().forEach((topic, partitions) -> kafka.createTopic(topic, partitions, KEEP_RECORDS));
        return kafka;
    }

    private static void closeIfStarted(CompletableFuture<? extends AutoCloseable> starting) {
        starting.handle((started, failure) -> started)
                .thenAccept(started -> {
                    if (started != null) {
                        close(started);
                    }
                })
                .join();
    }

    /** Whether the data directory held a platform before, so that topics and tables are not empty. */
    public boolean isResumed() {
        return isResumed;
    }

    /** Address of Kafka, such as {@code 127.0.0.1:9092}. */
    public String bootstrapServers() {
        return kafka.bootstrapServers();
    }

    /** Address of the Iceberg REST catalog. */
    public URI catalog() {
        return catalog.uri();
    }

    /**
     * The database that changes are captured from.
     *
     * @throws IllegalStateException when the settings do not ask for one
     */
    public SourceDatabase database() {
        if (database == null) {
            throw new IllegalStateException("the platform was started without a database");
        }
        return database;
    }

    /** Whether there is a database. */
    public boolean hasDatabase() {
        return database != null;
    }

    /** Where the catalog keeps the tables' files. */
    public URI warehouse() {
        return catalog.warehouse();
    }

    /** Address of Flink's web interface. */
    public URI flinkWebInterface() {
        return flink.webInterface();
    }

    /** Where Prometheus gets the metrics of the jobs. */
    public URI metrics() {
        return flink.metrics();
    }

    /**
     * Starts a job with the platform's addresses, to go on from its last checkpoint in the data directory if there is
     * one. Returns when the cluster has taken it; {@link RunningJob#awaitReading} waits for more.
     *
     * @param overrides values by option key
     */
    public RunningJob startJob(StreamingJob job, Map<String, String> overrides) {
        Map<String, String> ofDatabase = database == null ? Map.of() : database.jobOptions();
        Settings jobSettings =
                new PlatformAddresses(bootstrapServers(), catalog(), ofDatabase).settingsFor(job.options(), overrides);
        RunningJob running = stages.run(
                "Job " + job.name(),
                "topics and table are checked and the job is submitted",
                () -> new JobSubmission(settings, flink).submit(job, jobSettings));
        jobs.add(running);
        return running;
    }

    /** A table by namespace and name. */
    public TableReader table(String namespace, String name) {
        return catalog.table(namespace, name);
    }

    /**
     * Ends the jobs, which keep their last checkpoint, then stops everything. What fails to stop does not keep the
     * rest from being stopped.
     */
    @Override
    public void close() {
        try (kafka;
                catalog;
                database;
                flink;
                stages) {
            jobs.forEach(RunningJob::cancel);
        } catch (RuntimeException failure) {
            throw failure;
        } catch (Exception failure) {
            throw new IllegalStateException("the platform does not stop: " + failure, failure);
        }
    }

    private static void close(AutoCloseable started) {
        try (started) {
            return;
        } catch (RuntimeException failure) {
            throw failure;
        } catch (Exception failure) {
            throw new IllegalStateException("cannot stop " + started, failure);
        }
    }
}
