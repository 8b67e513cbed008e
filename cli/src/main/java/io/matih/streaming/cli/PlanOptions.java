package io.matih.streaming.cli;

import io.matih.streaming.cli.deployment.JobDeployment;
import io.matih.streaming.cli.deployment.Plan;
import io.matih.streaming.cli.deployment.Plans;
import java.time.Clock;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Which deployed job a command is about, and whether its plan is only printed. */
final class PlanOptions {

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "JOB", description = "Name of the job, for example llm-ops.")
    private String job = "";

    @Option(
            names = "--environment",
            paramLabel = "NAME",
            defaultValue = "prod",
            description = "The folder of deploy/overlays. Default: ${DEFAULT-VALUE}.")
    private String environment = "";

    @Option(names = "--apply", description = "Carry the plan out with kubectl. Without it, it is printed only.")
    private boolean apply;

    JobDeployment deployment() {
        return JobDeployment.of(MatihHome.root().resolve("deploy/overlays"), environment, job);
    }

    Plans plans() {
        return new Plans(deployment(), Clock.systemUTC().instant());
    }

    /** What cannot be carried out as it was asked for is refused before anything is done. */
    void refuseToApply(String why) {
        if (apply) {
            throw new Refusal(why);
        }
    }

    int run(Plan plan) throws Exception {
        if (apply) {
            plan.carryOut(spec.commandLine().getOut());
        } else {
            plan.print(spec.commandLine().getOut());
        }
        return 0;
    }
}
