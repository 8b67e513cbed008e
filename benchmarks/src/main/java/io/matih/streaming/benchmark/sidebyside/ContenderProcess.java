package io.matih.streaming.benchmark.sidebyside;

/** The measured process: runs one contender, prints its {@link Measurement} and ends. */
final class ContenderProcess {

    private ContenderProcess() {}

    public static void main(String[] arguments) throws Exception {
        RunSettings settings = RunSettings.parse(arguments);
        System.out.println(settings.contender().measure(settings).line());
        System.exit(0);
    }
}
