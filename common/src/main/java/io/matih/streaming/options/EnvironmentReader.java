package io.matih.streaming.options;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Reads the environment variables that begin with {@code MATIH_}; others do not matter.
 *
 * <p>Variables that Kubernetes injects for a Service whose name begins with {@code matih-} are passed over:
 * {@code MATIH_…_SERVICE_HOST}, {@code MATIH_…_SERVICE_PORT}, {@code MATIH_…_PORT_9092_TCP} and their like, and
 * {@code MATIH_…_PORT} when its value is an address such as {@code tcp://10.0.0.1:9092}.
 */
final class EnvironmentReader {

    /** Names the YAML file. */
    static final String CONFIG_NAME = Option.ENVIRONMENT_PREFIX + "CONFIG";

    private static final Pattern SERVICE_NAME =
            Pattern.compile(".*_SERVICE_HOST|.*_SERVICE_PORT(_.*)?|.*_PORT_\\d+_(TCP|UDP|SCTP)(_(PROTO|PORT|ADDR))?");
    private static final Pattern SERVICE_ADDRESS = Pattern.compile("(tcp|udp|sctp)://.*");

    private EnvironmentReader() {}

    /** By option key; a variable that is no option keeps its own name as key. */
    static GivenValues read(OptionSet options, Map<String, String> environment) {
        GivenValues given = new GivenValues();
        new TreeMap<>(environment).forEach((name, value) -> {
            if (name.startsWith(Option.ENVIRONMENT_PREFIX) && !isInjectedByKubernetes(name, value)) {
                Option<?> option = options.withEnvironmentName(name);
                given.add(option == null ? name : option.key(), value, "environment variable " + name);
            }
        });
        return given;
    }

    private static boolean isInjectedByKubernetes(String name, String value) {
        return SERVICE_NAME.matcher(name).matches()
                || (name.endsWith("_PORT") && SERVICE_ADDRESS.matcher(value).matches());
    }
}
