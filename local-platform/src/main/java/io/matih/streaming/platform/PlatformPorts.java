package io.matih.streaming.platform;

/** The ports of 127.0.0.1 that the platform listens on; 0 takes any free one. */
public record PlatformPorts(int kafka, int catalog, int flink, int postgres) {

    /** Where people expect them; PostgreSQL's is the second one, because many a machine has a server on the first. */
    public static final PlatformPorts USUAL = new PlatformPorts(9092, 8181, 8081, 5433);

    /** Whatever is free. */
    public static final PlatformPorts ANY = new PlatformPorts(0, 0, 0, 0);
}
