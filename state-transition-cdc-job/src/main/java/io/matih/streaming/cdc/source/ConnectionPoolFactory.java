package io.matih.streaming.cdc.source;

import java.util.stream.Collectors;
import org.apache.flink.cdc.connectors.base.config.JdbcSourceConfig;
import org.apache.flink.cdc.connectors.postgres.source.PostgresConnectionPoolFactory;

/** Gives pooled connections the driver's settings that all others have; one of them is where the password is. */
final class ConnectionPoolFactory extends PostgresConnectionPoolFactory {

    @Override
    public String getJdbcUrl(JdbcSourceConfig config) {
        return super.getJdbcUrl(config)
                + config.getDbzProperties().stringPropertyNames().stream()
                        .filter(name -> name.startsWith(ExactSource.DRIVER_PREFIX))
                        .sorted()
                        .map(name -> name.substring(ExactSource.DRIVER_PREFIX.length()) + "="
                                + config.getDbzProperties().getProperty(name))
                        .collect(Collectors.joining("&", "?", ""));
    }
}
