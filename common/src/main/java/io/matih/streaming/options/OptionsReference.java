package io.matih.streaming.options;

/** The reference of a job's options: Markdown for the documentation and plain text for {@code --help}. */
public final class OptionsReference {

    private OptionsReference() {}

    /** A section with one table for each concern. Ends with a line break; the same options always give the same text. */
    public static String markdown(String title, OptionSet options) {
        StringBuilder page = new StringBuilder("## " + title + "\n");
        for (OptionGroup group : options.groups()) {
            page.append("\n### ").append(group.title()).append("\n\n");
            page.append("| key | environment | type | unit and range | default | meaning |\n");
            page.append("|---|---|---|---|---|---|\n");
            group.options().forEach(option -> page.append(row(option)));
        }
        return page.toString();
    }

    private static String row(Option<?> option) {
        return "| `%s` | `%s` | %s | %s | %s | %s |\n"
                .formatted(
                        option.key(),
                        option.environmentName(),
                        cell(option.typeName()),
                        cell(option.range()),
                        cell(defaultOf(option, "`")),
                        cell(option.description()));
    }

    /** The usage of a job for a person at a terminal. Ends with a line break. */
    public static String help(String job, OptionSet options) {
        StringBuilder page = new StringBuilder(
                """
                Job %s. Each option is set by --key=value, by --key value, by its environment variable,
                or in the YAML file that --config FILE or %s names; arguments win over the
                environment, which wins over the file. Secrets are given as file:/path or env:NAME only.
                """
                        .formatted(job, EnvironmentReader.CONFIG_NAME));
        for (OptionGroup group : options.groups()) {
            page.append('\n').append(group.title()).append('\n');
            group.options().forEach(option -> page.append(paragraph(option)));
        }
        return page.toString();
    }

    private static String paragraph(Option<?> option) {
        String range = option.range().isEmpty() ? "" : "; " + option.range();
        return "  --%s  (%s%s; default: %s)\n      %s\n      %s\n"
                .formatted(
                        option.key(),
                        option.typeName(),
                        range,
                        defaultOf(option, ""),
                        option.environmentName(),
                        option.description());
    }

    private static String defaultOf(Option<?> option, String quote) {
        String value = option.printedDefault();
        if (value == null) {
            return option.isRequired() ? "required" : "none";
        }
        return value.isEmpty() ? "empty" : quote + value + quote;
    }

    private static String cell(String text) {
        return text.replace("|", "\\|");
    }
}
