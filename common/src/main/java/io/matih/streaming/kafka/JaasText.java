package io.matih.streaming.kafka;

/** Text between the double quotes of a JAAS configuration, where a backslash escapes. */
final class JaasText {

    private JaasText() {}

    static String escape(String text) {
        return text.replace("\\", "\\\\")
                .replace("\"", "\\\"")
                .replace("\n", "\\n")
                .replace("\r", "\\r");
    }
}
