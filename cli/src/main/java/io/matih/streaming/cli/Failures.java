package io.matih.streaming.cli;

import io.matih.streaming.job.StartupRefusedException;
import io.matih.streaming.options.InvalidSettingsException;
import java.io.PrintWriter;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** Says in a line what went wrong, without a stack trace, and chooses the exit code. */
final class Failures {

    private Failures() {}

    static int report(Exception failure, CommandLine commandLine, ParseResult parsed) {
        PrintWriter errors = commandLine.getErr();
        if (failure instanceof Refusal || failure instanceof StartupRefusedException) {
            errors.println("matih: " + failure.getMessage());
            return ExitCode.USAGE;
        }
        if (failure instanceof InvalidSettingsException invalid) {
            invalid.problems().forEach(problem -> errors.println("matih: " + problem));
            return ExitCode.USAGE;
        }
        LoggerFactory.getLogger(Failures.class).error("failed", failure);
        errors.println("matih: failed: " + rootMessage(failure));
        return ExitCode.SOFTWARE;
    }

    static int reportInvalid(ParameterException invalid, String[] arguments) {
        CommandLine commandLine = invalid.getCommandLine();
        String help = commandLine.getCommandSpec().qualifiedName() + " --help";
        commandLine.getErr().println("matih: " + invalid.getMessage() + "; see ./" + help);
        return ExitCode.USAGE;
    }

    /** The innermost reason in one line. */
    static String rootMessage(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        String message = root.getMessage();
        return (message == null ? root.getClass().getSimpleName() : message)
                .lines()
                .findFirst()
                .orElse("");
    }
}
