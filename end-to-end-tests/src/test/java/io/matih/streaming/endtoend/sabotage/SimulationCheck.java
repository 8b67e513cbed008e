package io.matih.streaming.endtoend.sabotage;

import io.matih.streaming.window.Simulation;
import java.lang.reflect.Method;
import java.net.URLClassLoader;
import java.util.List;
import java.util.Objects;
import java.util.stream.LongStream;

/** Some hundred seeds of the simulation. */
final class SimulationCheck implements ProductCheck {

    private static final long SEEDS = 200;

    @Override
    @SuppressWarnings("unchecked")
    public List<String> problems(ProductClasses product) throws Exception {
        try (URLClassLoader classes = product.open()) {
            Method run = classes.loadClass(Simulation.class.getName()).getMethod("failures", LongStream.class);
            return (List<String>) Objects.requireNonNull(run.invoke(null, LongStream.range(0, SEEDS)));
        }
    }
}
