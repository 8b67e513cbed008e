package io.matih.streaming.cli.deployment;

import io.matih.streaming.cli.Refusal;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.flink.runtime.checkpoint.Checkpoints;
import org.jspecify.annotations.Nullable;

/**
 * A checkpoint or savepoint that a job can be started from.
 *
 * @param path where Flink finds it
 * @param checkpointId its number within the job; savepoints are counted with checkpoints
 * @param jobIdPrefix how the id of its job begins, as far as the path tells; empty when it does not
 */
public record RestorePoint(String path, long checkpointId, String jobIdPrefix) {

    private static final Pattern CHECKPOINT = Pattern.compile(".*/([0-9a-f]{32})/chk-(\\d+)/?");
    private static final Pattern SAVEPOINT = Pattern.compile(".*/savepoint-([0-9a-f]{6})-[0-9a-f]+/?");

    /**
     * What a path, or the metadata that lies there, says.
     *
     * @param metadata a copy of the file {@code _metadata} of that path; null when the path tells the number or is a local one
     * @throws Refusal when the number is not known
     */
    public static RestorePoint of(String path, @Nullable Path metadata) {
        Matcher checkpoint = CHECKPOINT.matcher(path);
        if (checkpoint.matches() && metadata == null) {
            return new RestorePoint(path, Long.parseLong(checkpoint.group(2)), checkpoint.group(1));
        }
        Path file = metadata == null ? localMetadata(path) : metadata;
        if (file == null) {
            throw new Refusal(
                    "--from: the path of a savepoint does not tell its number; copy its file _metadata to this"
                            + " machine and name it with --metadata");
        }
        Matcher savepoint = SAVEPOINT.matcher(path);
        return new RestorePoint(path, checkpointId(file), savepoint.matches() ? savepoint.group(1) : "");
    }

    private static @Nullable Path localMetadata(String path) {
        if (!path.startsWith("file:") && !path.startsWith("/")) {
            return null;
        }
        Path folder = path.startsWith("file:") ? Path.of(URI.create(path)) : Path.of(path);
        return folder.resolve("_metadata");
    }

    private static long checkpointId(Path file) {
        try (DataInputStream input = new DataInputStream(Files.newInputStream(file))) {
            return Checkpoints.loadCheckpointMetadata(input, RestorePoint.class.getClassLoader(), file.toString())
                    .getCheckpointId();
        } catch (IOException unreadable) {
            throw new Refusal(file + " cannot be read as the metadata of a checkpoint or savepoint", unreadable);
        }
    }
}
