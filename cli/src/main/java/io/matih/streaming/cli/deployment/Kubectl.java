package io.matih.streaming.cli.deployment;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.matih.streaming.cli.Refusal;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Carries out plans with the program {@code kubectl}, in the cluster that it is set to. */
final class Kubectl {

    private static final String PROGRAM = "kubectl";

    private final PrintWriter output;

    Kubectl(PrintWriter output) {
        this.output = output;
    }

    static List<String> applying() {
        return List.of(PROGRAM, "apply", "--filename", "-");
    }

    static List<String> patching(Step.Patch patch) {
        KubernetesObject change = patch.change();
        return List.of(
                PROGRAM,
                "patch",
                resource(change),
                "--namespace",
                change.namespace(),
                "--type",
                "merge",
                "--patch-file",
                "/dev/stdin");
    }

    static List<String> awaiting(Step.Await await) {
        return List.of(
                PROGRAM,
                "wait",
                resource(await.object()),
                "--namespace",
                await.object().namespace(),
                "--for",
                "jsonpath={" + await.path() + "}=" + await.value(),
                "--timeout",
                "15m");
    }

    private static String resource(KubernetesObject object) {
        return object.kind().toLowerCase(Locale.ROOT) + "/" + object.name();
    }

    /**
     * Does the steps one after the other.
     *
     * @throws Refusal when there is no kubectl, or a step fails; the steps after it are not begun
     */
    void carryOut(Plan plan) throws Exception {
        int number = 0;
        for (Step step : plan.steps()) {
            number++;
            output.println(number + ". " + step.text());
            output.flush();
            carryOut(step);
        }
    }

    private void carryOut(Step step) throws Exception {
        if (step instanceof Step.Apply apply) {
            String documents = apply.objects().stream()
                    .map(object -> Yaml.text(object.content()))
                    .collect(Collectors.joining("---\n"));
            run(applying(), documents);
        } else if (step instanceof Step.Patch patch) {
            run(patching(patch), Yaml.text(patch.change().content()));
        } else if (step instanceof Step.Await await) {
            run(awaiting(await), "");
        } else if (step instanceof Step.Perform perform) {
            perform.action().run();
        }
    }

    private static void run(List<String> command, String input) throws InterruptedException {
        try {
            Process process = new ProcessBuilder(new ArrayList<>(command))
                    .redirectOutput(ProcessBuilder.Redirect.INHERIT)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            try (OutputStream stream = process.getOutputStream()) {
                stream.write(input.getBytes(UTF_8));
            }
            if (process.waitFor() != 0) {
                throw new Refusal("this step failed: " + String.join(" ", command)
                        + "; put right what it says, and go on with this step");
            }
        } catch (IOException missing) {
            throw new Refusal(
                    "--apply needs kubectl, which cannot be run here; without --apply the plan is only printed",
                    missing);
        }
    }
}
