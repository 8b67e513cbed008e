package io.matih.streaming.cli.deployment;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;

/** The plans for one job: every one of them keeps its state. */
public final class Plans {

    private static final DateTimeFormatter NAME =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);
    private static final String LIFECYCLE = ".status.lifecycleState";

    private final JobDeployment job;
    private final Instant now;

    /** @param now names savepoints, and tells one rewind from the next */
    public Plans(JobDeployment job, Instant now) {
        this.job = job;
        this.now = now;
    }

    /** A savepoint while the job goes on. */
    public Plan savepoint() {
        List<Step> steps = new ArrayList<>(takeSavepoint("manual"));
        steps.add(new Step.Note("Its path is in .status.path of the FlinkStateSnapshot; note it."));
        return new Plan("Take a savepoint of " + name() + ", which goes on.", steps);
    }

    /** The job stops with a savepoint and takes no resources until it is resumed. */
    public Plan suspend() {
        return new Plan("Stop " + name() + " with a savepoint.", stop());
    }

    /** A suspended job goes on from the savepoint with which it was stopped. */
    public Plan resume() {
        return new Plan(
                "Let " + name() + " go on from the savepoint with which it was stopped.",
                List.of(new Step.Patch("Start the job again.", state("running")), awaitStable()));
    }

    /** Another image, or another configuration. */
    public Plan upgrade(String image) {
        List<Step> steps = new ArrayList<>(takeSavepoint("before-upgrade"));
        steps.add(new Step.Apply(
                "Give the operator the new specification and configuration. It stops the job with a savepoint and starts"
                        + " the new\nimage from there. A job that is suspended is started.",
                List.of(job.configuration(), job.upgradedTo(image))));
        steps.add(awaitStable());
        steps.add(new Step.Note(
                "Compare rows with the topic: ./matih reconcile --help. To go back, apply the image before;"
                        + " when its rows were\nwrong, ./matih rewind " + name() + " to the savepoint of step 1."));
        return new Plan("Upgrade " + name() + " to " + image + ".", steps);
    }

    /**
     * The job together with its table goes back to where a checkpoint or savepoint was taken.
     *
     * @param tableStep takes the table back; the job is stopped then
     */
    public Plan rewind(RestorePoint point, Step tableStep) {
        // A stop with a savepoint ends the job, and with it Flink deletes the checkpoints that it has kept.
        KubernetesObject stop = state("suspended");
        job(stop).put("upgradeMode", "last-state");
        List<Step> steps = new ArrayList<>();
        steps.add(new Step.Patch("Stop the job without a savepoint, so that its checkpoints stay.", stop));
        steps.add(awaitSuspended());
        steps.add(new Step.Note(
                "Hold maintenance of the table (compaction, expiry of snapshots) until the job runs again."));
        steps.add(tableStep);
        KubernetesObject start = state("running");
        job(start)
                .put("upgradeMode", "savepoint")
                .put("initialSavepointPath", point.path())
                .put("savepointRedeployNonce", now.getEpochSecond());
        steps.add(new Step.Patch(
                "Start the job from checkpoint " + point.checkpointId()
                        + ". The new nonce makes the operator take the path" + " instead of the newest state.",
                start));
        steps.add(awaitStable());
        steps.add(
                new Step.Note("Late events and dead letters since then are written again: a topic cannot be taken back."
                        + " Readers tell doubles\nby origin.topic, origin.partition and origin.offset. Compare rows with the topic:"
                        + " ./matih reconcile --rewound"));
        return new Plan("Take " + name() + " and its table back to checkpoint " + point.checkpointId() + ".", steps);
    }

    private List<Step> takeSavepoint(String reason) {
        KubernetesObject snapshot = job.savepoint(name() + "-" + reason + "-" + NAME.format(now));
        return List.of(
                new Step.Apply("Take a savepoint, to which the job can be taken back.", List.of(snapshot)),
                new Step.Await("Wait until it is complete.", snapshot, ".status.state", "COMPLETED"));
    }

    private List<Step> stop() {
        return List.of(new Step.Patch("Stop the job with a savepoint.", state("suspended")), awaitSuspended());
    }

    private Step awaitSuspended() {
        return new Step.Await("Wait until nothing of it runs.", job.flink(), LIFECYCLE, "SUSPENDED");
    }

    private Step awaitStable() {
        return new Step.Await("Wait until it runs and has kept running.", job.flink(), LIFECYCLE, "STABLE");
    }

    private KubernetesObject state(String state) {
        KubernetesObject patch = job.patch();
        patch.content().putObject("spec").putObject("job").put("state", state);
        return patch;
    }

    private static ObjectNode job(KubernetesObject patch) {
        return (ObjectNode) patch.at("/spec/job");
    }

    private String name() {
        return job.flink().name();
    }
}
