package io.matih.streaming.endtoend.sabotage;

/** What finds faults. */
enum Check {
    SIMULATION("simulation"),
    JOB_GRAPH("job graph"),
    PIPELINE("pipeline and reconcile"),
    LOCATOR("change capture");

    private final String title;

    Check(String title) {
        this.title = title;
    }

    String title() {
        return title;
    }
}
