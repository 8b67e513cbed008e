package io.matih.streaming.cli;

import io.matih.streaming.job.StartupRefusedException;
import io.matih.streaming.options.InvalidSettingsException;
import java.io.PrintWriter;
import java.util.List;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

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
        commandLine.getErr().println("matih: " + invalid.getMessage() + remedy(invalid, commandLine));
        return ExitCode.USAGE;
    }

    private static String remedy(ParameterException invalid, CommandLine commandLine) {
        if (invalid instanceof UnmatchedArgumentException unmatched) {
            List<String> suggestions = unmatched.getSuggestions();
            if (!suggestions.isEmpty()) {
                return "; did you mean " + suggestions.get(0) + "?";
            }
        }
        return "; see " + commandLine.getCommandSpec().qualifiedName() + " --help";
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
