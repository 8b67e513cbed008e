package io.matih.streaming.cli.deployment;

import java.util.List;

/** One step of a plan, with a sentence for the person who follows it. */
public sealed interface Step {

    /** What is done, or to be done, and why. */
    String text();

    /** For a person. */
    record Note(String text) implements Step {}

    /** Objects are created or brought to this state. */
    record Apply(String text, List<KubernetesObject> objects) implements Step {}

    /** The members of an object that are named here get these values; the others stay. */
    record Patch(String text, KubernetesObject change) implements Step {}

    /** Nothing goes on before an object's status says so. */
    record Await(String text, KubernetesObject object, String path, String value) implements Step {}

    /** Something outside of the cluster that the command does itself. */
    record Perform(String text, Action action) implements Step {}

    /** What a {@link Perform} does. */
    @FunctionalInterface
    interface Action {
        void run() throws Exception;
    }
}
