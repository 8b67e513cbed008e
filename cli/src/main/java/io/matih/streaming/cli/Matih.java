package io.matih.streaming.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command {@code matih}: a demo of everything on this machine, and what reads its results back. */
@Command(
        name = "matih",
        version = "matih-streaming 1.0.0",
        mixinStandardHelpOptions = true,
        description = "Streaming analytics from Kafka into Iceberg, on this machine.",
        subcommands = {
            DemoCommand.class,
            SqlCommand.class,
            TableCommand.class,
            ReconcileCommand.class,
            SavepointCommand.class,
            UpgradeCommand.class,
            SuspendCommand.class,
            ResumeCommand.class,
            RewindCommand.class
        },
        footer = {
            "",
            "Exit codes: 0 done, 1 failed, 2 not accepted (the message says what to change), 3 something differs."
        })
public final class Matih {

    private Matih() {}

    /** Runs one command and ends the process with its exit code. */
    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    /** The command, ready to parse. */
    public static CommandLine commandLine() {
        CommandLine commandLine = new CommandLine(new Matih());
        commandLine.setExecutionExceptionHandler(Failures::report);
        commandLine.setParameterExceptionHandler(Failures::reportInvalid);
        commandLine.setCaseInsensitiveEnumValuesAllowed(true);
        return commandLine;
    }
}
