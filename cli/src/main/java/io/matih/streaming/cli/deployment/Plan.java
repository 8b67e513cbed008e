package io.matih.streaming.cli.deployment;

import java.io.PrintWriter;
import java.util.List;

/**
 * Steps in their order. Printed, it is a YAML stream: the steps as comments, and between them what would be applied.
 *
 * @param title what is reached by it
 */
public record Plan(String title, List<Step> steps) {

    /** For a person to read, or for a pipe. */
    public void print(PrintWriter output) {
        output.println("# " + title);
        for (int i = 0; i < steps.size(); i++) {
            print(i + 1, steps.get(i), output);
        }
        output.flush();
    }

    /**
     * Does the steps one after the other, with kubectl.
     *
     * @throws io.matih.streaming.cli.Refusal when there is no kubectl, or a step fails
     */
    public void carryOut(PrintWriter output) throws Exception {
        new Kubectl(output).carryOut(this);
    }

    private static void print(int number, Step step, PrintWriter output) {
        output.println("#");
        String indent = number + ". ";
        for (String line : step.text().lines().toList()) {
            output.println("# " + indent + line);
            indent = " ".repeat(indent.length());
        }
        if (step instanceof Step.Apply apply) {
            print(indent, Kubectl.applying(), output);
            apply.objects().forEach(object -> output.print("---\n" + Yaml.text(object.content())));
        } else if (step instanceof Step.Patch patch) {
            print(indent, Kubectl.patching(patch), output);
            output.print("---\n" + Yaml.text(patch.change().content()));
        } else if (step instanceof Step.Await await) {
            print(indent, Kubectl.awaiting(await), output);
        }
    }

    private static void print(String indent, List<String> command, PrintWriter output) {
        output.println("# " + " ".repeat(indent.length()) + String.join(" ", command));
    }
}
