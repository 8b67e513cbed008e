package io.matih.streaming.endtoend.faults;

import io.matih.streaming.cli.reconcile.WindowReport;
import io.matih.streaming.cli.reconcile.WindowReportText;
import io.matih.streaming.endtoend.ApplicationCluster;
import io.matih.streaming.endtoend.ClusterSettings;
import io.matih.streaming.kafka.KafkaAnswer;
import io.matih.streaming.servers.Ports;
import io.matih.streaming.servers.proxy.HttpProxy;
import io.matih.streaming.servers.proxy.RequestMatch;
import io.matih.streaming.servers.proxy.TcpProxy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.exceptions.RESTException;
import org.apache.iceberg.rest.RESTCatalog;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InvalidPartitionsException;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A packaged job with everything around it: a JobManager that can be started again, two TaskManagers of which one
 * can do all the work, a broker and a catalog, and traffic that flows. Other clusters can follow the first.
 */
final class FaultyPlatform implements AutoCloseable {

    /** So long a transaction is kept that nobody ends. */
    static final Duration TRANSACTION_TIMEOUT = Duration.ofMinutes(2);

    private static final Duration POLL = Duration.ofMillis(50);
    private static final Duration FOUND_WITHIN = Duration.ofMinutes(2);
    private static final Duration STARTED_WITHIN = Duration.ofMinutes(3);

    private final SeriesJob job;
    private final CoordinationServer coordination;
    private final TcpProxy brokerProxy;
    private final ServerProcess broker;
    private final ObjectStore store;
    private final HttpProxy catalog;
    private final URI catalogAddress;
    private final ServerProcess catalogServer;
    private final String name;
    private volatile ApplicationCluster cluster;
    private ClusterSettings settings;
    private int clusters = 1;
    private int partitions = SeriesJob.PARTITIONS;
    private final Traffic traffic;
    private final Books books;
    private final List<CompletableFuture<?>> pending = new CopyOnWriteArrayList<>();

    private FaultyPlatform(SeriesJob job, Path directory, Duration checkpointInterval, long seed) {
        this.job = job;
        coordination = CoordinationServer.in(directory.resolve("coordination"));
        int brokerPort = Ports.free();
        brokerProxy = TcpProxy.to(brokerPort);
        broker = ServerProcess.start(
                "kafka",
                directory,
                List.of("--port=" + brokerPort, "--advertised-port=" + brokerProxy.port()),
                Map.of());
        store = ObjectStore.start(directory);
        int catalogPort = Ports.free();
        catalogAddress = URI.create("http://127.0.0.1:" + catalogPort);
        catalog = HttpProxy.to(catalogAddress);
        catalogServer = CatalogAccess.startServer(directory, catalogPort, store);
        createTopic();
        name = "faults-" + job.title() + "-" + seed;
        settings = ClusterSettings.of(job.packaged())
                .highAvailability(coordination.address())
                .flink(flinkOptions())
                .flink(store.flinkOptions())
                .objectStore(store.flinkFiles())
                .variables(store.variables())
                .flink("execution.checkpointing.interval", checkpointInterval.toMillis() + " ms")
                .taskManagers(2, 3)
                .parallelism(2)
                .options(jobOptions())
                .options(job.options())
                .options(CatalogAccess.jobOptions(catalog.uri(), directory))
                .options(store.jobOptions());
        cluster = ApplicationCluster.start(name, settings);
        traffic = Traffic.start(bootstrapServers(), job.topic(), job.script(seed));
        books = job.books(bootstrapServers(), catalogAddress, traffic, () -> settings);
    }

    /** Starts everything, and returns when the job has committed its first rows. */
    static FaultyPlatform start(SeriesJob job, Path directory, Duration checkpointInterval, long seed) {
        FaultyPlatform platform = new FaultyPlatform(job, directory, checkpointInterval, seed);
        try {
            platform.await("first rows", STARTED_WITHIN, () -> {
                platform.books.read();
                return platform.books.settled() > 0;
            });
            return platform;
        } catch (RuntimeException e) {
            platform.close();
            throw e;
        }
    }

    ApplicationCluster cluster() {
        return cluster;
    }

    /** How many tasks each part of the job has. */
    int parallelism() {
        return settings.parallelism();
    }

    /** Kills what is left of the cluster, and starts another one, of which the job has another id, in its place. */
    void startNextCluster(UnaryOperator<ClusterSettings> change) {
        cluster.close();
        settings = change.apply(settings);
        cluster = ApplicationCluster.start(nextName(), settings);
    }

    private String nextName() {
        return name + "-" + ++clusters;
    }

    /** Starts the same job once more, from a checkpoint, beside the one that runs. */
    ApplicationCluster startBeside(URI checkpoint) {
        return ApplicationCluster.start(nextName(), settings.from(checkpoint));
    }

    /** Goes on with this one of two clusters. */
    void goOnWith(ApplicationCluster one) {
        cluster = one;
    }

    /** Adds a partition to the topic, and returns when the job has it and will not forget it. */
    void addPartition() {
        int added = partitions++;
        createPartition(added);
        await("partition " + added + " in a checkpoint", FOUND_WITHIN, new FoundPartition(this, added));
        books.addPartition();
    }

    HttpProxy catalog() {
        return catalog;
    }

    ServerProcess catalogServer() {
        return catalogServer;
    }

    ObjectStore store() {
        return store;
    }

    ServerProcess broker() {
        return broker;
    }

    TcpProxy brokerProxy() {
        return brokerProxy;
    }

    Traffic traffic() {
        return traffic;
    }

    Books books() {
        return books;
    }

    /** The newest checkpoint that has begun; when nobody can be asked, the newest that is in the table. */
    long newestCheckpoint() {
        try {
            long begun = cluster.newestCheckpoint();
            return Math.max(begun, books.table().newestCheckpoint());
        } catch (UncheckedIOException | IllegalStateException nobodyThere) {
            return books.table().newestCheckpoint();
        }
    }

    /** Waits for a condition, during which it may be impossible to ask; a JobManager that ends by itself comes back. */
    void await(String what, Duration limit, Callable<Boolean> condition) {
        Awaitility.await(what).atMost(limit).pollInterval(POLL).until(() -> {
            cluster.keepJobManager();
            try {
                return condition.call();
            } catch (UncheckedIOException | IllegalStateException | KafkaException notYet) {
                return false;
            }
        });
    }

    /** Waits for something that can be asked for, in the same way. */
    <T> T awaitAnswer(String what, Duration limit, Callable<Optional<T>> question) {
        AtomicReference<@Nullable T> answer = new AtomicReference<>();
        await(what, limit, () -> {
            question.call().ifPresent(answer::set);
            return answer.get() != null;
        });
        return Objects.requireNonNull(answer.get());
    }

    /** Runs something after some time; {@link #settle()} waits for it. */
    void later(Duration after, Runnable action) {
        pending.add(CompletableFuture.runAsync(
                action, CompletableFuture.delayedExecutor(after.toMillis(), TimeUnit.MILLISECONDS)));
    }

    /** Heals after some time, and returns then. */
    Moment afterSeconds(int seconds, Runnable healing) {
        pass(seconds);
        healing.run();
        return Moment.ofHealing(this);
    }

    /** Lets some time pass. */
    void pass(int seconds) {
        CompletableFuture.runAsync(() -> {}, CompletableFuture.delayedExecutor(seconds, TimeUnit.SECONDS))
                .join();
    }

    /** Ends all disturbances. */
    void settle() {
        pending.forEach(CompletableFuture::join);
        pending.clear();
        catalog.heal();
        store.requests().heal();
    }

    /** Ends the traffic, and waits until everything has come out. The table is read once more as a whole. */
    Verdict finish() {
        traffic.finish();
        books.read();
        try {
            await("everything has come out", Duration.ofMinutes(2), () -> {
                books.read();
                return books.owed().isEmpty();
            });
        } catch (ConditionTimeoutException never) {
            books.giveUp(books.owed());
        }
        books.readTableAgain();
        WindowReport report = ProductReconciliation.of(job.definition(), settings, books.mayHaveRepeats());
        if (!report.isEqual()) {
            books.misplaced(WindowReportText.of(report));
        }
        return books.verdict();
    }

    /** Deletes records that the job has not read, and returns when it says so; it must not write anything for them. */
    void deleteUnread() {
        cluster.taskManagers().forEach(cluster::killTaskManager);
        traffic.finish();
        Map<TopicPartition, RecordsToDelete> everything = new HashMap<>();
        for (int partition = 0; partition < partitions; partition++) {
            everything.put(new TopicPartition(job.topic(), partition), RecordsToDelete.beforeOffset(-1));
        }
        askBroker(admin -> admin.deleteRecords(everything).all());
        cluster.startTaskManager();
        cluster.startTaskManager();
        await("the deleted records are named", FOUND_WITHIN, () -> cluster.wasHitBy(OffsetOutOfRangeException.class));
        books.readTableAgain();
    }

    /** Runs something when the next commit has reached the catalog's door, and returns when the commit goes on. */
    Moment onCommit(Runnable action) {
        CompletableFuture<Moment> come = new CompletableFuture<>();
        catalog.onRequest(
                RequestMatch.commits(),
                () -> {
                    action.run();
                    come.complete(Moment.ofHealing(this));
                },
                () -> {});
        return come.orTimeout(60, TimeUnit.SECONDS).join();
    }

    /** A commit of another writer: it changes the table, but no data. */
    void commitAsSomebodyElse() {
        withTable(table -> {
            table.newAppend().commit();
            return table;
        });
    }

    /** Asks the table, or changes it, with nothing in between. */
    <T> T withTable(Function<Table, T> action) {
        try (RESTCatalog client = CatalogAccess.client(catalogAddress)) {
            return action.apply(client.loadTable(TableIdentifier.of("matih_analytics", job.table())));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (RESTException e) {
            throw new IllegalStateException("the catalog cannot be asked", e);
        }
    }

    private String bootstrapServers() {
        return "127.0.0.1:" + brokerProxy.port();
    }

    /** Keeps records however old they are. */
    private void createTopic() {
        NewTopic topic =
                new NewTopic(job.topic(), SeriesJob.PARTITIONS, (short) 1).configs(Map.of("retention.ms", "-1"));
        askBroker(admin -> admin.createTopics(List.of(topic)).all());
    }

    private void createPartition(int partition) {
        try {
            askBroker(admin -> admin.createPartitions(Map.of(job.topic(), NewPartitions.increaseTo(partition + 1)))
                    .all());
        } catch (InvalidPartitionsException answerToAnEarlierRequestWasLost) {
            return;
        }
    }

    private void askBroker(Function<Admin, KafkaFuture<Void>> request) {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers()))) {
            KafkaAnswer.of(request.apply(admin));
        }
    }

    private static Map<String, String> flinkOptions() {
        return Map.of(
                // A process that was paused, and its tasks, may come back.
                "high-availability.zookeeper.client.session-timeout", "4000",
                "high-availability.zookeeper.client.connection-timeout", "3000",
                "high-availability.zookeeper.client.tolerate-suspended-connections", "true",
                "taskmanager.load-balance.mode", "SLOTS",
                "execution.checkpointing.timeout", "30 s",
                "execution.checkpointing.tolerable-failed-checkpoints", "3",
                "restart-strategy.exponential-delay.initial-backoff", "500 ms",
                // A second job may need longer to start than ten of the shortest intervals take.
                "execution.checkpointing.num-retained", "60",
                "slot.request.timeout", "60000");
    }

    private Map<String, String> jobOptions() {
        return Map.of(
                "kafka.bootstrap-servers", bootstrapServers(),
                "kafka.start", "earliest",
                "kafka.partition-discovery-interval", "2 s",
                "kafka.transaction-timeout", TRANSACTION_TIMEOUT.toSeconds() + " s",
                "event-time.idle-timeout", "10 min",
                "iceberg.connect-timeout", "2 s",
                "iceberg.request-timeout", "5 s");
    }

    @Override
    public void close() {
        traffic.close();
        books.close();
        cluster.close();
        catalog.close();
        catalogServer.close();
        store.close();
        broker.close();
        brokerProxy.close();
        coordination.close();
    }
}
