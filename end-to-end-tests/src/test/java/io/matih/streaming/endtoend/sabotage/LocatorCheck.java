package io.matih.streaming.endtoend.sabotage;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The change capture job's own test of where the log is read on, against a PostgreSQL server. */
record LocatorCheck(Path directory) implements ProductCheck {

    private static final String TEST = "io.debezium.connector.postgresql.connection.WalPositionLocatorITCase";

    @Override
    public List<String> problems(ProductClasses product) throws Exception {
        try (URLClassLoader classes = product.open()) {
            Class<?> test = classes.loadClass(TEST);
            Constructor<?> constructor = test.getDeclaredConstructor();
            constructor.setAccessible(true);
            Method method = test.getDeclaredMethod(
                    "debeziumsLocatorDropsTheFirstTransactionAfterTheRestoredCommitAndOursDoesNot", Path.class);
            method.setAccessible(true);
            method.invoke(constructor.newInstance(), Files.createTempDirectory(directory, "postgres"));
            return List.of();
        } catch (InvocationTargetException failure) {
            if (failure.getCause() instanceof AssertionError found) {
                return List.of(String.valueOf(found.getMessage()));
            }
            throw failure;
        }
    }
}
