package io.matih.streaming.platform;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.util.ChildFirstClassLoader;

/**
 * The class path of a job whose libraries are other versions than those of this process. Its classes are loaded as on a
 * cluster of its own, those of Flink, of Iceberg and of the kernel aside, which it shares with this process.
 *
 * <pre>{@code
 * StreamingJob job = JobClassPath.ofModule(folder).constant("com.example.OrdersJob", "JOB", StreamingJob.class);
 * platform.startJob(job, Map.of());
 * }</pre>
 */
public final class JobClassPath {

    private static final String LIBRARIES = "class-path";

    private final ClassLoader loader;

    private JobClassPath(List<URL> entries) {
        this.loader = new ChildFirstClassLoader(
                entries.toArray(URL[]::new),
                JobClassPath.class.getClassLoader(),
                FlinkCluster.sharedClasses(),
                failure -> {});
    }

    /**
     * That of a module: its classes, then the libraries that its build has listed.
     *
     * @throws IllegalStateException when it is not built
     */
    public static JobClassPath ofModule(Path module) {
        Path target = module.resolve("target");
        Path list = target.resolve(LIBRARIES);
        if (!Files.exists(list)) {
            throw new IllegalStateException(list + " is missing; build the module first");
        }
        try {
            List<URL> entries = new ArrayList<>();
            entries.add(url(target.resolve("classes")));
            for (String library : Files.readString(list).strip().split(File.pathSeparator, -1)) {
                entries.add(url(Path.of(library)));
            }
            return new JobClassPath(entries);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + list, e);
        }
    }

    private static URL url(Path entry) throws MalformedURLException {
        return entry.toAbsolutePath().normalize().toUri().toURL();
    }

    /** The value of a public constant of one of its classes. */
    public <T> T constant(String className, String field, Class<T> type) {
        try {
            return type.cast(
                    Class.forName(className, true, loader).getField(field).get(null));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("no constant " + field + " in " + className, e);
        }
    }
}
