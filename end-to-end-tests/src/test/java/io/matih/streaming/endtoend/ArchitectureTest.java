package io.matih.streaming.endtoend;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.LocationProvider;
import com.tngtech.archunit.lang.ArchRule;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Set;

/** Which part of the system may know which other one. */
@AnalyzeClasses(
        packages = "io.matih.streaming",
        locations = ArchitectureTest.ChangeCapture.class,
        importOptions = {ImportOption.DoNotIncludeTests.class, ArchitectureTest.DoNotIncludeTestJars.class})
class ArchitectureTest {

    /** The job that cannot be on one class path with the others, as the build has compiled it. */
    static final class ChangeCapture implements LocationProvider {
        @Override
        public Set<Location> get(Class<?> test) {
            Path classes = Path.of("..", "state-transition-cdc-job", "target", "classes");
            assertThat(classes).isNotEmptyDirectory();
            return Set.of(Location.of(classes));
        }
    }

    static final class DoNotIncludeTestJars implements ImportOption {
        @Override
        public boolean includes(Location location) {
            return !location.contains("-tests.jar");
        }
    }

    private static final String ROOT = "io.matih.streaming.";
    private static final String[] COMMON = {
        ROOT + "accounting..",
        ROOT + "decode..",
        ROOT + "iceberg..",
        ROOT + "job..",
        ROOT + "kafka..",
        ROOT + "options..",
        ROOT + "pipeline..",
        ROOT + "record..",
        ROOT + "sketch..",
        ROOT + "text..",
        ROOT + "versions..",
        ROOT + "window.."
    };
    private static final String[] JOBS = {
        ROOT + "sessionanalytics..", ROOT + "agentperformance..", ROOT + "llmops..", ROOT + "cdc.."
    };
    private static final String EVENT = "..event..";
    private static final String METRIC = "..metric..";
    /** Kafka's by name, but they come from no topic. */
    private static final String DEBEZIUM_RECORDS = "org.apache.kafka.connect..";

    @ArchTest
    static final ArchRule commonKnowsNothingElseOfOurs = noClasses()
            .that()
            .resideInAnyPackage(COMMON)
            .should()
            .dependOnClassesThat(resideInAPackage(ROOT + ".").and(not(resideInAnyPackage(COMMON))));

    @ArchTest
    static final ArchRule jobsKnowNothingElseOfOursThanCommon = noClasses()
            .that()
            .resideInAnyPackage(JOBS)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(ROOT + "servers..", ROOT + "platform..", ROOT + "cli..", ROOT + "benchmark..");

    @ArchTest
    static final ArchRule jobsDoNotKnowEachOther = slices().matching(
                    ROOT + "(sessionanalytics|agentperformance|llmops|cdc)..")
            .should()
            .notDependOnEachOther();

    @ArchTest
    static final ArchRule serversKnowNothingElseOfOurs = noClasses()
            .that()
            .resideInAPackage(ROOT + "servers..")
            .should()
            .dependOnClassesThat(resideInAPackage(ROOT + ".").and(not(resideInAPackage(ROOT + "servers.."))));

    @ArchTest
    static final ArchRule platformDoesNotKnowTheCommand = noClasses()
            .that()
            .resideInAPackage(ROOT + "platform..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage(ROOT + "cli..");

    @ArchTest
    static final ArchRule partsOfCommonDoNotDependInCircles = slices().matching(ROOT
                    + "(accounting|decode|iceberg|job|kafka|options|pipeline|record|sketch|text|versions|window)..")
            .should()
            .beFreeOfCycles();

    @ArchTest
    static final ArchRule eventsKnowNoMetricsAndNoJob = noClasses()
            .that()
            .resideInAnyPackage(JOBS)
            .and()
            .resideInAPackage(EVENT)
            .should()
            .dependOnClassesThat(resideInAnyPackage(JOBS).and(not(resideInAPackage(EVENT))));

    @ArchTest
    static final ArchRule metricsKnowNoJob = noClasses()
            .that()
            .resideInAnyPackage(JOBS)
            .and()
            .resideInAPackage(METRIC)
            .should()
            .dependOnClassesThat(resideInAnyPackage(JOBS).and(not(resideInAnyPackage(EVENT, METRIC))));

    @ArchTest
    static final ArchRule onlyJobsAndOptionsKnowKafka = noClasses()
            .that()
            .resideInAnyPackage(JOBS)
            .and()
            .haveSimpleNameNotEndingWith("Job")
            .and()
            .haveSimpleNameNotEndingWith("Options")
            .should()
            .dependOnClassesThat(
                    resideInAnyPackage("org.apache.kafka..", "org.apache.flink.connector.kafka..", ROOT + "kafka..")
                            .and(not(resideInAPackage(DEBEZIUM_RECORDS))));

    @ArchTest
    static final ArchRule onlyTheCaptureKnowsDebezium = noClasses()
            .that()
            .resideOutsideOfPackages(ROOT + "cdc..", "io.debezium..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(DEBEZIUM_RECORDS, "io.debezium..", "org.apache.flink.cdc..");

    @ArchTest
    static final ArchRule onlyJobsOptionsAndRowsKnowIceberg = noClasses()
            .that()
            .resideInAnyPackage(JOBS)
            .and()
            .haveSimpleNameNotEndingWith("Job")
            .and()
            .haveSimpleNameNotEndingWith("Options")
            .and()
            .haveSimpleNameNotEndingWith("Metrics")
            .and()
            .doNotHaveSimpleName("TransitionTable")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.iceberg..", ROOT + "iceberg..");

    @ArchTest
    static final ArchRule accumulatorsAndRowsAreFreeOfFlink = noClasses()
            .that()
            .resideInAnyPackage(JOBS)
            .and()
            .resideInAnyPackage(EVENT, METRIC)
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.apache.flink..");

    @ArchTest
    static final ArchRule onlyClocksTellTheTime = noClasses()
            .should()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(LocalDate.class, "now")
            .orShould()
            .callMethod(LocalDateTime.class, "now");

    @ArchTest
    static final ArchRule signaturesAreFreeOfTuples =
            noClasses().should().dependOnClassesThat().resideInAPackage("org.apache.flink.api.java.tuple..");

    @ArchTest
    static final ArchRule namesSayWhatAClassIs = noClasses()
            .should()
            .haveNameMatching(".*(Util|Utils|Helper|Manager|Impl)")
            .orShould()
            .haveSimpleNameStartingWith("Base");

    @ArchTest
    static final ArchRule everyPackageIsNullMarked = classes()
            .that()
            .haveSimpleName("package-info")
            .should()
            .beAnnotatedWith(org.jspecify.annotations.NullMarked.class);
}
