package io.matih.streaming.options;

import java.util.List;
import java.util.regex.Pattern;

/** Reads {@code --key=value} and {@code --key value}. Never repeats a text that may be a secret in the wrong place. */
final class ArgumentReader {

    private static final Pattern NAME = Pattern.compile("--[A-Za-z0-9._-]+");

    private final List<String> arguments;
    private final GivenValues given = new GivenValues();

    private ArgumentReader(List<String> arguments) {
        this.arguments = arguments;
    }

    static GivenValues read(List<String> arguments) {
        return new ArgumentReader(arguments).read();
    }

    private GivenValues read() {
        int index = 0;
        while (index < arguments.size()) {
            index = readAt(index);
        }
        return given;
    }

    /** Returns the index of the next argument. */
    private int readAt(int index) {
        String argument = arguments.get(index);
        int equals = argument.indexOf('=');
        String name = equals < 0 ? argument : argument.substring(0, equals);
        if (!NAME.matcher(name).matches()) {
            given.addProblem("argument number " + (index + 1) + ": not an option; expected --key=value or --key value");
            return index + 1;
        }
        String key = name.substring(2);
        if (equals >= 0) {
            given.add(key, argument.substring(equals + 1), "argument " + name);
            return index + 1;
        }
        if (index + 1 < arguments.size() && !arguments.get(index + 1).startsWith("--")) {
            given.add(key, arguments.get(index + 1), "argument " + name);
            return index + 2;
        }
        given.addProblem(key + ": argument " + name + " has no value; expected " + name + "=value");
        return index + 1;
    }
}
