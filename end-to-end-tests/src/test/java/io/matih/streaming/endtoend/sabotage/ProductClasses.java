package io.matih.streaming.endtoend.sabotage;

import io.matih.streaming.llmops.LlmOpsJob;
import io.matih.streaming.pipeline.WindowedJob;
import io.matih.streaming.window.Simulation;
import java.io.File;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Where classes of the product come from: folders and JARs, of which the first may hold changed ones. */
record ProductClasses(List<Path> paths) {

    private static final Path CHANGE_CAPTURE = Path.of("..", "state-transition-cdc-job", "target");

    /** The jobs and what they are made of, with the tests that know its insides. */
    static ProductClasses ofJobs(@Nullable Path changed) {
        return with(
                changed,
                List.of(
                        origin(WindowedJob.class),
                        origin(LlmOpsJob.class),
                        origin(Simulation.class),
                        origin(ProductClasses.class)));
    }

    /** The change capture job with its own libraries and tests. */
    static ProductClasses ofChangeCapture(@Nullable Path changed) throws IOException {
        List<Path> paths = new ArrayList<>();
        paths.add(CHANGE_CAPTURE.resolve("test-classes"));
        paths.add(CHANGE_CAPTURE.resolve("classes"));
        Stream.of(Files.readString(CHANGE_CAPTURE.resolve("class-path")).strip().split(File.pathSeparator, -1))
                .map(Path::of)
                .forEach(paths::add);
        return with(changed, paths);
    }

    private static ProductClasses with(@Nullable Path changed, List<Path> paths) {
        List<Path> all = new ArrayList<>(paths);
        if (changed != null) {
            all.add(0, changed);
        }
        return new ProductClasses(all);
    }

    private static Path origin(Class<?> type) {
        try {
            return Path.of(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What a changed file is compiled against: these, and the class path of this test. */
    List<Path> compilePath() {
        List<Path> all = new ArrayList<>(paths);
        Stream.of(System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"))
                        .split(File.pathSeparator, -1))
                .map(Path::of)
                .forEach(all::add);
        return all;
    }

    List<URL> urls() {
        List<URL> urls = new ArrayList<>();
        for (Path path : paths) {
            try {
                urls.add(path.toUri().toURL());
            } catch (MalformedURLException e) {
                throw new IllegalStateException(e);
            }
        }
        return urls;
    }

    /** A loader that has these classes of the product for itself; libraries are those of this test, where it has them. */
    URLClassLoader open() {
        return new ProductLoader(urls().toArray(URL[]::new));
    }

    private static final class ProductLoader extends URLClassLoader {

        ProductLoader(URL[] urls) {
            super(urls, ProductClasses.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!name.startsWith("io.matih.streaming.") && !name.startsWith("io.debezium.")) {
                return super.loadClass(name, resolve);
            }
            synchronized (getClassLoadingLock(name)) {
                Class<?> loaded = findLoadedClass(name);
                if (loaded != null) {
                    return loaded;
                }
                try {
                    return findClass(name);
                } catch (ClassNotFoundException notHere) {
                    return super.loadClass(name, resolve);
                }
            }
        }
    }
}
