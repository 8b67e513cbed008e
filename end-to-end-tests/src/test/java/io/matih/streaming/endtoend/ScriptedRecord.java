package io.matih.streaming.endtoend;

import org.jspecify.annotations.Nullable;

/**
 * One record of the input and what must become of it.
 *
 * @param call what it says, null when it is broken
 * @param reason the reason code of its dead letter, null when it is good
 */
public record ScriptedRecord(int partition, Letter letter, @Nullable ScriptedCall call, @Nullable String reason) {}
