package io.matih.streaming.cli.demo;

import io.matih.streaming.platform.StageListener;

/** Passes the platform's stages on to the output. */
final class StageLines implements StageListener {

    private final DemoOutput output;

    StageLines(DemoOutput output) {
        this.output = output;
    }

    @Override
    public void waiting(String stage, String waitsFor, long millis) {
        output.waiting(stage, waitsFor, millis);
    }

    @Override
    public void finished(String stage, long millis) {
        output.stage(stage, "", millis);
    }
}
